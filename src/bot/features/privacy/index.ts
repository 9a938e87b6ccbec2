import { InputFile } from 'grammy'
import type { Screen } from '../../../core/screen.js'
import { staffRoles } from '../../../modules/accounts/account.js'
import { dataGroups, type DataGroup } from '../../../modules/privacy/data-kinds.js'
import type { GroupReaders, KindReaders, Opening } from '../../../modules/privacy/privacy.js'
import { escapeHtml } from '../../chat.js'
import type { LinkedContext } from '../../context.js'
import type { Feature } from '../../feature.js'
import { sayMoment } from '../../views/dates.js'
import { consentCallbacks } from '../consents/views.js'
import { privacyCallbacks } from './buttons.js'

/** Codes of groups in buttons never change. */
const groupCodes = { person: 'p', forms: 'f', work: 'w' } as const satisfies Record<DataGroup, string>
const mostOpenings = 8

const backTo = (ctx: LinkedContext, action: 'who') => privacyCallbacks.button(ctx.t('label-back'), action)

function whoScreen(ctx: LinkedContext): Screen {
  const groups = dataGroups.map((group) => [privacyCallbacks.button(ctx.t(`privacy-group-${group}`), 'group', groupCodes[group])])
  const opened = privacyCallbacks.button(ctx.t('privacy-opened-button'), 'opened')
  const take = privacyCallbacks.button(ctx.t('privacy-take-button'), 'take')
  return { text: ctx.t('privacy-who'), buttons: [...groups, [opened], [take], [consentCallbacks.button(ctx.t('label-back'), 'mine')]] }
}

/** «куратор Мария Олеговна»; roles that nobody holds are left to the last line of the screen. */
function readersOf(ctx: LinkedContext, { holders, partners }: KindReaders): string {
  const named = (word: string, names: readonly string[]) => `${word} ${names.map(escapeHtml).join(', ')}`
  const sides = partners.map(({ party, names }) => named(ctx.t(`privacy-party-${party}`), names))
  const roles = holders.map(({ role, names }) => (names.length > 0 ? named(ctx.t(`consents-role-${role}`), names) : ctx.t(`consents-role-${role}`)))
  return [...sides, ...roles].join('; ')
}

function groupScreen(ctx: LinkedContext, { group, kinds }: GroupReaders): Screen {
  const lines = kinds.map((kind) => ctx.t('privacy-kind', { kind: ctx.t(`privacy-kind-${kind.code}`), readers: readersOf(ctx, kind) }))
  return { text: [`<b>${ctx.t(`privacy-group-${group}`)}</b>`, ...lines].join('\n'), buttons: [[backTo(ctx, 'who')]] }
}

function openedScreen(ctx: LinkedContext, openings: readonly Opening[]): Screen {
  const shown = openings.slice(0, mostOpenings).map(({ at, who, roles, resource }) => {
    const role = staffRoles.find((known) => roles.includes(known))
    const name = [role ? ctx.t(`consents-role-${role}`) : '', who.includes('@') ? '' : escapeHtml(who)].filter(Boolean).join(' ')
    return ctx.t('privacy-opened-line', { when: sayMoment(at, ctx.now(), ctx.zone), name, what: ctx.t(`privacy-record-${resource.toLowerCase()}`) })
  })
  const more = openings.length > mostOpenings ? [ctx.t('privacy-opened-more', { shown: mostOpenings })] : []
  const lines = shown.length > 0 ? [...shown, ...more] : [ctx.t('privacy-opened-none')]
  return { text: [ctx.t('privacy-opened'), ...lines].join('\n'), buttons: [[backTo(ctx, 'who')]] }
}

async function showGroup(ctx: LinkedContext, code = ''): Promise<void> {
  const group = dataGroups.find((known) => groupCodes[known] === code)
  const seen = await ctx.services.privacy.whoSees(ctx.actor, ctx.person.id)
  const found = seen.ok ? seen.value.find((known) => known.group === group) : undefined
  await ctx.screen.replace(found ? groupScreen(ctx, found) : whoScreen(ctx))
}

async function showOpened(ctx: LinkedContext): Promise<void> {
  const openings = await ctx.services.privacy.openings(ctx.actor, ctx.person.id)
  await ctx.screen.replace(openings.ok ? openedScreen(ctx, openings.value) : whoScreen(ctx))
}

async function sendOwnData(ctx: LinkedContext): Promise<void> {
  const made = await ctx.services.privacy.ownData(ctx.actor)
  if (!made.ok || ctx.chatId === undefined) return ctx.screen.popUp(made.ok ? undefined : ctx.problemText(made.problem), !made.ok)
  await ctx.api.sendDocument(ctx.chatId, new InputFile(made.value.content, made.value.name), { caption: ctx.t('privacy-file') })
}

/** «Кто видит мои данные»: by kind of data, with names, who opened them, and all of it as a file (DATA-10, DATA-04). */
export const privacy: Feature = {
  callbacks: [
    privacyCallbacks.on({
      who: (ctx) => ctx.screen.replace(whoScreen(ctx)),
      group: showGroup,
      opened: showOpened,
      take: sendOwnData,
    }),
  ],
}
