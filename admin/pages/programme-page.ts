import { mayReadField } from '../../src/modules/accounts/field-rights.js'
import { isPlanDone } from '../../src/modules/programmes/plan-rules.js'
import type { Programme } from '../../src/modules/programmes/programme.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { createAuthors } from './authors.js'
import { formatDay, formatDayOf } from './format.js'
import { recordLink } from './links.js'
import type { Page, PageFact } from './page.js'
import { peopleOf, programmeSteps } from './pair-head.js'
import { loadPairScene, type PairScene } from './pair-scene.js'
import { planSection, progressLines, versionsSection } from './programme-sections.js'

const path = ['draft', 'shown', 'agreed', 'approved', 'running', 'completed'] as const

function stepsOf({ texts }: PairScene, { state }: Programme): Page['steps'] {
  if (state === 'terminated') return []
  const at = path.indexOf(state)
  return path.map((step, index) => ({ label: texts.text(`page.programmeSteps.${step}`), status: state === 'completed' || index < at ? 'done' : index === at ? 'now' : 'todo' }))
}

function missingOf({ context, texts, names, pair, zone, user }: PairScene, programme: Programme): string[] {
  const { state } = programme
  const may = (field: string) => mayReadField([user.role], 'Programme', field)
  const returnReason = may('returnReason') ? programme.returnReason : null
  const gaps = state === 'draft' ? context.services.programmes.gaps(programme, pair.members.map(({ menteeId }) => menteeId)).map((gap) => texts.problem({ code: `programme-gap-${gap}` })) : []
  const correction = state === 'draft' && may('corrections') ? programme.corrections.at(-1) : undefined
  const waiting = state === 'shown' ? pair.members.filter(({ menteeId, to }) => to === null && !programme.agreedBy.includes(menteeId)) : []
  return [
    ...(returnReason ? [texts.text('page.returned', { reason: returnReason })] : []),
    ...(correction ? [texts.text('page.correction', { name: names.short(correction.menteeId), text: correction.text, day: formatDayOf(correction.at, zone) })] : []),
    ...gaps,
    ...waiting.map(({ menteeId }) => texts.text('page.missing.answer', { name: names.short(menteeId) })),
    ...(state === 'agreed' ? [texts.text('page.missing.programme.agreed')] : []),
    ...(state === 'approved' ? [texts.text('page.missing.start')] : []),
    ...(state === 'running' && isPlanDone(programme.rows) ? [texts.text(programme.completion?.summary ? 'page.missing.confirmation' : 'page.missing.summary')] : []),
  ]
}

function actionsOf({ offer, user, organisation }: PairScene, { id, state, rows }: Programme): Pick<Page, 'actions' | 'more'> {
  const isOpen = state !== 'completed' && state !== 'terminated'
  const isRunning = state === 'running'
  const changes = offer(
    { resource: 'Programme', action: 'edit', id, when: isOpen },
    { resource: 'Programme', action: 'addRow', id, when: isOpen && !(state === 'draft' && rows.length < 2) },
    { resource: 'Programme', action: 'changeRow', id, when: state === 'approved' || isRunning },
    { resource: 'Programme', action: 'release', id, when: isRunning },
  )
  const usual = offer(
    { resource: 'Programme', action: 'accept', id, when: isRunning },
    { resource: 'Programme', action: 'report', id, when: isRunning },
    { resource: 'Programme', action: 'sendBack', id, when: state === 'agreed' && user.role === organisation.settings.programmeApprover },
    { resource: 'Programme', action: 'print', id },
  )
  return isRunning ? { actions: usual, more: changes } : { actions: [...changes, ...usual], more: [] }
}

async function factsOf({ texts, words, zone, names, pair, user }: PairScene, programme: Programme, authorOf: (id: string | null) => Promise<string>): Promise<PageFact[]> {
  const { goal, startsOn, endsOn, directions, form, kinds, support, termNote, approvedAt, approvedBy, completion, title } = programme
  const approver = names.short(approvedBy) === '—' ? await authorOf(approvedBy) : names.short(approvedBy)
  const facts: [string, PageFact['cell']][] = [
    ['title', { text: title }],
    ['pairId', { text: texts.text('page.open'), href: recordLink('Pair', pair.id) }],
    ['goal', { text: goal }],
    ['period', { text: texts.text('page.period', { from: formatDay(startsOn), to: formatDay(endsOn) }), notes: termNote ? [termNote] : [] }],
    ['directions', { text: words('directions', directions) }],
    ['form', { text: words('forms', [form]) }],
    ['kinds', { text: words('kinds', kinds) }],
    ['support', { text: words('supports', support) }],
    ['curatorId', { text: pair.curatorId ? names.full(pair.curatorId) : '' }],
    ['approvedAt', { text: approvedAt ? [formatDayOf(approvedAt, zone), approver].filter((part) => part !== '—').join(', ') : '' }],
    ['summary', { text: (mayReadField([user.role], 'Programme', 'completion') && completion?.summary) || '' }],
  ]
  return facts.filter(([, cell]) => cell.text !== '').map(([name, cell]) => ({ label: texts.text(`resources.Programme.properties.${name}`), cell }))
}

/** The programme with all its fields, the plan, progress and former versions (PROG-03, PROG-24, PROG-25). */
export function createProgrammePage(context: ResourceContext) {
  return async (programmeId: string, organisationId: string, user: PanelUser): Promise<Page | null> => {
    const known = await context.services.programmes.get(programmeId)
    const scene = known && (await loadPairScene(context, known.pairId, organisationId, user))
    if (!known || !scene) return null
    const { texts, names, pair, offer } = scene
    const authorOf = createAuthors(context.services)
    const isDone = known.state === 'running' && isPlanDone(known.rows)
    const plan = planSection(scene, known, { withButtons: true })
    return {
      title: names.pair(pair),
      state: { code: known.state, label: texts.text(`words.Programme.state.${known.state}`) },
      people: peopleOf(scene).map((person) => ({ ...person, notes: person.notes.slice(0, 1) })),
      steps: stepsOf(scene, known),
      missing: missingOf(scene, known),
      next: isDone ? offer({ resource: 'Programme', action: 'complete', id: known.id, look: 'primary' }) : programmeSteps(scene, false),
      ...actionsOf(scene, known),
      facts: await factsOf(scene, known, authorOf),
      sections: [{ ...plan, progress: progressLines(scene, known) }, await versionsSection(scene, known, authorOf)],
    }
  }
}
