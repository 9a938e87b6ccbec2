import { dayOf } from '../../../core/dates.js'
import type { Proposals, RowDraft, WorkMode } from '../../../modules/programmes/programme.js'
import { workModes } from '../../../modules/programmes/programme.js'
import { longest } from '../../../modules/programmes/wording.js'
import { escapeHtml } from '../../chat.js'
import { askChoice, askDate, askText, BACK, runSteps, type Answered, type Dialog } from '../../dialog/index.js'
import type { Dialogue } from '../../feature.js'
import { rowLines } from '../../views/programmes/task-views.js'
import { openPlan, outcomeOf, showOutcome } from './open-plan.js'

type Field = keyof RowDraft

interface Setting {
  programmeId: string
  startsOn: string
  endsOn: string
  today: string
  proposals: Proposals
  draft: RowDraft
}

const own = 'own'

/** What the dialogue needs to know, read once; null when the plan is not there for this person. */
function readSetting(dialog: Dialog, programmeId: string): Promise<Setting | null> {
  return dialog.run(async (ctx) => {
    const opened = await openPlan(ctx, programmeId)
    if (!opened.ok) {
      await ctx.screen.send({ text: ctx.problemText(opened.problem) })
      return null
    }
    const { startsOn, endsOn, rowDraft } = opened.value.programme
    const proposals = await ctx.services.programmes.proposals(programmeId)
    return { programmeId, startsOn, endsOn, today: dayOf(ctx.now(), ctx.zone), proposals, draft: rowDraft ?? {} }
  })
}

async function askNeed(dialog: Dialog, { proposals }: Setting, aim: RowDraft['aim']): Promise<Answered<string>> {
  const known = aim === 'strength' ? proposals.strengths : proposals.difficulties
  const write = () => askText(dialog, { text: dialog.t(`plan-ask-need-${aim ?? 'difficulty'}`), max: longest.need, back: true })
  if (known.length === 0) return write()
  for (;;) {
    const choices = [...known.slice(0, 4).map((text, index) => ({ label: [...text].slice(0, 60).join(''), value: String(index) })), { label: dialog.t('plan-own-words'), value: own }]
    const chosen = await askChoice(dialog, { text: dialog.t(`plan-choose-need-${aim ?? 'difficulty'}`), choices, back: true })
    if (chosen === BACK) return BACK
    if (chosen !== own) return known[Number(chosen)] ?? ''
    const written = await write()
    if (written !== BACK) return written
  }
}

/** An intermediate term is offered, never demanded. */
export async function askIntermediate(dialog: Dialog, { min, max }: { min: string; max: string }): Promise<Answered<string | null>> {
  for (;;) {
    const choices = [
      { label: dialog.t('label-skip'), value: 'no' },
      { label: dialog.t('plan-name-day'), value: 'yes' },
    ]
    const wanted = await askChoice(dialog, { text: dialog.t('plan-ask-intermediate'), choices, back: true, width: 2 })
    if (wanted === BACK) return BACK
    if (wanted === 'no') return null
    const day = await askDate(dialog, { text: dialog.t('plan-ask-intermediate-day'), min, max, back: true })
    if (day !== BACK) return day
  }
}

export function askMode(dialog: Dialog, back: boolean): Promise<Answered<string>> {
  const choices = workModes.map((mode) => ({ label: dialog.t(`plan-mode-${mode}`), value: mode }))
  return askChoice(dialog, { text: dialog.t('plan-ask-mode'), choices, back, width: 3 })
}

const later = (one: string, other: string) => (one > other ? one : other)

