import { dayOf, instantAt, timeOf } from '../../src/core/dates.js'
import { isOpenPair, currentMenteeIds } from '../../src/modules/pairs/pair.js'
import { mayMeet } from '../../src/modules/meetings/meeting-policy.js'
import { fullName, shortName } from '../../src/modules/people/person.js'
import type { ActionScope, Choice } from '../actions/form.js'
import { done } from '../actions/outcomes.js'
import type { PanelAction } from '../actions/panel-action.js'
import { recordLink } from '../pages/links.js'
import { list, text, textOrNone } from './choices.js'
import { dictionaryChoices } from './dictionary-choices.js'
import type { ResourceContext } from './resource-entry.js'

/** A wall-clock time of the form (`2031-09-15T14:30`) as an instant in the person's zone. */
/** The instant of what was typed as a day and an hour of the organisation's wall. */
export function instantOf(typed: unknown, zone: string): Date {
  const [day = '', time = ''] = text(typed).split('T')
  const [hour = Number.NaN, minute = Number.NaN] = time.split(':').map(Number)
  return instantAt(day, hour, minute, zone)
}

/** The meeting's time as the form's field holds it. */
function typedMoment({ record, user }: ActionScope): string {
  const instant = new Date(String(record['startsAt']))
  const { hour, minute } = timeOf(instant, user.zone)
  return `${dayOf(instant, user.zone)}T${[hour, minute].map((part) => String(part).padStart(2, '0')).join(':')}`
}

const isPlanned = ({ state }: Record<string, unknown>) => state === 'planned'
const reason = { name: 'reason', kind: 'textarea', required: true, most: 500 } as const

/** Setting a meeting for a mentor without the bot (MEET-01, IMPL-29). */
export function setMeetingActions({ services }: ResourceContext): PanelAction[] {
  async function pairs({ organisationId }: ActionScope): Promise<Choice[]> {
    const all = organisationId === null ? [] : await services.pairs.list(organisationId)
    const open = all.filter((pair) => isOpenPair(pair) && mayMeet(pair))
    return Promise.all(open.map(async (pair) => ({ value: pair.id, label: (await services.people.getMany([pair.mentorId, ...currentMenteeIds(pair)])).map(shortName).join(' — ') })))
  }

  return [
    {
      resource: 'Meeting',
      name: 'set',
      type: 'resource',
      icon: 'Plus',
      variant: 'primary',
      fields: [
        { name: 'pairId', kind: 'select', required: true, choices: pairs },
        { name: 'kind', kind: 'select', required: true, choices: dictionaryChoices(services, 'meetingKinds') },
        { name: 'startsAt', kind: 'datetime', required: true },
        { name: 'place', kind: 'text', most: 200 },
        { name: 'link', kind: 'text', most: 500 },
        { name: 'topic', kind: 'text', most: 300, isMore: true },
        { name: 'minutes', kind: 'number', least: 1, most: 480, isMore: true, value: 45 },
      ],
      async run(actor, { user }, input) {
        const minutes = input['minutes']
        const given = { pairId: text(input['pairId']), kind: text(input['kind']), startsAt: instantOf(input['startsAt'], user.zone), place: text(input['place']), link: textOrNone(input['link']) ?? null, topic: text(input['topic']) }
        const made = await services.meetings.set(actor, { ...given, ...(typeof minutes === 'number' ? { minutes } : {}) })
        return done(made, ({ pairId }) => recordLink('Pair', pairId))
      },
    },
  ]
}

/** Moving, calling off and closing a meeting (MEET-04, IMPL-29). */
export function meetingActions({ services, clock }: ResourceContext): PanelAction[] {
  const common = { resource: 'Meeting', type: 'record', fits: isPlanned } as const
  const hasBegun = (record: Record<string, unknown>) => isPlanned(record) && Date.parse(String(record['startsAt'])) <= clock.now().getTime()
  const isAhead = (record: Record<string, unknown>) => isPlanned(record) && !hasBegun(record)

  async function attendees({ recordId }: ActionScope): Promise<Choice[]> {
    const meeting = await services.meetings.get(recordId ?? '')
    const people = await services.people.getMany((meeting?.attendees ?? []).map(({ personId }) => personId))
    return people.map((person) => ({ value: person.id, label: fullName(person) }))
  }

  return [
    {
      ...common,
      name: 'move',
      icon: 'Calendar',
      fields: [{ name: 'startsAt', kind: 'datetime', required: true, value: typedMoment }],
      run: async (actor, { recordId, user, seenAt }, input) => done(await services.meetings.move(actor, { meetingId: recordId ?? '', seenAt, startsAt: instantOf(input['startsAt'], user.zone) })),
    },
    {
      ...common,
      name: 'confirm',
      icon: 'Check',
      fits: isAhead,
      fields: [{ name: 'personId', kind: 'select', required: true, choices: attendees }],
      run: async (actor, { recordId }, input) => done(await services.meetings.confirm(actor, { meetingId: recordId ?? '', personId: text(input['personId']) })),
    },
    {
      ...common,
      name: 'cancel',
      icon: 'X',
      variant: 'danger',
      fields: [reason],
      run: async (actor, { recordId }, input) => done(await services.meetings.cancel(actor, { meetingId: recordId ?? '', reason: text(input['reason']) })),
    },
    {
      ...common,
      name: 'hold',
      icon: 'CheckCircle',
      variant: 'primary',
      fits: hasBegun,
      fields: [
        { name: 'presentIds', kind: 'people', required: true, choices: attendees, value: async (scope) => (await attendees(scope)).map(({ value }) => value) },
        { name: 'summary', kind: 'textarea', required: true, most: 1000 },
      ],
      run: async (actor, { recordId }, input) => done(await services.meetings.hold(actor, { meetingId: recordId ?? '', presentIds: list(input['presentIds']), summary: text(input['summary']) })),
    },
    {
      ...common,
      name: 'miss',
      icon: 'XCircle',
      fits: hasBegun,
      fields: [reason],
      run: async (actor, { recordId }, input) => done(await services.meetings.miss(actor, { meetingId: recordId ?? '', reason: text(input['reason']) })),
    },
  ]
}
