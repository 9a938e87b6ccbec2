import type { Screen } from '../../../core/screen.js'
import type { InvitationCard } from '../../../modules/invitations/invitation.js'
import { displayName } from '../../../modules/people/person.js'
import { escapeHtml } from '../../chat.js'
import { callback } from '../../callbacks/codec.js'
import type { BotContext, LinkedContext } from '../../context.js'
import { homeButton } from '../home.js'

export const linkingCallbacks = callback('link', { accept: 'y', deny: 'n' })

/** First contact: initials and organisation only, until the person has confirmed (DATA-07). */
export function invitationCard(ctx: Pick<BotContext, 't'>, card: InvitationCard, token: string): Screen {
  const text = ctx.t('linking-card', { organisation: escapeHtml(card.organisationName), role: card.role, initials: escapeHtml(card.initials) })
  return {
    text,
    buttons: [[linkingCallbacks.button(ctx.t('label-it-is-me'), 'accept', token), linkingCallbacks.button(ctx.t('label-no'), 'deny', token)]],
  }
}

/** The first words to a linked person. */
export function welcome(ctx: LinkedContext): Screen {
  const text = ctx.t('linking-welcome', { name: escapeHtml(displayName(ctx.person)), organisation: escapeHtml(ctx.organisation.shortName) })
  return { text, buttons: [[homeButton(ctx)]] }
}
