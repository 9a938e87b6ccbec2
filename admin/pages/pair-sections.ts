import { defineAuditModel } from '../../src/modules/audit/audit-model.js'
import { defineDeliveryModel } from '../../src/modules/deliveries/delivery-model.js'
import type { ConsentState } from '../../src/modules/consents/consent.js'
import { neededConsents } from '../../src/modules/pairs/pair-rules.js'
import { participantIds } from '../../src/modules/pairs/pair.js'
import { formatDay, formatDayOf, formatInstant } from './format.js'
import { fileLink, recordLink } from './links.js'
import type { PageCell, PageRow, PageSection } from './page.js'
import type { PairScene } from './pair-scene.js'
import { planSection, progressLines } from './programme-sections.js'

const columnsOf = ({ texts }: PairScene, ...names: string[]) => names.map((name) => texts.text(`page.columns.${name}`))

/** The programme on the pair's page: state, progress, rows with marks. */
export function programmeSection(scene: PairScene): PageSection {
  const { programme, texts, offer } = scene
  const title = texts.text('page.sections.programme')
  if (!programme) return { id: 'programme', title, empty: texts.text('page.empty.programme') }
  const { table } = planSection(scene, programme, { withButtons: true })
  const period = texts.text('page.period', { from: formatDay(programme.startsOn), to: formatDay(programme.endsOn) })
  const facts = [
    { label: texts.text('properties.state'), cell: { text: texts.text(`words.Programme.state.${programme.state}`), state: programme.state, href: recordLink('Programme', programme.id), notes: [period] } },
    { label: texts.text('resources.Programme.properties.goal'), cell: { text: programme.goal } },
  ].filter(({ cell }) => cell.text !== '')
  return {
    ...{ id: 'programme', title, facts, progress: progressLines(scene, programme), empty: texts.text('page.empty.plan') },
    ...(table ? { table } : {}),
    buttons: [{ label: texts.text('page.openProgramme'), href: recordLink('Programme', programme.id), look: 'quiet' as const }, ...offer({ resource: 'Programme', action: 'print', id: programme.id })],
  }
}

export async function meetingsSection(scene: PairScene): Promise<PageSection> {
  const { context, pair, texts, zone, words, offer, names } = scene
  const meetings = await context.services.meetings.listOf(pair.id)
  const now = context.clock.now()
  const rows = meetings.map(({ id, startsAt, kind, place, link, state, summary, reason, attendees }): PageRow => {
    const replies = state === 'planned' ? attendees.map(({ personId, reply }) => `${names.short(personId)}: ${texts.text(`words.Meeting.reply.${reply}`)}`) : []
    const isBegun = startsAt <= now
    return {
      id,
      cells: [
        { text: formatInstant(startsAt, zone), href: recordLink('Meeting', id) },
        { text: words('meetingKinds', [kind]) },
        { text: place || (link ?? '') },
        { text: texts.text(`words.Meeting.state.${state}`), state, notes: [summary ?? '', texts.maybe(`words.Meeting.reason.${reason}`) ?? reason ?? '', ...replies].filter(Boolean) },
      ],
      buttons: offer(
        { resource: 'Meeting', action: 'hold', id, look: 'primary', when: state === 'planned' && isBegun },
        { resource: 'Meeting', action: 'miss', id, when: state === 'planned' && isBegun },
        { resource: 'Meeting', action: 'move', id, when: state === 'planned' && !isBegun },
      ),
    }
  })
  return { id: 'meetings', title: texts.text('page.sections.meetings'), table: { columns: columnsOf(scene, 'when', 'kind', 'place', 'state'), rows }, empty: texts.text('page.empty.meetings') }
}

