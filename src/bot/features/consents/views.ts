import type { Screen } from '../../../core/screen.js'
import { withdrawalConsequences, type Consent, type ConsentKind, type ConsentText, type ConsentWay } from '../../../modules/consents/consent.js'
import { dayOf } from '../../../core/dates.js'
import { displayName } from '../../../modules/people/person.js'
import { callback } from '../../callbacks/codec.js'
import { escapeHtml } from '../../chat.js'
import type { LinkedContext } from '../../context.js'
import { homeButton } from '../home.js'
import { plainDay } from '../../views/dates.js'
import { privacyButton } from '../privacy/buttons.js'

export const consentCallbacks = callback('cons', {
  show: 'a',
  agree: 'y',
  disagree: 'n',
  read: 'r',
  hide: 'h',
  mine: 'm',
  withdrawAsk: 'w',
  withdraw: 'x',
  keep: 'k',
})

const onDay = (ctx: LinkedContext, day: string) => plainDay(day, dayOf(ctx.now(), ctx.zone))

/** Kinds in buttons: codes never change. */
export const kindCodes = { 'personal-data': 'p', mentoring: 'm', duties: 'd' } as const satisfies Record<ConsentKind, string>

export function kindOf(code: string): ConsentKind | null {
  const found = (Object.entries(kindCodes) as [ConsentKind, string][]).find(([, value]) => value === code)
  return found?.[0] ?? null
}

/** So much of a hash tells versions apart and fits a button. */
export const hashLength = 12
const none = '-'
const longestText = 3_600

export interface Paper {
  kind: ConsentKind
  pairId: string | null
}

export const paperIds = ({ kind, pairId }: Paper): [string, string] => [kindCodes[kind], pairId ?? none]
export const pairIdOf = (id: string): string | null => (id === none ? null : id)

/** The paper with its two decisions; `whole` shows the text to the end. */
export function paperScreen(ctx: LinkedContext, paper: Paper, text: ConsentText, way: ConsentWay, whole = false): Screen {
  const short = ctx.t('consents-paper', { title: escapeHtml(text.title), summary: escapeHtml(text.summary) })
  const full = `<b>${escapeHtml(text.title)}</b>\n\n${escapeHtml(text.text.slice(0, longestText))}`
  const lines = [whole ? full : short, ...(way === 'paper' ? [ctx.t('consents-paper-way')] : [])]
  const hash = text.hash.slice(0, hashLength)
  const turn = consentCallbacks.button(ctx.t(whole ? 'consents-hide' : 'consents-read-whole'), whole ? 'hide' : 'read', ...paperIds(paper))
  return {
    text: lines.join('\n'),
    buttons: [
      [consentCallbacks.button(ctx.t('label-agree'), 'agree', ...paperIds(paper), hash), consentCallbacks.button(ctx.t('label-disagree'), 'disagree', ...paperIds(paper))],
      [turn],
    ],
  }
}

/** What was decided, in place of the buttons. */
export function decidedLine(ctx: LinkedContext, consent: Consent): string {
  const at = consent.state === 'withdrawn' && consent.withdrawnAt ? consent.withdrawnAt : consent.decidedAt
  return ctx.t(`consents-${consent.state}`, { date: onDay(ctx, dayOf(at, ctx.zone)) })
}

/** One's papers with their states, and buttons to decide and to withdraw (CONS-08, DATA-10). */
export function mineScreen(ctx: LinkedContext, consents: readonly Consent[], pending: readonly Paper[], answered: number): Screen {
  const { person } = ctx
  const value = (text: string | null) => escapeHtml(text ?? ctx.t('consents-value-none'))
  const data = ctx.t('consents-mine', {
    name: escapeHtml(displayName(person)),
    position: value(person.position),
    roles: ctx.actor.roles.map((role) => ctx.t(`consents-role-${role}`)).join(', '),
    subject: value(person.subject),
    birthday: value(person.birthOn ? onDay(ctx, person.birthOn) : null),
    phone: value(person.phone),
    email: value(person.email),
    responses: answered,
  })
  const lines = consents.map((consent) => `• ${escapeHtml(consent.title)}: ${stateWords(ctx, consent)}`)
  const sign = pending.map((paper) => consentCallbacks.button(ctx.t('consents-sign', { title: ctx.t(`consents-kind-${paper.kind}`) }), 'show', ...paperIds(paper)))
  const withdraw = consents
    .filter((consent) => consent.state === 'given' || consent.state === 'declared')
    .map((consent) => consentCallbacks.button(ctx.t('consents-withdraw', { title: ctx.t(`consents-kind-${consent.kind}`) }), 'withdrawAsk', consent.id))
  const list = lines.length > 0 ? `\n\n${ctx.t('consents-mine-list')}\n${lines.join('\n')}` : ''
  return { text: `${data}${list}`, buttons: [...[...sign, ...withdraw].slice(0, 4).map((button) => [button]), [privacyButton(ctx)], [homeButton(ctx)]] }
}

function stateWords(ctx: LinkedContext, consent: Consent): string {
  const at = consent.withdrawnAt ?? consent.decidedAt
  return ctx.t(`consents-state-${consent.state}`, { date: onDay(ctx, dayOf(at, ctx.zone)) })
}

/** What follows a withdrawal, shown before it (CONS-08). */
export function withdrawScreen(ctx: LinkedContext, consent: Consent): Screen {
  const after = withdrawalConsequences[consent.kind].map((code) => ctx.t(`consents-after-${code}`))
  const text = [ctx.t('consents-withdraw-ask', { title: escapeHtml(consent.title) }), ...after].join('\n')
  const buttons = [consentCallbacks.button(ctx.t('consents-withdraw-no'), 'keep'), consentCallbacks.button(ctx.t('consents-withdraw-yes'), 'withdraw', consent.id)]
  return { text, buttons: [buttons] }
}
