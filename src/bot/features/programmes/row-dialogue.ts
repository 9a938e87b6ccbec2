import type { RowDraft, WorkMode } from '../../../modules/programmes/programme.js'
import { escapeHtml } from '../../chat.js'
import { askChoice, BACK, runSteps, type Answered, type Dialog } from '../../dialog/index.js'
import type { Dialogue } from '../../feature.js'
import { rowLines } from '../../views/programmes/task-views.js'
import { outcomeOf, showOutcome } from './open-plan.js'
import { questions, readSetting, type Field, type Setting } from './row-questions.js'

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

