import { mayReadField } from '../../src/modules/accounts/field-rights.js'
import { responseMinutes, type MentoringRequest } from '../../src/modules/requests/request.js'
import { formatDay, formatInstant } from '../pages/format.js'
import { loadNames, type Names } from '../pages/names.js'
import { officeSignatures, spanOf, type Journal, type JournalScene, type JournalTable } from './journal.js'

/** How long somebody waited, in hours or days. */
function waitOf({ context: { texts } }: JournalScene, request: MentoringRequest): string {
  const minutes = responseMinutes(request)
  if (minutes === null) return ''
  const hours = Math.round(minutes / 60)
  return hours < 48 ? texts.text('journal.hours', { hours: Math.max(1, hours) }) : texts.text('journal.days', { days: Math.round(hours / 24) })
}

/** Requests with state and answer, in the order in which they were asked. */
export function requestTable(scene: JournalScene, requests: readonly MentoringRequest[], names: Names): JournalTable {
  const { context: { texts }, organisation, user } = scene
  const mayRead = (field: string) => mayReadField([user.role], 'Request', field)
  const said = (key: string) => texts.text(`journal.${key}`)
  const rows = [...requests]
    .sort((left, right) => left.askedAt.getTime() - right.askedAt.getTime())
    .map((request) => [
      formatInstant(request.askedAt, organisation.zone),
      names.short(request.menteeId),
      names.short(request.mentorId),
      [texts.text(`words.Request.kind.${request.kind}`), request.proposedOn ? formatDay(request.proposedOn) : '', mayRead('text') ? request.text : ''].filter(Boolean).join(': '),
      texts.text(`words.Request.state.${request.state}`),
      [mayRead('answer') ? (request.answer ?? '') : '', waitOf(scene, request)].filter(Boolean).join(' · '),
    ])
  return { title: said('requests'), columns: ['asked', 'whoAsks', 'mentor', 'about', 'state', 'answer'].map((name) => said(`columns.${name}`)), rows, empty: said('noRequests') }
}

/** All requests of the period. */
export async function requestJournal(scene: JournalScene): Promise<Journal> {
  const { context: { services, texts }, organisation, query } = scene
  const { from, to } = spanOf(scene)
  const all = query.pairId ? await services.requests.ofPair(query.pairId) : await services.requests.list(organisation.id)
  const requests = all.filter(({ organisationId, askedAt }) => organisationId === organisation.id && askedAt >= from && askedAt < to)
  const names = await loadNames(services, [...requests.flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]), organisation.curatorPersonId, organisation.headPersonId])
  const open = requests.filter(({ answeredAt }) => answeredAt === null).length
  return {
    kind: 'requests',
    title: texts.text('journal.title.requests'),
    organisation: organisation.name,
    period: texts.text('page.period', { from: formatDay(query.from), to: formatDay(query.to) }),
    facts: [{ label: texts.text('journal.asked'), text: String(requests.length) }, { label: texts.text('journal.open'), text: String(open) }],
    tables: [requestTable(scene, requests, names)],
    signatures: officeSignatures(scene, names),
  }
}
