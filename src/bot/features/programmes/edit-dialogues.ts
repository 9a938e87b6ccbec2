import { addDays, addMonths } from '../../../core/dates.js'
import { choosableItems, type DictionaryName } from '../../../modules/organisations/organisation.js'
import { fastKind } from '../../../modules/programmes/plan-rules.js'
import type { ProgrammePatch } from '../../../modules/programmes/programme-service.js'
import { longest } from '../../../modules/programmes/wording.js'
import { escapeHtml } from '../../chat.js'
import { askChoice, askChoices, askDate, askText, BACK, type Answered, type Dialog } from '../../dialog/index.js'
import type { Dialogue } from '../../feature.js'
import { editRowDialogues } from './edit-row-dialogues.js'
import { given } from './given-plan.js'
import { outcomeOf, showOutcome } from './open-plan.js'

async function save(dialog: Dialog, programmeId: string, patch: ProgrammePatch): Promise<boolean> {
  const outcome = await dialog.run(async (ctx) => outcomeOf(await ctx.services.programmes.change(ctx.actor, programmeId, patch)))
  await showOutcome(dialog, programmeId, outcome)
  return outcome.ok
}

const goal: Dialogue = {
  id: 'plan-goal',
  async build(dialog, { programmeId = '' }) {
    const id = programmeId ?? ''
    const { programme, proposals } = await given(dialog, id)
    const now = programme.goal || (proposals[0] ?? '')
    const question = { max: longest.goal, text: dialog.t(now ? 'plan-ask-goal-now' : 'plan-ask-goal', { goal: escapeHtml(now) }) }
    const answer: Answered<string | null> = now ? await askText(dialog, { ...question, without: dialog.t('plan-keep-goal') }) : await askText(dialog, question)
    if (answer !== BACK) await save(dialog, id, { goal: answer ?? now })
  },
}

const lists = {
  d: { dictionary: 'directions', field: 'directions', min: 1, ask: 'plan-ask-directions' },
  k: { dictionary: 'kinds', field: 'kinds', min: 1, ask: 'plan-ask-kinds' },
  s: { dictionary: 'supports', field: 'support', min: 0, ask: 'plan-ask-support' },
} as const satisfies Record<string, { dictionary: DictionaryName; field: keyof ProgrammePatch; min: number; ask: string }>

const choicesOf = (dialog: Dialog, dictionary: DictionaryName) => {
  const { organisation } = dialog.ctx
  return organisation ? choosableItems(organisation, dictionary).map(({ code, text }) => ({ label: text, value: code })) : []
}

async function askForm(dialog: Dialog): Promise<Answered<string | undefined>> {
  const forms = choicesOf(dialog, 'forms')
  return forms.length > 1 ? askChoice(dialog, { text: dialog.t('plan-ask-form'), choices: forms }) : undefined
}

const choices: Dialogue = {
  id: 'plan-choices',
  async build(dialog, { programmeId, list }) {
    const id = programmeId ?? ''
    const wanted = lists[list as keyof typeof lists]
    const { programme } = await given(dialog, id)
    const form = list === 'k' ? await askForm(dialog) : undefined
    if (form === BACK) return
    const chosen = await askChoices(dialog, { text: dialog.t(wanted.ask), choices: choicesOf(dialog, wanted.dictionary), chosen: [...programme[wanted.field]], min: wanted.min })
    if (chosen !== BACK) await save(dialog, id, { [wanted.field]: chosen, ...(form === undefined ? {} : { form }) })
  },
}

const dates: Dialogue = {
  id: 'plan-dates',
  async build(dialog, { programmeId }) {
    const id = programmeId ?? ''
    const settings = dialog.ctx.organisation?.settings
    for (;;) {
      const { programme, today } = await given(dialog, id)
      const startsOn = await askDate(dialog, { text: dialog.t('plan-ask-start'), min: programme.startsOn < today ? programme.startsOn : today })
      if (startsOn === BACK) return
      const mayBeShort = settings?.speedMayBeOneMeeting === true && programme.kinds.includes(fastKind)
      const min = mayBeShort ? startsOn : addDays(addMonths(startsOn, settings?.programmeMinMonths ?? 1), -1)
      const max = addMonths(startsOn, settings?.programmeMaxMonths ?? 12)
      const endsOn = await askDate(dialog, { text: dialog.t('plan-ask-end'), min, max, back: true, days: 4 })
      if (endsOn !== BACK) return void (await save(dialog, id, { startsOn, endsOn }))
    }
  },
}

/** Changes of the plan before its approval. */
export const editDialogues: Dialogue[] = [goal, choices, dates, ...editRowDialogues]
