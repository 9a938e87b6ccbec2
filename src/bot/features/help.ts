import { inRows, type Screen } from '../../core/screen.js'
import type { Organisation, StatementList } from '../../modules/organisations/organisation.js'
import { callback } from '../callbacks/codec.js'
import { escapeHtml } from '../chat.js'
import { isLinked, type BotContext, type LinkedContext } from '../context.js'
import type { Feature } from '../feature.js'
import { homeButton } from './home.js'

const helpCallbacks = callback('help', { contents: 'c', list: 'l', terms: 't', term: 'w' })

const longestMessage = 4000

/** Rights and duties of the person's own roles (DUTY-01, DUTY-02). */
function listsFor(ctx: LinkedContext): StatementList[] {
  const mentor: StatementList[] = ctx.actor.roles.includes('mentor') ? ['mentorDuties', 'mentorRights'] : []
  const mentee: StatementList[] = ctx.actor.roles.includes('mentee') ? ['menteeDuties', 'menteeRights'] : []
  return [...mentor, ...mentee]
}

function contents(ctx: LinkedContext): Screen {
  const lists = listsFor(ctx).map((list) => helpCallbacks.button(ctx.t(`help-${list}`), 'list', list))
  const terms = ctx.organisation.terms.length > 0 ? [helpCallbacks.button(ctx.t('help-terms'), 'terms')] : []
  return { text: ctx.t('help-text'), buttons: [...inRows([...lists, ...terms], 1), [homeButton(ctx)]] }
}

function cut(lines: readonly string[]): string {
  let text = ''
  for (const line of lines) {
    if (text.length + line.length > longestMessage) break
    text += `${line}\n`
  }
  return text.trim()
}

function statements(ctx: LinkedContext, organisation: Organisation, list: StatementList): Screen {
  const lines = organisation.statements[list].map((statement, index) => `${index + 1}. ${escapeHtml(statement.text)}`)
  const back = helpCallbacks.button(ctx.t('label-back'), 'contents')
  return { text: cut([`<b>${ctx.t(`help-${list}`)}</b>`, ...lines]), buttons: [[back]] }
}

function termList(ctx: LinkedContext): Screen {
  const buttons = ctx.organisation.terms.map((term) => helpCallbacks.button(term.title, 'term', term.code))
  return { text: ctx.t('help-which-term'), buttons: [...inRows(buttons, 1), [helpCallbacks.button(ctx.t('label-back'), 'contents')]] }
}

async function show(ctx: BotContext): Promise<void> {
  if (isLinked(ctx)) await ctx.screen.send(contents(ctx))
  else await ctx.screen.send({ text: ctx.t('common-unknown-person') })
}

const isList = (code: string): code is StatementList => ['mentorDuties', 'mentorRights', 'menteeDuties', 'menteeRights'].includes(code)

/** `/help`: what the bot does, one's rights and duties, and the organisation's terms (ORG-17). */
export const help: Feature = {
  commands: { help: show },
  callbacks: [
    helpCallbacks.on({
      contents: (ctx) => ctx.screen.replace(contents(ctx)),
      async list(ctx, list = '') {
        if (isList(list)) await ctx.screen.replace(statements(ctx, ctx.organisation, list))
      },
      terms: (ctx) => ctx.screen.replace(termList(ctx)),
      async term(ctx, code = '') {
        const term = ctx.organisation.terms.find((one) => one.code === code)
        if (!term) return
        const text = `<b>${escapeHtml(term.title)}</b>\n${escapeHtml(term.text)}`
        await ctx.screen.replace({ text, buttons: [[helpCallbacks.button(ctx.t('label-back'), 'terms')]] })
      },
    }),
  ],
}
