import type { RowInput } from '../../../modules/programmes/programme-service.js'
import type { PlanRow } from '../../../modules/programmes/programme.js'
import { longest } from '../../../modules/programmes/wording.js'
import { escapeHtml } from '../../chat.js'
import { askChoice, askDate, askText, BACK, type Answered, type Dialog } from '../../dialog/index.js'
import type { Dialogue } from '../../feature.js'
import { given, type Given } from './given-plan.js'
import { outcomeOf, showOutcome } from './open-plan.js'
import { askIntermediate, askMode } from './row-questions.js'

type RowEdit = (dialog: Dialog, row: PlanRow, known: Given) => Promise<Answered<Partial<RowInput>>>

/** A dialogue that changes one row; the plan follows, or why not. */
function rowDialogue(id: string, ask: RowEdit): Dialogue {
  return {
    id,
    async build(dialog, { programmeId, rowId }) {
      const known = await given(dialog, programmeId ?? '')
      const row = known.programme.rows.find((one) => one.id === rowId)
      if (!row) return dialog.sendProblem({ code: 'row-not-found' })
      const patch = await ask(dialog, row, known)
      if (patch === BACK) return
      const input = { programmeId: known.programme.id, rowId: row.id, patch }
      const outcome = await dialog.run(async (ctx) => outcomeOf(await ctx.services.programmes.changeRow(ctx.actor, input)))
      await showOutcome(dialog, known.programme.id, outcome)
    },
  }
}

const rowTerms = rowDialogue('plan-row-terms', async (dialog, _, { programme, today }) => {
  const min = programme.startsOn > today ? programme.startsOn : today
  for (;;) {
    const finalOn = await askDate(dialog, { text: dialog.t('plan-ask-final'), min, max: programme.endsOn })
    if (finalOn === BACK) return BACK
    const intermediateOn = await askIntermediate(dialog, { min, max: finalOn })
    if (intermediateOn !== BACK) return { finalOn, intermediateOn }
  }
})

const rowMode = rowDialogue('plan-row-mode', async (dialog) => {
  const mode = await askMode(dialog, false)
  return mode === BACK ? BACK : { mode: mode as RowInput['mode'] }
})

const rowWords = rowDialogue('plan-row-words', async (dialog, row) => {
  for (;;) {
    const fields = (['measures', 'need', 'result'] as const).map((field) => ({ label: dialog.t(`plan-words-${field}`), value: field }))
    const field = await askChoice(dialog, { text: dialog.t('plan-ask-which-words'), choices: fields })
    if (field === BACK) return BACK
    const name = field as 'measures' | 'need' | 'result'
    const words = await askText(dialog, { text: dialog.t('plan-ask-words', { now: escapeHtml(row[name]) }), max: longest[name], back: true })
    if (words !== BACK) return { [name]: words }
  }
})

/** Changes of one row before the approval. */
export const editRowDialogues: Dialogue[] = [rowTerms, rowMode, rowWords]
