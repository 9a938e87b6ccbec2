import { askChoices, askText, BACK, runSteps, type Dialog } from '../../dialog/index.js'
import type { Choice } from '../../dialog/ask.js'
import type { Dialogue } from '../../feature.js'
import { homeButton } from '../home.js'
import { meetingCallbacks, meetingDialogues } from './callbacks.js'
import { finish } from './change-dialogues.js'
import { findMeeting, linked, namesOf } from './faces.js'

interface Closing {
  mentorId: string
  pairId: string
  /** The others of the meeting. */
  mentees: Choice[]
}

function closingOf(dialog: Dialog, meetingId: string): Promise<Closing | null> {
  return dialog.run(async (outer) => {
    const ctx = linked(outer)
    const found = await findMeeting(ctx, meetingId)
    if (!found?.pair) return null
    const { mentorId, id } = found.pair
    const ids = found.meeting.attendees.map(({ personId }) => personId).filter((personId) => personId !== mentorId)
    const names = await namesOf(ctx, ids)
    return { mentorId, pairId: id, mentees: ids.map((value) => ({ label: names.get(value) ?? '—', value })) }
  })
}

/** What can be done after a meeting was marked: the next one, or home. */
async function offerNext(dialog: Dialog, key: string, pairId: string): Promise<void> {
  await dialog.run((ctx) =>
    ctx.screen.send({ text: ctx.t(key), buttons: [[meetingCallbacks.button(ctx.t('meeting-next'), 'set', pairId)], [homeButton(ctx)]] }),
  )
}

const hold: Dialogue = {
  id: meetingDialogues.hold,
  async build(dialog, args) {
    const closing = await closingOf(dialog, args.meetingId ?? '')
    if (!closing) return dialog.sendProblem({ code: 'meeting-not-found' })
    const all = closing.mentees.map(({ value }) => value)
    const draft = { present: all, summary: '' }
    const isGroup = all.length > 1
    const filled = await runSteps(draft, [
      async (given) => {
        if (!isGroup) return 'passed'
        const chosen = await askChoices(dialog, { text: dialog.t('meeting-ask-present'), choices: closing.mentees, chosen: all })
        if (chosen === BACK) return BACK
        given.present = chosen
        return 'asked'
      },
      async (given) => {
        const words = await askText(dialog, { text: dialog.t('meeting-ask-summary'), max: 1000, back: isGroup })
        if (words === BACK) return BACK
        given.summary = words
        return 'asked'
      },
    ])
    if (filled === BACK) return
    const isDone = await finish(dialog, args, (ctx, meetingId) =>
      ctx.services.meetings.hold(ctx.actor, { meetingId, presentIds: [closing.mentorId, ...draft.present], summary: draft.summary }),
    )
    if (isDone) await offerNext(dialog, 'meeting-done-held', closing.pairId)
  },
}

const miss: Dialogue = {
  id: meetingDialogues.miss,
  async build(dialog, args) {
    const closing = await closingOf(dialog, args.meetingId ?? '')
    if (!closing) return dialog.sendProblem({ code: 'meeting-not-found' })
    const reason = await askText(dialog, { text: dialog.t('meeting-ask-missed'), max: 500 })
    if (reason === BACK) return
    const isDone = await finish(dialog, args, (ctx, meetingId) => ctx.services.meetings.miss(ctx.actor, { meetingId, reason }))
    if (isDone) await offerNext(dialog, 'meeting-done-missed', closing.pairId)
  },
}

/** After a meeting: who was there and a line of summary, or why it did not take place (MEET-04). */
export const closeMeetingDialogues: Dialogue[] = [hold, miss]
