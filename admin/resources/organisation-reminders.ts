import { refuse, type Result } from '../../src/core/result.js'
import type { Organisation } from '../../src/modules/organisations/organisation.js'
import { reminderTriggers, type OrganisationSettings, type ReminderRule, type ReminderTrigger } from '../../src/modules/organisations/settings.js'
import { done } from '../actions/outcomes.js'
import type { ActionScope, FormField, FormInput } from '../actions/form.js'
import type { PanelAction } from '../actions/panel-action.js'
import { list, text } from './choices.js'
import { createDurationWords, type DurationWords } from './duration-words.js'
import { readHolidays, sayHolidays } from './holiday-lines.js'
import type { ResourceContext } from './resource-entry.js'

const common = { resource: 'Organisation', type: 'record' } as const
const times = ['quietFrom', 'quietTo', 'digestAt'] as const
const numbers = { reminderBudget: [1, 20], mentorMessageDays: [0, 180] } as const
const weekdays = ['1', '2', '3', '4', '5', '6', '7']
const parts = ['repeat', 'curator'] as const
const partOf = { repeat: 'repeatHours', curator: 'curatorAfterHours' } as const
const ownSettings = ['quietFrom', 'quietTo', 'digestAt', 'quietWeekdays', 'reminderBudget', 'mentorMessageDays', 'reminders'] as const

type Usual = OrganisationSettings | null

/** Which parts a rule has: those that the regulation or the organisation itself gives it. */
const hasPart = (part: (typeof parts)[number], rule: ReminderRule, usual: ReminderRule | undefined) => rule[partOf[part]] !== undefined || usual?.[partOf[part]] !== undefined

function triggerFields({ texts }: ResourceContext, words: DurationWords, { settings }: Organisation, usual: Usual): FormField[] {
  const said = (key: string, params: Record<string, string>) => texts.text(`forms.Organisation.reminders.rule.${key}`, params)
  return reminderTriggers.flatMap((trigger) => {
    const [rule, former] = [settings.reminders[trigger], usual?.reminders[trigger]]
    const subject = texts.text(`words.Organisation.reminders.${trigger}`)
    const hint = (value: string | undefined) => (value === undefined ? {} : { hint: said('usual', { value: value || texts.text('durations.never') }) })
    const when: FormField = { name: `when-${trigger}`, kind: 'text', most: 200, label: said('when', { subject }), value: words.sayMoments(rule.offsets, trigger), ...hint(former && words.sayMoments(former.offsets, trigger)) }
    const rest = parts.filter((part) => hasPart(part, rule, former)).map((part): FormField => {
      const [hours, usually] = [rule[partOf[part]], former?.[partOf[part]]]
      return { name: `${part}-${trigger}`, kind: 'text', most: 40, label: said(part, { subject }), value: hours === undefined ? null : words.amount(hours), ...hint(former && (usually === undefined ? '' : words.amount(usually))) }
    })
    return [when, ...rest].map((field) => ({ ...field, isMore: true }))
  })
}

function fieldsOf(context: ResourceContext, words: DurationWords, organisation: Organisation, usual: Usual): FormField[] {
  const { texts } = context
  const { settings } = organisation
  return [
    ...times.map((name): FormField => ({ name, kind: 'text', required: true, most: 5, value: settings[name] })),
    { name: 'quietWeekdays', kind: 'multiselect', choices: weekdays.map((value) => ({ value, label: texts.text(`words.Organisation.weekday.${value}`) })), value: settings.quietWeekdays.map(String) },
    { name: 'holidays', kind: 'textarea', most: 3000, value: sayHolidays(settings.holidays) },
    ...Object.entries(numbers).map(([name, [least, most]]): FormField => ({ name, kind: 'number', required: true, least, most, value: settings[name as keyof typeof numbers] })),
    ...triggerFields(context, words, organisation, usual),
  ]
}

const wrong = (field: string, what: string, params: Record<string, string | number> = {}) => refuse('settings-wrong', { field, what, ...params })

function readRule(words: DurationWords, trigger: ReminderTrigger, former: ReminderRule, input: FormInput): Result<ReminderRule> {
  const typed = text(input[`when-${trigger}`])
  const offsets = words.readMoments(typed)
  if (offsets === null) {
    const piece = words.unclearMoment(typed)
    return piece === null ? wrong(`when-${trigger}`, 'moments-many') : wrong(`when-${trigger}`, 'moments-wrong', { piece })
  }
  const rule: ReminderRule = { ...former, offsets }
  for (const part of parts) {
    const name = `${part}-${trigger}`
    if (!(name in input)) continue
    delete rule[partOf[part]]
    if (text(input[name]) === '') continue
    const hours = words.readAmount(text(input[name]))
    if (hours === null) return wrong(name, 'amount-wrong', { piece: text(input[name]) })
    rule[partOf[part]] = hours
  }
  return { ok: true, value: rule }
}

function settingsOf(words: DurationWords, { settings }: Organisation, input: FormInput): Result<Partial<OrganisationSettings>> {
  const badTime = times.find((name) => !/^([01]\d|2[0-3]):[0-5]\d$/.test(text(input[name])))
  if (badTime) return wrong(badTime, 'time-wrong')
  const quietWeekdays = list(input['quietWeekdays']).map(Number)
  if (quietWeekdays.length === weekdays.length) return wrong('quietWeekdays', 'no-open-day')
  const days = readHolidays(text(input['holidays']))
  if (!days.ok) return wrong('holidays', 'holiday-wrong', { line: days.line })
  const reminders = { ...settings.reminders }
  for (const trigger of reminderTriggers) {
    const rule = readRule(words, trigger, settings.reminders[trigger], input)
    if (!rule.ok) return rule
    reminders[trigger] = rule.value
  }
  const plain = Object.fromEntries([...times, ...Object.keys(numbers)].map((name) => [name, input[name]])) as Partial<OrganisationSettings>
  return { ok: true, value: { ...plain, quietWeekdays, holidays: days.holidays, reminders } }
}

/** When the bot reminds, in words, with what the regulation gives beside each; and the way back to it (IMPL-01, IMPL-02, ORG-10). */
export function reminderActions(context: ResourceContext): PanelAction[] {
  const { services, texts } = context
  const words = createDurationWords(texts)
  const read = ({ recordId }: ActionScope) => services.organisations.get(recordId ?? '')
  const usualOf = (organisation: Organisation) => services.organisations.presetSettings(organisation.preset)
  return [
    {
      ...common,
      name: 'reminders',
      icon: 'Bell',
      fields: async (scope) => {
        const organisation = await read(scope)
        return organisation ? fieldsOf(context, words, organisation, usualOf(organisation)) : []
      },
      async run(actor, scope, input) {
        const organisation = await read(scope)
        if (!organisation) return refuse('organisation-not-found')
        const settings = settingsOf(words, organisation, input)
        return settings.ok ? done(await services.organisations.saveSettings(actor, organisation.id, settings.value, scope.seenAt)) : settings
      },
    },
    {
      ...common,
      name: 'resetReminders',
      icon: 'RotateCcw',
      fields: [],
      async run(actor, scope) {
        const organisation = await read(scope)
        const usual = organisation && usualOf(organisation)
        if (!organisation || !usual) return refuse('organisation-not-found')
        const patch = Object.fromEntries(ownSettings.map((name) => [name, usual[name]])) as Partial<OrganisationSettings>
        return done(await services.organisations.saveSettings(actor, organisation.id, patch, scope.seenAt))
      },
    },
  ]
}