/** Papers of the pair: whose consents are there, and its documents with links to download. */
export async function papersSection(scene: PairScene): Promise<PageSection> {
  const { context, pair, texts, zone, names, offer } = scene
  const rows: PageRow[] = []
  for (const personId of participantIds(pair)) {
    for (const kind of neededConsents(pair, personId)) {
      const pairId = kind === 'duties' ? pair.id : null
      const consent = await context.services.consents.latest(personId, kind, pairId)
      const state: ConsentState | 'none' = consent?.state ?? 'none'
      const on = consent ? (consent.signedOn ? formatDay(consent.signedOn) : formatDayOf(consent.decidedAt, zone)) : ''
      const way = consent ? texts.text(`words.Consent.way.${consent.way}`) : ''
      const cell: PageCell = { text: texts.text(`words.Consent.state.${state}`), state, notes: [[on, way].filter(Boolean).join(', ')].filter(Boolean), ...(consent?.fileId ? { links: [{ text: texts.text('page.scan'), href: fileLink(consent.fileId) }] } : {}) }
      const isOwed = state !== 'given' && pair.state !== 'proposed'
      rows.push({ id: `${personId}${kind}`, cells: [{ text: texts.text(`words.Consent.kind.${kind}`) }, { text: names.short(personId) }, cell], buttons: offer({ resource: 'Pair', action: 'registerConsent', id: pair.id, query: { paper: `${personId}:${kind}` }, when: isOwed }) })
    }
  }
  for (const document of await context.services.documents.list(pair.organisationId, { pairId: pair.id })) {
    const whose = document.personIds.length === 1 ? (document.personIds[0] ?? null) : null
    rows.push({
      id: document.id,
      cells: [
        { text: document.title, href: recordLink('Document', document.id) },
        { text: whose ? names.short(whose) : '' },
        { text: formatDay(document.on) || formatDayOf(document.createdAt, zone), links: [{ text: texts.text('page.download'), href: fileLink(document.id) }] },
      ],
    })
  }
  return { id: 'papers', title: texts.text('page.sections.papers'), table: { columns: columnsOf(scene, 'paper', 'whose', 'state'), rows } }
}

const shownLines = 30

/** Messages about the pair, its programme and its meetings, the newest first. */
export async function messagesSection(scene: PairScene): Promise<PageSection> {
  const { context, pair, programme, texts, zone, names } = scene
  const meetings = await context.services.meetings.listOf(pair.id)
  const subjects = [pair.id, ...(programme ? [programme.id] : []), ...meetings.map(({ id }) => id)]
  const found = await defineDeliveryModel(context.connection)
    .find({ organisationId: pair.organisationId, 'subject.id': { $in: subjects } })
    .sort({ dueAt: -1, _id: -1 })
    .limit(shownLines)
    .lean<{ _id: unknown; kind: string; personId: string; state: string; dueAt: Date; sentAt: Date | null }[]>()
  const rows = found.map(({ _id, kind, personId, state, dueAt, sentAt }): PageRow => ({
    id: String(_id),
    cells: [
      { text: formatInstant(sentAt ?? dueAt, zone) },
      { text: names.short(personId) },
      { text: texts.maybe(`words.Delivery.kind.${kind}`) ?? kind },
      { text: texts.maybe(`words.Delivery.state.${state}`) ?? state, state },
    ],
  }))
  return { id: 'messages', title: texts.text('page.sections.messages'), table: { columns: columnsOf(scene, 'when', 'whom', 'message', 'state'), rows }, empty: texts.text('page.empty.messages'), isFolded: true }
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
  for (const { _id, at, action, reason, actor } of found) {
    const author = actor.personId ? names.short(actor.personId) : await authorOf(actor.accountId)
    const from = texts.text(`page.channel.${actor.channel}`)
    rows.push({ id: String(_id), cells: [{ text: formatInstant(at, zone), href: recordLink('AuditEntry', String(_id)) }, { text: author === '—' ? from : author, notes: author === '—' ? [] : [from] }, { text: texts.maybe(`words.AuditEntry.action.${action}`) ?? action }, { text: reason ?? '' }] })
  }
  return { id: 'history', title: texts.text('page.sections.history'), table: { columns: columnsOf(scene, 'when', 'author', 'done', 'reason'), rows }, empty: texts.text('page.empty.history'), isFolded: true }
}
