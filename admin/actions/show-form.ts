import type { PanelTexts } from '../texts.js'
import type { ActionScope, Choice, FormField, FormValue, ShownField, ShownForm } from './form.js'
import type { PanelAction } from './panel-action.js'

/** Loads the choices of every field that has some. */
export async function loadChoices(fields: readonly FormField[], scope: ActionScope): Promise<Map<string, Choice[]>> {
  const loaded = await Promise.all(
    fields.map(async ({ name, choices = [] }) => [name, typeof choices === 'function' ? await choices(scope) : choices] as const),
  )
  return new Map(loaded)
}

async function valueOf(field: FormField, scope: ActionScope): Promise<FormValue> {
  const asked = scope.query[field.name]
  if (asked !== undefined) return field.kind === 'multiselect' || field.kind === 'people' ? asked.split(',') : asked
  const value = typeof field.value === 'function' ? await field.value(scope) : field.value
  return value ?? null
}

const choosing = ['select', 'multiselect', 'person', 'people']

/** What to do first when something has to be chosen and there is nothing to choose from. */
function blockedBy(fields: readonly ShownField[], words: string, texts: PanelTexts): string | null {
  const empty = fields.find(({ kind, required, choices }) => required && choosing.includes(kind) && choices.length === 0)
  return empty ? (texts.maybe(`${words}.nothing.${empty.name}`) ?? texts.text('shell.nothingToChoose', { field: empty.label })) : null
}

/** Fills words, choices and proposals into the form of an action. */
export async function showForm(action: PanelAction, fields: readonly FormField[], scope: ActionScope, texts: PanelTexts): Promise<ShownForm> {
  const words = `forms.${action.resource}.${action.name}`
  const choices = await loadChoices(fields, scope)
  const shown = fields.map(async (field): Promise<ShownField> => {
    const { name, kind, required = false, isMore = false, most = null, least = null } = field
    return {
      name,
      kind,
      label: field.label ?? texts.maybe(`${words}.fields.${name}`) ?? texts.text(`fields.${name}`),
      hint: field.hint ?? texts.maybe(`${words}.hints.${name}`),
      required,
      isMore,
      most,
      least,
      choices: choices.get(name) ?? [],
      value: await valueOf(field, scope),
    }
  })
  return {
    title: texts.text(`${words}.title`),
    lead: (await action.lead?.(scope)) ?? texts.maybe(`${words}.lead`),
    submit: (await action.hasSubmit?.(scope)) === false ? null : (action.submit?.(scope) ?? texts.text(`${words}.submit`)),
    look: action.look && (action.hasLook?.(scope) ?? true) ? texts.text(`${words}.look`) : null,
    version: action.version ? await action.version(scope) : typeof scope.record['updatedAt'] === 'string' ? scope.record['updatedAt'] : null,
    fields: await Promise.all(shown),
    links: (await action.links?.(scope)) ?? [],
    blocked: blockedBy(await Promise.all(shown), words, texts),
    home: action.home ?? null,
  }
}
