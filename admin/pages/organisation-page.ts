import { mayOpen } from '../../src/modules/accounts/rights.js'
import { dictionaryNames, type DictionaryItem, type DictionaryName, type Organisation } from '../../src/modules/organisations/organisation.js'
import { reminderTriggers } from '../../src/modules/organisations/settings.js'
import type { PanelUser } from '../gate/panel-user.js'
import { createDurationWords } from '../resources/duration-words.js'
import { sayHolidays } from '../resources/holiday-lines.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { zoneName } from './format.js'
import { createOffer, pageLink, recordLink } from './links.js'
import { loadNames } from './names.js'
import { createOfficeSection } from './office-section.js'
import { emptyPage, type Page, type PageFact, type PageSection } from './page.js'

/** An organisation on one page: profile, rules, lists, years (ORG-01, ORG-08, ORG-10). */
export function createOrganisationPage(context: ResourceContext) {
  const { services, texts } = context
  const officesOf = createOfficeSection(context)
  const label = (name: string) => texts.text(`resources.Organisation.properties.${name}`)
  const word = (path: string) => texts.text(`words.Organisation.${path}`)
  const said = (key: string) => texts.text(`pages.Organisation.${key}`)
  const durations = createDurationWords(texts)

  function dictionary(id: string, name: DictionaryName, items: DictionaryItem[], user: PanelUser): PageSection {
    const offer = createOffer(user, texts)
    const rows = items.map(({ code, text, help, clause, retiredAt }) => {
      const query = { dictionary: name, code }
      return {
        id: code,
        cells: [{ text, ...(help ? { notes: [help] } : {}) }, { text: clause ?? '' }, { text: retiredAt ? said('retired') : '' }],
        buttons: offer(
          { resource: 'Organisation', action: 'changeValue', id, query, when: retiredAt === null },
          { resource: 'Organisation', action: 'retireValue', id, query, when: retiredAt === null },
          { resource: 'Organisation', action: 'restoreValue', id, query, when: retiredAt !== null },
        ),
      }
    })
    return { id: name, title: word(`dictionary.${name}`), isFolded: true, table: { columns: [said('value'), said('clause'), said('state')], rows }, buttons: offer({ resource: 'Organisation', action: 'addValue', id, query: { dictionary: name } }) }
  }

  function reminders({ id, settings }: Organisation, user: PanelUser): PageSection {
    const own = (key: string, text: string): PageFact[] => (text ? [{ label: texts.text(`forms.Organisation.reminders.fields.${key}`), cell: { text } }] : [])
    const rules = reminderTriggers.map((trigger): PageFact => {
      const { offsets, repeatHours, curatorAfterHours } = settings.reminders[trigger]
      const rest = [repeatHours && { key: 'repeats', hours: repeatHours }, curatorAfterHours && { key: 'curator', hours: curatorAfterHours }].filter((part) => typeof part === 'object')
      const notes = rest.map(({ key, hours }) => texts.text(`pages.Organisation.${key}`, { amount: durations.amount(hours) }))
      return { label: word(`reminders.${trigger}`), cell: { text: durations.sayMoments(offsets, trigger) || texts.text('durations.never'), notes } }
    })
    const days = settings.quietWeekdays.map((day) => word(`weekday.${day}`)).join(', ')
    const facts = [
      ...own('quietFrom', texts.text('pages.Organisation.quietHours', { from: settings.quietFrom, to: settings.quietTo })),
      ...own('quietWeekdays', days),
      ...own('holidays', sayHolidays(settings.holidays)),
      ...own('digestAt', settings.digestAt),
      ...own('reminderBudget', String(settings.reminderBudget)),
      ...rules,
    ]
    const buttons = createOffer(user, texts)({ resource: 'Organisation', action: 'reminders', id }, { resource: 'Organisation', action: 'resetReminders', id })
    return { id: 'reminders', title: said('reminders'), isFolded: true, facts, buttons }
  }

  return async (recordId: string, _organisationId: string, user: PanelUser): Promise<Page | null> => {
    const organisation = await services.organisations.get(recordId)
    if (!organisation || (user.organisationId !== null && user.organisationId !== organisation.id)) return null
    const { id, name, type, zone, preset, settings, headPersonId, curatorPersonId } = organisation
    const names = await loadNames(services, [headPersonId, curatorPersonId])
    const offer = createOffer(user, texts)
    const person = (key: string, personId: string | null): PageFact[] => (personId ? [{ label: label(key), cell: { text: names.full(personId), href: recordLink('Person', personId) } }] : [])
    const plain = (['founder', 'region', 'municipality', 'site'] as const).flatMap((key) => (organisation[key] ? [{ label: label(key), cell: { text: organisation[key] } }] : []))
    const rule = (key: string, text: string): PageFact => ({ label: texts.text(`forms.Organisation.settings.fields.${key}`), cell: { text } })
    return {
      ...emptyPage,
      title: name,
      actions: offer(...(['edit', 'nameLeaders', 'settings', 'reminders', 'addValue', 'openYear'] as const).map((action) => ({ resource: 'Organisation' as const, action, id }))),
      facts: [
        { label: label('type'), cell: { text: word(`type.${type}`) } },
        { label: label('preset'), cell: { text: word(`preset.${preset}`) } },
        { label: label('zone'), cell: { text: zoneName(zone) } },
        ...plain,
        ...person('headPersonId', headPersonId),
        ...person('curatorPersonId', curatorPersonId),
      ],
      sections: [
        await officesOf(id, zone, user),
        {
          id: 'settings',
          title: said('settings'),
          facts: [
            ...(['personal-data', 'mentoring', 'duties'] as const).map((kind) => rule(`way-${kind}`, word(`consentWay.${settings.consentWay[kind]}`))),
            rule('programmeApprover', word(`programmeApprover.${settings.programmeApprover}`)),
            rule('secondDatum', texts.text(settings.secondDatum ? 'shell.yes' : 'shell.no')),
            rule('mentorCapacity', String(settings.mentorCapacity)),
          ],
        },
        reminders(organisation, user),
        ...dictionaryNames.map((list) => dictionary(id, list, organisation.dictionaries[list], user)),
        { id: 'texts', title: said('texts'), isFolded: true, lead: said('textsLead'), buttons: mayOpen([user.role], 'texts') ? [{ label: texts.text('pages.texts.title'), href: pageLink('texts'), look: 'quiet' }] : [] },
        {
          id: 'years',
          title: said('years'),
          isFolded: true,
          lead: said('yearsLead'),
          buttons: mayOpen([user.role], 'archive') ? [{ label: texts.text('pages.archive.title'), href: pageLink('archive'), look: 'quiet' }] : [],
        },
      ],
    }
  }
}
