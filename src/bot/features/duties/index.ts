import { dayOf } from '../../../core/dates.js'
import type { Button, Screen } from '../../../core/screen.js'
import { dutySides, type Acquaintance, type DutySheet, type DutySide } from '../../../modules/duties/acquaintance.js'
import type { Statement } from '../../../modules/organisations/organisation.js'
import { callback } from '../../callbacks/codec.js'
import { escapeHtml } from '../../chat.js'
import type { LinkedContext } from '../../context.js'
import type { Feature, HomePart } from '../../feature.js'
import { plainDay } from '../../views/dates.js'
import { homeButton } from '../home.js'

const dutyCallbacks = callback('duty', { show: 's', read: 'r' })

/** So much of a hash tells wordings apart and fits a button. */
const hashLength = 12
const longestText = 3_800

const isSide = (side: string): side is DutySide => dutySides.some((one) => one === side)
const sidesOf = (ctx: LinkedContext): DutySide[] => dutySides.filter((side) => ctx.actor.roles.includes(side))

function listOf(title: string, statements: readonly Statement[]): string[] {
  return statements.length === 0 ? [] : [`<i>${title}</i>`, ...statements.map(({ text }, index) => `${index + 1}. ${escapeHtml(text)}`)]
}

/** Whole lines only, so that no tag is cut. */
function fitted(lines: readonly string[]): string {
  let text = ''
  for (const line of lines) {
    if (text.length + line.length > longestText) break
    text += `${line}\n`
  }
  return text.trim()
}

function sheetScreen(ctx: LinkedContext, { side, rights, duties, hash }: DutySheet, read: Acquaintance | null): Screen {
  const lines = [ctx.t(`duties-title-${side}`), ...listOf(ctx.t('duties-rights'), rights), ...listOf(ctx.t('duties-list'), duties)]
  const others = sidesOf(ctx).filter((other) => other !== side)
  const turn: Button[] = others.map((other) => dutyCallbacks.button(ctx.t(`duties-title-${other}`).replace(/<\/?b>/g, ''), 'show', other))
  const done = read ? [ctx.t('duties-read-on', { day: plainDay(dayOf(read.readAt, ctx.zone), dayOf(ctx.now(), ctx.zone)) })] : []
  const own = read ? [] : [[dutyCallbacks.button(ctx.t('duties-read'), 'read', side, hash.slice(0, hashLength))]]
  return { text: [fitted(lines), ...done].join('\n'), buttons: [...own, ...turn.map((button) => [button]), [homeButton(ctx)]] }
}

async function screenOf(ctx: LinkedContext, side: DutySide): Promise<Screen> {
  const { sheet, read } = await ctx.services.duties.sheetOf(ctx.organisation.id, ctx.person.id, side)
  return sheetScreen(ctx, sheet, read)
}

async function acknowledge(ctx: LinkedContext, side = '', hash = ''): Promise<void> {
  if (!isSide(side)) return
  const read = await ctx.services.duties.acknowledge(ctx.actor, { organisationId: ctx.organisation.id, personId: ctx.person.id, side, hash })
  await ctx.screen.popUp(read.ok ? ctx.t('duties-said') : ctx.problemText(read.problem), !read.ok)
  await ctx.screen.replace(await screenOf(ctx, side))
}

/** The sheet is offered once there is a pair; what was read stays in «Помощь». */
async function homePart(ctx: LinkedContext): Promise<HomePart | null> {
  const sides = sidesOf(ctx)
  if (sides.length === 0) return null
  const pairs = (await ctx.services.pairs.openOf(ctx.person.id)).filter(({ state }) => state !== 'proposed')
  const led = new Set<DutySide>(pairs.map(({ mentorId }) => (mentorId === ctx.person.id ? 'mentor' : 'mentee')))
  for (const side of sides.filter((one) => led.has(one))) {
    const { read } = await ctx.services.duties.sheetOf(ctx.organisation.id, ctx.person.id, side)
    if (!read) return { lines: [], first: [dutyCallbacks.button(ctx.t('duties-home'), 'show', side)], buttons: [] }
  }
  return { lines: [], buttons: [], more: sides.map((side) => dutyCallbacks.button(ctx.t('duties-button'), 'show', side)).slice(0, 1) }
}

/** «Права и обязанности»: read, and acknowledged with a date (DUTY-01, DUTY-02). */
export const duties: Feature = {
  callbacks: [
    dutyCallbacks.on({
      async show(ctx, side = '') {
        if (isSide(side)) await ctx.screen.send(await screenOf(ctx, side))
      },
      read: acknowledge,
    }),
  ],
  home: [{ order: 82, build: homePart }],
}
