import { BACK, type Dialog } from '../../dialog/dialog.js'
import { askText } from '../../dialog/ask-text.js'
import { isLinked, type BotContext } from '../../context.js'
import type { Feature } from '../../feature.js'
import { parseBirthday } from '../../../modules/invitations/invitation.js'
import { invitationCard, linkingCallbacks, welcome } from './views.js'
import { showPaper } from '../consents/index.js'

const tokenShape = /^[\w-]{43}$/
const birthdayDialogue = 'linking-birthday'

async function showCard(ctx: BotContext, token: string): Promise<boolean> {
  if (!tokenShape.test(token)) return false
  const card = await ctx.services.invitations.look(token)
  if (card.ok) await ctx.screen.send(invitationCard(ctx, card.value, token))
  else if (card.problem.code === 'invitation-used' && isLinked(ctx)) return false
  else await ctx.screen.send({ text: ctx.problemText(card.problem) })
  return true
}

/** After linking: who the person is here, and the first paper. */
async function greet(ctx: BotContext): Promise<void> {
  await ctx.refresh()
  if (!isLinked(ctx)) return
  await ctx.screen.send(welcome(ctx))
  const isParticipant = ctx.actor.roles.some((role) => role === 'mentee' || role === 'mentor')
  if (isParticipant) await showPaper(ctx, 'personal-data', null)
}

async function accept(ctx: BotContext, token = ''): Promise<void> {
  const card = await ctx.services.invitations.look(token)
  if (card.ok && card.value.asksBirthday) {
    await ctx.screen.replace({ text: ctx.t('linking-confirmed') })
    return ctx.openDialogue(birthdayDialogue, { token })
  }
  const linked = await ctx.services.invitations.accept(token, { telegramId: ctx.from?.id ?? 0 })
  if (!linked.ok) return ctx.screen.replace({ text: ctx.problemText(linked.problem) })
  await ctx.screen.replace({ text: ctx.t('linking-confirmed') })
  await greet(ctx)
}

async function askBirthday(dialog: Dialog, { token }: Record<string, string | null>): Promise<void> {
  let text = dialog.t('linking-birthday')
  for (;;) {
    const birthday = await askText(dialog, {
      text,
      max: 20,
      check: (answer) => (parseBirthday(answer) === null ? dialog.t('linking-birthday-form') : null),
    })
    if (birthday === BACK) continue
    const linked = await dialog.run((ctx) => ctx.services.invitations.accept(token ?? '', { telegramId: ctx.from?.id ?? 0, birthday }))
    if (linked.ok) break
    if (linked.problem.code !== 'birthday-wrong') return dialog.sendProblem(linked.problem)
    text = dialog.ctx.problemText(linked.problem)
  }
  await dialog.run(async (ctx) => {
    await greet(ctx)
    return null
  })
}

/** A one-time link ties the chat to a person and role (IMPL-04). */
export const linking: Feature = {
  onStart: showCard,
  callbacks: [
    linkingCallbacks.onAnyone({
      accept,
      deny: (ctx) => ctx.screen.replace({ text: ctx.t('linking-denied') }),
    }),
  ],
  dialogues: [{ id: birthdayDialogue, build: askBirthday }],
}
