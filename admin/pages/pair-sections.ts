import { mayReadField } from '../../src/modules/accounts/field-rights.js'
import type { ConsentState } from '../../src/modules/consents/consent.js'
import { neededConsents } from '../../src/modules/pairs/pair-rules.js'
import { participantIds } from '../../src/modules/pairs/pair.js'
import { formatDay, formatDayOf, formatInstant } from './format.js'
import { fileLink, recordLink } from './links.js'
import type { PageCell, PageRow, PageSection } from './page.js'
import type { PairScene } from './pair-scene.js'
import { planSection, progressLines } from './programme-sections.js'

/** Titles of a table's columns. */
export const columnsOf = ({ texts }: PairScene, ...names: string[]) => names.map((name) => texts.text(`page.columns.${name}`))

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

/** The pair's meetings, with what can be done about each. */
export async function meetingsSection(scene: PairScene): Promise<PageSection> {
  const { context, pair, texts, zone, words, offer, names, user } = scene
  const mayRead = (field: string) => mayReadField([user.role], 'Meeting', field)
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
        { text: texts.text(`words.Meeting.state.${state}`), state, notes: [mayRead('summary') ? (summary ?? '') : '', mayRead('reason') ? (texts.maybe(`words.Meeting.reason.${reason}`) ?? reason ?? '') : '', ...replies].filter(Boolean) },
      ],
      buttons: offer(
        { resource: 'Meeting', action: 'hold', id, look: 'primary', when: state === 'planned' && isBegun },
        { resource: 'Meeting', action: 'miss', id, when: state === 'planned' && isBegun },
        { resource: 'Meeting', action: 'move', id, when: state === 'planned' && !isBegun },
      ),
    }
  })
  return { id: 'meetings', title: texts.text('page.sections.meetings'), count: rows.length, table: { columns: columnsOf(scene, 'when', 'kind', 'place', 'state'), rows }, empty: texts.text('page.empty.meetings') }
}

/** Papers of the pair: whose consents are there, and its documents with links to download. */
export async function papersSection(scene: PairScene): Promise<PageSection> {
  const { context, pair, texts, zone, names, offer, user } = scene
  const mayOpenScan = mayReadField([user.role], 'Consent', 'fileId')
  const rows: PageRow[] = []
  for (const personId of participantIds(pair)) {
    for (const kind of neededConsents(pair, personId)) {
      const pairId = kind === 'duties' ? pair.id : null
      const consent = await context.services.consents.latest(personId, kind, pairId)
      const state: ConsentState | 'none' = consent?.state ?? 'none'
      const on = consent ? (consent.signedOn ? formatDay(consent.signedOn) : formatDayOf(consent.decidedAt, zone)) : ''
      const way = consent ? texts.text(`words.Consent.way.${consent.way}`) : ''
      const cell: PageCell = { text: texts.text(`words.Consent.state.${state}`), state, notes: [[on, way].filter(Boolean).join(', ')].filter(Boolean), ...(consent?.fileId && mayOpenScan ? { links: [{ text: texts.text('page.scan'), href: fileLink(consent.fileId) }] } : {}) }
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
  return { id: 'papers', title: texts.text('page.sections.papers'), count: rows.length, table: { columns: columnsOf(scene, 'paper', 'whose', 'state'), rows } }
}
