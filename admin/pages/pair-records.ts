import { mayReadField } from '../../src/modules/accounts/field-rights.js'
import { mayDo } from '../../src/modules/accounts/rights.js'
import { defineAuditModel } from '../../src/modules/audit/audit-model.js'
import { defineDeliveryModel } from '../../src/modules/deliveries/delivery-model.js'
import type { DeliveryKind } from '../../src/modules/deliveries/delivery.js'
import { openRequestStates } from '../../src/modules/requests/request.js'
import type { PlainRecord } from '../resource/definition.js'
import { hideFields } from '../resources/audit-hidden.js'
import { createFateWords, fateOf, type FateFacts } from './delivery-fate.js'
import { formatDay, formatInstant } from './format.js'
import { recordLink } from './links.js'
import type { PageRow, PageSection } from './page.js'
import type { PairScene } from './pair-scene.js'
import { columnsOf } from './pair-sections.js'

const shownLines = 30

/** What the mentee has asked for, and what came of it; the words only for those who may read them. */
export function requestsSection(scene: PairScene): PageSection {
  const { requests, texts, zone, names, offer, user } = scene
  const mayRead = (field: string) => mayReadField([user.role], 'Request', field)
  const rows = requests.slice(0, shownLines).map((request): PageRow => {
    const { id, kind, state, askedAt, menteeId, text, answer, proposedOn } = request
    const isOpen = openRequestStates.includes(state)
    const notes = [mayRead('text') ? text : '', proposedOn ? texts.text('page.until', { day: formatDay(proposedOn) }) : '']
    return {
      id,
      cells: [
        { text: formatInstant(askedAt, zone), href: recordLink('Request', id) },
        { text: names.short(menteeId) },
        { text: texts.text(`words.Request.kind.${kind}`), notes: notes.filter(Boolean) },
        { text: texts.text(`words.Request.state.${state}`), state, notes: mayRead('answer') && answer ? [answer] : [] },
      ],
      buttons: offer({ resource: 'Request', action: 'answer', id, look: 'primary', when: isOpen && kind === 'help' }, { resource: 'Request', action: 'accept', id, look: 'primary', when: isOpen && kind === 'term' }),
    }
  })
  return { id: 'requests', title: texts.text('page.sections.requests'), count: requests.length, table: { columns: columnsOf(scene, 'when', 'author', 'asked', 'state'), rows }, empty: texts.text('page.empty.requests') }
}

type MessageLine = FateFacts & { _id: unknown; kind: DeliveryKind; personId: string; dueAt: Date }

/** Messages about the pair, its programme and its meetings with what became of each, the newest first. */
export async function messagesSection(scene: PairScene): Promise<PageSection> {
  const { context, pair, programme, requests, texts, zone, names, user } = scene
  const meetings = await context.services.meetings.listOf(pair.id)
  const rowIds = (programme?.rows ?? []).map(({ id }) => `${programme?.id}.${id}`)
  const subjects = [pair.id, ...(programme ? [programme.id] : []), ...rowIds, ...meetings.map(({ id }) => id), ...requests.map(({ id }) => id)]
  const found = await defineDeliveryModel(context.connection)
    .find({ organisationId: pair.organisationId, 'subject.id': { $in: subjects } })
    .sort({ dueAt: -1, _id: -1 })
    .limit(shownLines)
    .lean<MessageLine[]>()
  const fate = createFateWords(texts)
  const now = context.clock.now()
  const mayOpen = mayDo([user.role], 'Delivery', 'show')
  const rowOf = (message: MessageLine): PageRow => ({
    id: String(message._id),
    cells: [
      { text: fate.when(message, now, zone), ...(mayOpen ? { href: recordLink('Delivery', String(message._id)) } : {}) },
      { text: names.short(message.personId) },
      { text: fate.kind(message.kind) },
      { text: fate.word(message), state: fateOf(message), notes: [fate.why(message)].filter(Boolean) },
    ],
  })
  const columns = columnsOf(scene, 'when', 'whom', 'message', 'state')
  const isIdle = (message: MessageLine) => ['cancelled', 'expired'].includes(fateOf(message))
  const [wanted, idle] = [found.filter((message) => !isIdle(message)), found.filter(isIdle)]
  const rest = idle.length > 0 ? { rest: { title: texts.text('page.notNeeded', { count: idle.length }), table: { columns, rows: idle.map(rowOf) } } } : {}
  return { id: 'messages', title: texts.text('page.sections.messages'), table: { columns, rows: wanted.map(rowOf) }, ...rest, empty: texts.text('page.empty.messages'), isFolded: true }
}

interface HistoryLine {
  _id: unknown
  at: Date
  action: string
  reason: string | null
  actor: { personId: string | null; accountId: string | null; channel: string }
}

/** Who did what with the pair and its programme, when and why (IMPL-05). */
export async function historySection(scene: PairScene, authorOf: (accountId: string | null) => Promise<string>): Promise<PageSection> {
  const { context, pair, programme, texts, zone, names } = scene
  const subjects = [pair.id, ...(programme ? [programme.id] : [])]
  const found = await defineAuditModel(context.connection)
    .find({ organisationId: pair.organisationId, 'subject.id': { $in: subjects } })
    .sort({ at: -1, _id: -1 })
    .limit(shownLines)
    .lean<HistoryLine[]>()
  const rows: PageRow[] = []
  for (const line of found) {
    hideFields(line as unknown as PlainRecord, scene.user.role)
    const { _id, at, action, reason, actor } = line
    const author = actor.personId ? names.short(actor.personId) : await authorOf(actor.accountId)
    const from = texts.text(`page.channel.${actor.channel}`)
    rows.push({ id: String(_id), cells: [{ text: formatInstant(at, zone), href: recordLink('AuditEntry', String(_id)) }, { text: author === '—' ? from : author, notes: author === '—' ? [] : [from] }, { text: texts.maybe(`words.AuditEntry.action.${action}`) ?? action }, { text: reason ?? '' }] })
  }
  return { id: 'history', title: texts.text('page.sections.history'), table: { columns: columnsOf(scene, 'when', 'author', 'done', 'reason'), rows }, empty: texts.text('page.empty.history'), isFolded: true }
}
