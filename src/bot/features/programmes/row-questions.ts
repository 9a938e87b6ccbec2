import { dayOf } from '../../../core/dates.js'
import { workModes, type Proposals, type RowDraft } from '../../../modules/programmes/programme.js'
import { longest } from '../../../modules/programmes/wording.js'
import { askChoice, askDate, askText, BACK, type Answered, type Dialog } from '../../dialog/index.js'
import { openPlan } from './open-plan.js'

export type Field = keyof RowDraft

export interface Setting {
  programmeId: string
  startsOn: string
  endsOn: string
  today: string
  proposals: Proposals
  draft: RowDraft
}

const own = 'own'

/** What the dialogue needs to know, read once; null when the plan is not there for this person. */
export function readSetting(dialog: Dialog, programmeId: string): Promise<Setting | null> {
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

/** The question of each column. */
export function questions(dialog: Dialog, setting: Setting): Record<Field, (draft: RowDraft) => Promise<Answered<unknown>>> {
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
