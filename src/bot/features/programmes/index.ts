import type { Result } from '../../../core/result.js'
import { inRows } from '../../../core/screen.js'
import { currentMenteeIds, type Pair } from '../../../modules/pairs/pair.js'
import type { Programme } from '../../../modules/programmes/programme.js'
import type { LinkedContext } from '../../context.js'
import type { Feature, HomePart } from '../../feature.js'
import { factsScreen, planScreen, removeScreen, rowScreen, rowsScreen } from '../../views/programmes/plan-views.js'
import { homeButton } from '../home.js'
import { planCallbacks } from './callbacks.js'
import { decideDialogues } from './decide-dialogues.js'
import { editDialogues } from './edit-dialogues.js'
import { namesOf, withPlan, withRow } from './open-plan.js'
import { addRow } from './row-dialogue.js'

interface Shelf {
  pair: Pair
  programme: Programme | null
}

/** Pairs of this person with something to read or to compose. */
async function shelvesOf(ctx: LinkedContext): Promise<Shelf[]> {
  const pairs = (await ctx.services.pairs.openOf(ctx.person.id)).filter(({ state }) => state !== 'proposed')
  const shelves: Shelf[] = []
  for (const pair of pairs) {
    const programme = await ctx.services.programmes.ofPair(pair.id)
    const isMentor = pair.mentorId === ctx.person.id
    if (isMentor || (programme && programme.state !== 'draft')) shelves.push({ pair, programme })
  }
  return shelves
}

/** «План»: of the only pair at once, else the pair is chosen. */
async function showMine(ctx: LinkedContext): Promise<void> {
  const shelves = await shelvesOf(ctx)
  const [first] = shelves
  if (!first) return void (await ctx.screen.send({ text: ctx.t('plan-none'), buttons: [[homeButton(ctx)]] }))
  if (shelves.length === 1) return first.programme ? open(ctx, first.programme.id, 'send') : compose(ctx, first.pair.id)
  const { labelOf } = await namesOf(ctx, shelves.flatMap(({ pair }) => [pair.mentorId, ...currentMenteeIds(pair)]))
  const buttons = shelves.map(({ pair, programme }) => {
    const label = (pair.mentorId === ctx.person.id ? currentMenteeIds(pair) : [pair.mentorId]).map(labelOf).join(', ')
    return programme ? planCallbacks.button(label, 'open', programme.id) : planCallbacks.button(label, 'compose', pair.id)
  })
  await ctx.screen.send({ text: ctx.t('plan-whose'), buttons: [...inRows(buttons.slice(0, 8), 1), [homeButton(ctx)]] })
}

async function open(ctx: LinkedContext, programmeId: string, way: 'send' | 'replace' = 'replace'): Promise<void> {
  await withPlan(ctx, programmeId, async (face) => void (await ctx.screen[way](planScreen(face))))
}

async function compose(ctx: LinkedContext, pairId: string): Promise<void> {
  const drafted = await ctx.services.programmes.draft(ctx.actor, pairId)
  if (!drafted.ok) return ctx.screen.popUp(ctx.problemText(drafted.problem), true)
  await open(ctx, drafted.value.id, 'send')
}

/** Runs a decision: the plan is shown as it stands now, a refusal in a pop-up. */
async function decide(ctx: LinkedContext, programmeId: string, call: () => Promise<Result<Programme>>, said: string): Promise<void> {
  const decided = await call()
  await ctx.screen.popUp(decided.ok ? ctx.t(said) : ctx.problemText(decided.problem), !decided.ok)
  await open(ctx, programmeId)
}

/** Dialogues about a plan open only for those who may see it. */
function dialogue(id: string, needs: 'compose' | 'answer' | 'approve', extra: (...ids: string[]) => Record<string, string> = () => ({})) {
  return (ctx: LinkedContext, programmeId = '', ...ids: string[]) =>
    withPlan(ctx, programmeId, async ({ can }) => {
      if (can[needs]) await ctx.openDialogue(id, { programmeId, ...extra(...ids) })
      else await ctx.screen.popUp(ctx.problemText({ code: 'forbidden' }), true)
    })
}

const rowOf = (rowId = '') => ({ rowId })