function questions(dialog: Dialog, setting: Setting): Record<Field, (draft: RowDraft) => Promise<Answered<unknown>>> {
  const from = later(setting.today, setting.startsOn)
  return {
    aim: () =>
      askChoice(dialog, {
        text: dialog.t('plan-ask-aim'),
        choices: [
          { label: dialog.t('plan-aim-difficulty'), value: 'difficulty' },
          { label: dialog.t('plan-aim-strength'), value: 'strength' },
        ],
      }),
    need: ({ aim }) => askNeed(dialog, setting, aim),
    measures: () => askText(dialog, { text: dialog.t('plan-ask-measures'), max: longest.measures, back: true }),
    mode: () => askMode(dialog, true),
    finalOn: () => askDate(dialog, { text: dialog.t('plan-ask-final'), min: from, max: setting.endsOn, back: true }),
    intermediateOn: ({ finalOn }) => askIntermediate(dialog, { min: from, max: finalOn ?? setting.endsOn }),
    result: () => askText(dialog, { text: dialog.t('plan-ask-result'), max: longest.result, back: true }),
  }
}

const order: Field[] = ['aim', 'need', 'measures', 'mode', 'finalOn', 'intermediateOn', 'result']

/** Asks for the five columns one by one; each answer is kept at once, so the dialogue goes on where it was left. */
async function askRow(dialog: Dialog, setting: Setting): Promise<Answered<RowDraft>> {
  const ask = questions(dialog, setting)
  const kept = new Set(Object.keys(setting.draft))
  const keep = (draft: RowDraft) => dialog.run(async (ctx) => outcomeOf(await ctx.services.programmes.keepRowDraft(ctx.actor, setting.programmeId, draft)))
  const steps = order.map((field) => async (draft: RowDraft) => {
    if (kept.delete(field)) return 'passed' as const
    const answer = await ask[field](draft)
    if (answer === BACK) return BACK
    Object.assign(draft, { [field]: answer })
    await keep(draft)
    return 'asked' as const
  })
  return runSteps({ ...setting.draft }, [...steps, (draft) => confirmRow(dialog, draft)])
}

async function confirmRow(dialog: Dialog, draft: RowDraft): Promise<Answered<'asked'>> {
  const face = await dialog.run((ctx) => ({ now: ctx.now().toISOString() }))
  const row = { ...complete(draft), id: '', sequence: 0, marks: [] }
  const lines = rowLines({ t: dialog.t, zone: dialog.ctx.zone, now: new Date(face.now) }, row)
  const choices = [{ label: dialog.t('plan-add-it'), value: 'yes' }]
  const answer = await askChoice(dialog, { text: [dialog.t('plan-check-row'), ...lines].join('\n'), choices, back: true })
  return answer === BACK ? BACK : 'asked'
}

function complete(draft: RowDraft) {
  return {
    aim: draft.aim ?? 'difficulty',
    need: draft.need ?? '',
    measures: draft.measures ?? '',
    mode: (draft.mode ?? 'offline') as WorkMode,
    finalOn: draft.finalOn ?? '',
    intermediateOn: draft.intermediateOn ?? null,
    result: draft.result ?? '',
  }
}

/** «Добавить дело»: one row of the plan, step by step (PROG-05). */
export const addRow: Dialogue = {
  id: 'plan-row',
  keepsDraft: true,
  async build(dialog, { programmeId }) {
    const setting = await readSetting(dialog, programmeId ?? '')
    if (!setting) return
    if (Object.keys(setting.draft).length > 0) await dialog.send({ text: dialog.t('plan-row-goes-on', { what: escapeHtml(setting.draft.measures ?? setting.draft.need ?? '…') }) })
    const answered = await askRow(dialog, setting)
    if (answered === BACK) return
    const outcome = await dialog.run(async (ctx) => {
      const { programmes } = ctx.services
      const added = await programmes.addRow(ctx.actor, setting.programmeId, complete(answered))
      if (!added.ok && added.problem.code.startsWith('term-')) await programmes.keepRowDraft(ctx.actor, setting.programmeId, withoutTerms(answered))
      return outcomeOf(added)
    })
    await showOutcome(dialog, setting.programmeId, outcome)
  },
}

/** Terms that the plan does not take are asked again, the rest stays. */
function withoutTerms({ finalOn: _, intermediateOn: __, ...rest }: RowDraft): RowDraft {
  return rest
}

