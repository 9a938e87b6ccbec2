import type { Button } from '../../../core/screen.js'
import type { Meeting } from '../../../modules/meetings/meeting.js'
import { currentMenteeIds } from '../../../modules/pairs/pair.js'
import type { LinkedContext } from '../../context.js'
import type { Feature, HomePart } from '../../feature.js'
import { kindText, meetingMoment, meetingNumbers, meetingPlace, meetingScreen, meetingShortLine, othersLine } from '../../views/meetings/meeting-views.js'
import { homeButton } from '../home.js'
import { requestCallbacks } from '../requests/callbacks.js'
import { meetingCallbacks, meetingDialogues } from './callbacks.js'
import { changeMeetingDialogues } from './change-dialogues.js'
import { closeMeetingDialogues } from './close-dialogues.js'
import { findMeeting, ledPairs, meetingFace } from './faces.js'
import { setMeetingDialogue } from './set-dialogue.js'

const mostListed = 5

/** Meetings that wait for their mark (the mentor's), then those ahead. */
async function listedMeetings(ctx: LinkedContext): Promise<Meeting[]> {
  const { meetings, pairs } = ctx.services
  const unclosed: Meeting[] = []
  for (const meeting of await meetings.unclosed(ctx.person.id)) {
    if ((await pairs.get(meeting.pairId))?.mentorId === ctx.person.id) unclosed.push(meeting)
  }
  return [...unclosed, ...(await meetings.upcoming(ctx.person.id))].slice(0, mostListed)
}

async function showMine(ctx: LinkedContext): Promise<void> {
  const meetings = await listedMeetings(ctx)
  const lines: string[] = []
  for (const [index, meeting] of meetings.entries()) {
    const face = await meetingFace(ctx, await ctx.services.pairs.get(meeting.pairId), meeting)
    lines.push(`${index + 1}. ${meetingShortLine(face, meeting)}`)
  }
  const own = (await ctx.services.pairs.openOf(ctx.person.id)).filter((pair) => currentMenteeIds(pair).includes(ctx.person.id) && pair.state !== 'proposed')
  const mentors = await Promise.all(own.map(async (pair) => ctx.t('meeting-list-mentor', { name: (await meetingFace(ctx, pair)).nameOf(pair.mentorId) })))
  const led = await ledPairs(ctx)
  const missing = led.length === 1 && led[0] ? (await ctx.services.meetings.missingKinds(led[0].id)).map((code) => kindText(ctx, code)) : []
  const tail = missing.length > 0 ? [ctx.t('meeting-list-missing', { kinds: missing.join(', ') })] : []
  const set: Button[] = led.length > 0 ? [meetingCallbacks.button(ctx.t('label-set-meeting'), 'set')] : []
  const ask: Button[] = own.length > 0 ? [requestCallbacks.button(ctx.t('label-ask-help'), 'ask')] : []
  const head = lines.length > 0 ? [ctx.t('meeting-list-head'), ...lines] : [ctx.t('meeting-list-none')]
  await ctx.screen.send({ text: [...mentors, ...head, ...tail].join('\n'), buttons: [...meetingNumbers(meetings), [...set, ...ask], [homeButton(ctx)]].filter((row) => row.length > 0) })
}

async function open(ctx: LinkedContext, meetingId = ''): Promise<void> {
  const found = await findMeeting(ctx, meetingId)
  if (!found) return ctx.screen.popUp(ctx.problemText({ code: 'meeting-not-found' }), true)
  await ctx.screen.send(meetingScreen(found.face, found.meeting))
}

async function confirm(ctx: LinkedContext, meetingId = ''): Promise<void> {
  const confirmed = await ctx.services.meetings.confirm(ctx.actor, { meetingId, personId: ctx.person.id })
  if (!confirmed.ok) await ctx.screen.popUp(ctx.problemText(confirmed.problem), true)
  else await ctx.screen.popUp(ctx.t('meeting-done-confirmed'))
  const found = await findMeeting(ctx, meetingId)
  if (found) await ctx.screen.replace(meetingScreen(found.face, found.meeting))
}

/** Opens a dialogue about a meeting that is still planned; an old button shows how the meeting stands. */
function opening(dialogue: string) {
  return async (ctx: LinkedContext, meetingId = ''): Promise<void> => {
    const found = await findMeeting(ctx, meetingId)
    if (!found) return ctx.screen.popUp(ctx.problemText({ code: 'meeting-not-found' }), true)
    const isTooLate = dialogue === meetingDialogues.wish && found.meeting.startsAt <= ctx.now()
    if (found.meeting.state !== 'planned' || isTooLate) {
      const code = found.meeting.state === 'planned' ? 'meeting-begun' : `meeting-is-${found.meeting.state}`
      await ctx.screen.popUp(ctx.problemText({ code }), true)
      return ctx.screen.replace(meetingScreen(found.face, found.meeting))
    }
    const messageId = ctx.screen.pressedMessageId()
    await ctx.openDialogue(dialogue, { meetingId, messageId: messageId === null ? null : String(messageId) })
  }
}

/** The next meeting of the person, and for the mentor one that waits for its mark. */
async function homeLines(ctx: LinkedContext): Promise<HomePart | null> {
  const [first] = await listedMeetings(ctx)
  if (!first) return null
  const face = await meetingFace(ctx, await ctx.services.pairs.get(first.pairId), first)
  const moment = meetingMoment(face, first)
  const name = othersLine(face, first)
  if (first.startsAt <= ctx.now()) {
    return { lines: [ctx.t('meeting-home-unclosed', { moment, name })], buttons: [meetingCallbacks.button(ctx.t('meeting-home-close'), 'open', first.id)] }
  }
  const isMentor = face.mentorId === ctx.person.id
  return { lines: [isMentor ? ctx.t('meeting-home-next-mentor', { moment, name }) : ctx.t('meeting-home-next', { moment, place: meetingPlace(first) })], buttons: [] }
}

async function homeButtons(ctx: LinkedContext): Promise<HomePart | null> {
  const pairs = (await ctx.services.pairs.openOf(ctx.person.id)).filter(({ state }) => state !== 'proposed')
  if (pairs.length === 0) return null
  const isLeading = (await ledPairs(ctx)).length > 0
  const isLed = pairs.some((pair) => pair.mentorId !== ctx.person.id)
  const set = isLeading ? [meetingCallbacks.button(ctx.t('label-set-meeting'), 'set')] : []
  return { lines: [], buttons: [...set, meetingCallbacks.button(ctx.t(isLed ? 'meeting-mine-mentee' : 'meeting-mine-mentor'), 'mine')] }
}

/** Meetings in the chat (MEET-01, MEET-02, MEET-04): set, answered, moved, marked. */
export const meetings: Feature = {
  callbacks: [
    meetingCallbacks.on({
      mine: showMine,
      open,
      set: (ctx, pairId) => ctx.openDialogue(meetingDialogues.set, { pairId: pairId ?? null }),
      confirm,
      wish: opening(meetingDialogues.wish),
      move: opening(meetingDialogues.move),
      cancel: opening(meetingDialogues.cancel),
      held: opening(meetingDialogues.hold),
      missed: opening(meetingDialogues.miss),
    }),
  ],
  dialogues: [setMeetingDialogue, ...changeMeetingDialogues, ...closeMeetingDialogues],
  home: [
    { order: 20, build: homeLines },
    { order: 36, build: homeButtons },
  ],
}