async function homePart(ctx: LinkedContext): Promise<HomePart | null> {
  const shelves = await shelvesOf(ctx)
  if (shelves.length === 0) return null
  const { nameOf } = await namesOf(ctx, shelves.flatMap(({ pair }) => currentMenteeIds(pair)))
  const lines = shelves.flatMap(({ pair, programme }) => {
    const isMentor = pair.mentorId === ctx.person.id
    const names = currentMenteeIds(pair).map(nameOf).join(', ')
    if (isMentor && (!programme || programme.state === 'draft')) return [ctx.t('plan-home-compose', { names })]
    if (isMentor && programme?.completion && !programme.completion.summary) return [ctx.t('plan-home-summary', { names })]
    if (!isMentor && programme?.state === 'shown' && !programme.agreedBy.includes(ctx.person.id)) return [ctx.t('plan-home-answer')]
    return []
  })
  const button = planCallbacks.button(ctx.t('plan-button'), 'mine')
  if (lines.length > 0) return { lines: lines.slice(0, 3), first: [button], buttons: [] }
  const isLikely = shelves.some(({ pair }) => pair.mentorId === ctx.person.id)
  return { lines: [], buttons: isLikely ? [button] : [], more: isLikely ? [] : [button] }
}

/** The plan in the chat: the mentor composes, the mentee agrees, the approver approves (PROG-03..05, PROG-08, PROG-24). */
export const programmes: Feature = {
  callbacks: [
    planCallbacks.on({
      mine: showMine,
      compose: (ctx, pairId = '') => compose(ctx, pairId),
      open: (ctx, programmeId = '') => open(ctx, programmeId),
      facts: (ctx, programmeId = '') => withPlan(ctx, programmeId, (face) => ctx.screen.replace(factsScreen(face))),
      rows: (ctx, programmeId = '', page = '0') => withPlan(ctx, programmeId, (face) => ctx.screen.replace(rowsScreen(face, Number(page)))),
      row: (ctx, programmeId = '', rowId = '') => withRow(ctx, programmeId, rowId, (face, row) => ctx.screen.replace(rowScreen(face, row))),
      add: dialogue('plan-row', 'compose'),
      forgetRow: (ctx, programmeId = '') => decide(ctx, programmeId, () => forgetRow(ctx, programmeId), 'plan-row-forgotten'),
      goal: dialogue('plan-goal', 'compose'),
      choices: dialogue('plan-choices', 'compose', (list = 'd') => ({ list })),
      dates: dialogue('plan-dates', 'compose'),
      rowTerms: dialogue('plan-row-terms', 'compose', rowOf),
      rowMode: dialogue('plan-row-mode', 'compose', rowOf),
      rowWords: dialogue('plan-row-words', 'compose', rowOf),
      removeAsk: (ctx, programmeId = '', rowId = '') => withRow(ctx, programmeId, rowId, (face, row) => ctx.screen.replace(removeScreen(face, row))),
      remove: (ctx, programmeId = '', rowId = '') =>
        decide(ctx, programmeId, () => ctx.services.programmes.removeRow(ctx.actor, { programmeId, rowId }), 'plan-row-removed'),
      show: (ctx, programmeId = '') => decide(ctx, programmeId, () => ctx.services.programmes.show(ctx.actor, programmeId), 'plan-shown-said'),
      agree: (ctx, programmeId = '') =>
        decide(ctx, programmeId, () => ctx.services.programmes.agree(ctx.actor, { programmeId, menteeId: ctx.person.id }), 'plan-agreed-said'),
      correct: dialogue('plan-correct', 'answer'),
      approve: (ctx, programmeId = '') => decide(ctx, programmeId, () => ctx.services.programmes.approve(ctx.actor, programmeId), 'plan-approved-said'),
      sendBack: dialogue('plan-send-back', 'approve'),
      summarise: dialogue('plan-summarise', 'compose'),
      complete: (ctx, programmeId = '') =>
        decide(ctx, programmeId, () => ctx.services.programmes.confirmCompletion(ctx.actor, programmeId), 'plan-completed-said'),
    }),
  ],
  dialogues: [addRow, ...editDialogues, ...decideDialogues],
  home: [{ order: 31, build: homePart }],
}

async function forgetRow(ctx: LinkedContext, programmeId: string): Promise<Result<Programme>> {
  const forgotten = await ctx.services.programmes.keepRowDraft(ctx.actor, programmeId, null)
  if (!forgotten.ok) return forgotten
  const programme = await ctx.services.programmes.get(programmeId)
  return programme ? { ok: true, value: programme } : { ok: false, problem: { code: 'programme-not-found' } }
}
