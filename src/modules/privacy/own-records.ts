import { dayOf } from '../../core/dates.js'
import type { Consent } from '../consents/consent.js'
import type { Meeting } from '../meetings/meeting.js'
import type { Pair } from '../pairs/pair.js'
import { sideOf } from '../pairs/pair.js'
import { fullName, type Person } from '../people/person.js'
import type { Acquaintance } from '../personal-files/file-access.js'
import type { Programme } from '../programmes/programme.js'
import type { Response } from '../questionnaires/questionnaire.js'
import type { MentoringRequest } from '../requests/request.js'
import type { OwnRecords, OwnSection, OwnWords } from './own-data.js'

/** Everything that the product keeps about one person, as the services give it. */
export interface OwnScene {
  person: Person
  zone: string
  responses: readonly Response[]
  consents: readonly Consent[]
  pairs: readonly Pair[]
  programmes: readonly Programme[]
  meetings: readonly Meeting[]
  requests: readonly MentoringRequest[]
  acquaintances: readonly Acquaintance[]
  nameOf(personId: string): string
  /** The organisation's word for a state of a record. */
  stateOf(resource: string, state: string): string
  words: OwnWords
}

type Facts = OwnSection['facts']
const filled = (facts: [string, string | null | undefined][]): Facts => facts.flatMap(([label, value]) => (value ? [{ label, value }] : []))

/** A calendar day as it is written on paper. */
const plain = (day: string | null) => (day ? day.split('-').reverse().join('.') : '')

function cardOf({ person, zone, words, stateOf }: OwnScene): Facts {
  const day = (at: Date | null) => (at ? plain(dayOf(at, zone)) : null)
  const roles = person.roles.map(({ role, from, to }) => `${words(`role-${role}`)} (${[plain(from), plain(to)].filter(Boolean).join(' – ')})`)
  const { settings } = person
  return filled([
    [words('name'), fullName(person)],
    [words('position'), person.position],
    [words('subject'), person.subject],
    [words('qualification'), person.qualification],
    [words('birthOn'), plain(person.birthOn)],
    [words('hiredOn'), plain(person.hiredOn)],
    [words('experience'), person.experienceYears === null ? null : String(person.experienceYears)],
    [words('employment'), stateOf('Person.employment', person.employment.state)],
    [words('phone'), person.phone],
    [words('email'), person.email],
    [words('nameForms'), Object.values(person.nameForms).filter(Boolean).join('; ')],
    [words('roles'), roles.join('; ')],
    [words('chat'), day(person.linkedAt)],
    [words('settings'), [settings.digestAt, settings.quietFrom, settings.quietTo].filter(Boolean).join('; ')],
    [words('created'), day(person.createdAt)],
  ])
}

function answersOf({ responses, words, zone }: OwnScene): Facts {
  return responses.flatMap(({ sentAt, startedAt, answers }) => [
    { label: words('response'), value: plain(dayOf(sentAt ?? startedAt, zone)) },
    ...Object.values(answers).map(({ question, text }) => ({ label: question, value: text })),
  ])
}

function pairsOf({ pairs, person, words, stateOf, nameOf }: OwnScene): Facts {
  return pairs.map((pair) => {
    const side = sideOf(pair, person.id)
    const others = pair.mentorId === person.id ? pair.members.map(({ menteeId }) => menteeId) : [pair.mentorId]
    const said = side?.reason ? words('own-reason', { text: side.reason }) : ''
    return { label: others.map(nameOf).join(', '), value: [stateOf('Pair.state', pair.state), said, pair.order ? words('order', { number: pair.order.number }) : ''].filter(Boolean).join('; ') }
  })
}

function programmesOf({ programmes, person, words, stateOf }: OwnScene): Facts {
  return programmes.flatMap(({ title, goal, startsOn, endsOn, rows }) => [
    { label: title || words('programme'), value: [`${plain(startsOn)} – ${plain(endsOn)}`, goal].filter(Boolean).join('; ') },
    ...rows.map(({ need, measures, finalOn, marks }) => {
      const mark = marks.find(({ menteeId }) => menteeId === person.id)
      const reports = (mark?.reports ?? []).flatMap(({ text, comment, fileIds }) => [text, comment ?? '', fileIds.length > 0 ? words('files', { count: fileIds.length }) : '']).filter(Boolean)
      return { label: need, value: [measures, plain(finalOn), mark ? stateOf('Programme.mark', mark.state) : '', ...reports].filter(Boolean).join('; ') }
    }),
  ])
}

function meetingsOf({ meetings, zone, stateOf }: OwnScene): Facts {
  return meetings.map(({ startsAt, place, topic, state, summary }) => ({ label: plain(dayOf(startsAt, zone)), value: [place, topic, stateOf('Meeting.state', state), summary ?? ''].filter(Boolean).join('; ') }))
}

function requestsOf({ requests, zone, stateOf, person }: OwnScene): Facts {
  return requests.map(({ askedAt, text, answer, state, menteeId, mentorId }) => {
    const isOwn = menteeId === person.id || mentorId === person.id
    return { label: plain(dayOf(askedAt, zone)), value: [isOwn ? text : '', stateOf('Request.state', state), isOwn ? (answer ?? '') : ''].filter(Boolean).join('; ') }
  })
}

/** Scans of the person's papers and what he sent with his reports. */
function filesOf({ consents, programmes, person }: OwnScene): string[] {
  const scans = consents.flatMap(({ fileId }) => fileId ?? [])
  const marks = programmes.flatMap(({ rows }) => rows.flatMap((row) => row.marks.filter(({ menteeId }) => menteeId === person.id)))
  return [...scans, ...marks.flatMap(({ reports }) => reports.flatMap(({ fileIds }) => fileIds))]
}

/** Lays out what is stored about a person; notes of others about him stay out (DATA-10, PSY-07). */
export function layOutRecords(scene: OwnScene): OwnRecords {
  const { consents, acquaintances, zone, words, stateOf, nameOf, person, responses, pairs, programmes, requests } = scene
  const sections: OwnSection[] = [
    { title: 'section-card', facts: cardOf(scene) },
    { title: 'section-consents', facts: consents.map(({ title, state, decidedAt, signedOn, reason }) => ({ label: title, value: [stateOf('Consent.state', state), plain(signedOn ?? dayOf(decidedAt, zone)), reason ?? ''].filter(Boolean).join('; ') })) },
    { title: 'section-answers', facts: answersOf(scene) },
    { title: 'section-pairs', facts: pairsOf(scene) },
    { title: 'section-programmes', facts: programmesOf(scene) },
    { title: 'section-meetings', facts: meetingsOf(scene) },
    { title: 'section-requests', facts: requestsOf(scene) },
    { title: 'section-file', facts: acquaintances.map(({ mentorId, shownOn, shown }) => ({ label: nameOf(mentorId), value: [plain(shownOn), shown ?? ''].filter(Boolean).join('; ') || words('none') })) },
  ]
  const named = (type: string, ids: readonly string[]) => ids.map((id) => ({ type, id }))
  const subjects = [
    ...named('Person', [person.id]),
    ...named('Response', responses.map(({ id }) => id)),
    ...named('Consent', consents.map(({ id }) => id)),
    ...named('Pair', pairs.map(({ id }) => id)),
    ...named('Programme', programmes.map(({ id }) => id)),
    ...named('Request', requests.map(({ id }) => id)),
    ...named('FileAccess', acquaintances.map(({ id }) => id)),
    ...named('Attachment', filesOf(scene)),
  ]
  return { sections, subjects }
}
