import { workModes, type Programme } from '../../../src/modules/programmes/programme.js'
import type { ActionScope, Choice, FormField, FormInput } from '../../actions/form.js'
import { list, text, textOrNone } from '../choices.js'
import { dictionaryChoices } from '../dictionary-choices.js'
import type { ResourceContext } from '../resource-entry.js'
import type { ProgrammePatch, RowInput } from '../../../src/modules/programmes/programme-service.js'

const aims = ['difficulty', 'strength'] as const

/** The record's programme, read anew for each form. */
export async function programmeOf({ services }: Pick<ResourceContext, 'services'>, { recordId }: ActionScope): Promise<Programme | null> {
  return recordId === null ? null : services.programmes.get(recordId)
}

/** Fields of the explanatory note (PROG-03), filled with what is there. */
export function contentFields(context: ResourceContext): FormField[] {
  const { services } = context
  const given = (name: keyof Programme) => async (scope: ActionScope) => ((await programmeOf(context, scope))?.[name] ?? null) as string | string[] | null
  const field = (name: keyof ProgrammePatch, rest: Omit<FormField, 'name' | 'value'>): FormField => ({ name, value: given(name), ...rest })
  return [
    field('title', { kind: 'text', required: true, most: 200 }),
    field('goal', { kind: 'textarea', required: true, most: 1000 }),
    field('startsOn', { kind: 'date', required: true }),
    field('endsOn', { kind: 'date', required: true }),
    field('directions', { kind: 'multiselect', required: true, choices: dictionaryChoices(services, 'directions') }),
    field('form', { kind: 'select', required: true, choices: dictionaryChoices(services, 'forms') }),
    field('kinds', { kind: 'multiselect', required: true, choices: dictionaryChoices(services, 'kinds') }),
    field('support', { kind: 'multiselect', choices: dictionaryChoices(services, 'supports') }),
    field('termNote', { kind: 'text', most: 500, isMore: true }),
    { name: 'reason', kind: 'text', most: 500, isMore: true },
  ]
}

export function contentOf(input: FormInput): ProgrammePatch {
  return {
    ...{ title: text(input['title']), goal: text(input['goal']), startsOn: text(input['startsOn']), endsOn: text(input['endsOn']) },
    ...{ directions: list(input['directions']), form: text(input['form']), kinds: list(input['kinds']), support: list(input['support']) },
    termNote: textOrNone(input['termNote']) ?? null,
  }
}

/** The five columns of a row (PROG-05), filled from the row that the address names. */
export function rowFields(context: ResourceContext): FormField[] {
  const { services, texts } = context
  const words = (group: string, codes: readonly string[]): Choice[] => codes.map((value) => ({ value, label: texts.text(`words.Programme.${group}.${value}`) }))
  const given = (name: keyof RowInput) => async (scope: ActionScope) => (await programmeOf(context, scope))?.rows.find(({ id }) => id === scope.query['row'])?.[name] ?? null
  const field = (name: keyof RowInput, rest: Omit<FormField, 'name' | 'value'>): FormField => ({ name, value: given(name), ...rest })
  const modes = async (scope: ActionScope): Promise<Choice[]> => {
    const known = await dictionaryChoices(services, 'modes')(scope)
    return known.filter(({ value }) => workModes.some((mode) => mode === value))
  }
  return [
    field('aim', { kind: 'select', required: true, choices: words('aim', aims) }),
    field('need', { kind: 'text', required: true, most: 300 }),
    field('measures', { kind: 'textarea', required: true, most: 1000 }),
    field('mode', { kind: 'select', required: true, choices: modes }),
    field('finalOn', { kind: 'date', required: true }),
    field('result', { kind: 'text', required: true, most: 300 }),
    field('intermediateOn', { kind: 'date', isMore: true }),
    { name: 'reason', kind: 'text', most: 500, isMore: true },
  ]
}

export function rowOf(input: FormInput): RowInput {
  return {
    ...{ aim: text(input['aim']) as RowInput['aim'], need: text(input['need']), measures: text(input['measures']), mode: text(input['mode']) as RowInput['mode'] },
    ...{ finalOn: text(input['finalOn']), intermediateOn: textOrNone(input['intermediateOn']) ?? null, result: text(input['result']) },
  }
}
