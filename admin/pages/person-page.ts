import { mayReadField } from '../../src/modules/accounts/field-rights.js'
import type { Role } from '../../src/core/actor.js'
import { dayOf } from '../../src/core/dates.js'
import { invitedRoles } from '../../src/modules/invitations/invitation.js'
import { fullName, rolesOn, type HeldRole } from '../../src/modules/people/person.js'
import { mayLookUp } from '../../src/modules/privacy/privacy-policy.js'
import { actorOf, type PanelUser } from '../gate/panel-user.js'
import { rootPath } from '../root-path.js'
import type { PanelTexts } from '../texts.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { formatDay, formatInstant } from './format.js'
import { createOffer } from './links.js'
import { emptyPage, type Page, type PageButton } from './page.js'
import { createPersonSections } from './person-sections.js'
import { createPersonWords } from './import-preview.js'
import { createAbsenceNeeds } from './person-absence.js'
import { createConclusionSection } from './psychology-page.js'

/** The way to «who sees these data», for whoever may look it up. */
function whoSeesLink(personId: string, user: PanelUser, texts: PanelTexts): PageButton[] {
  if (!mayLookUp(actorOf(user), { id: personId, organisationId: user.organisationId ?? '' })) return []
  return [{ label: texts.text('pages.privacy.whoSees'), href: `${rootPath}/pages/privacy?person=${personId}`, look: 'quiet' }]
}

/** One person: what is asked most, the facts, and what the other lists know (IMPL-08). */
export function createPersonPage(context: ResourceContext) {
  const { services, texts, clock } = context
  const sectionsOf = createPersonSections(context)
  const conclusionsOf = createConclusionSection(context)
  const absenceNeeds = createAbsenceNeeds(context)
  const { employment } = createPersonWords(texts)
  const roleName = (role: Role) => texts.text(`roles.${role}`)
  const period = ({ role, from, to }: HeldRole) => (to ? `${roleName(role)}, ${formatDay(from)} – ${formatDay(to)}` : `${roleName(role)}, ${texts.text('pages.Person.since', { day: formatDay(from) })}`)

  return async (personId: string, organisationId: string, user: PanelUser): Promise<Page | null> => {
    const person = await services.people.get(personId)
    if (!person || person.organisationId !== organisationId) return null
    const { id, archivedAt, telegramId, unreachableAt, linkedAt, roles } = person
    const isPresent = archivedAt === null
    const now = rolesOn(person, dayOf(clock.now(), user.zone))
    const isAsked = isPresent && telegramId === null && invitedRoles.some((role) => now.includes(role))
    const conclusions = await conclusionsOf(user, organisationId, { personId })
    const offer = createOffer(user, texts)
    const at = { resource: 'Person', id } as const
    const chat = telegramId === null ? 'no' : unreachableAt ? 'blocked' : 'yes'
    const facts: [string, string | null][] = [
      ['rolesNow', now.map(roleName).join(', ')],
      ['linked', texts.text(`words.Person.linked.${chat}`)],
      ['externalKind', person.externalKind ? texts.text(`words.Person.externalKind.${person.externalKind}`) : null],
      ['homeOrganisation', person.homeOrganisation ?? null],
      ['employment', person.employment.state === 'works' ? null : employment(person.employment)],
      ['position', person.position],
      ['subject', person.subject],
      ['qualification', person.qualification],
      ['birthOn', formatDay(person.birthOn)],
      ['hiredOn', formatDay(person.hiredOn)],
      ['experienceYears', person.experienceYears === null ? null : String(person.experienceYears)],
      ['phone', person.phone],
      ['email', person.email],
      ['rolesAll', roles.map(period).join('; ')],
      ['linkedAt', formatInstant(linkedAt, user.zone)],
      ['archivedAt', formatInstant(archivedAt, user.zone)],
    ]
    return {
      ...emptyPage,
      title: fullName(person),
      needs: await absenceNeeds(person, user),
      actions: offer(
        { ...at, action: 'invite', look: 'primary', when: isAsked },
        { ...at, action: 'restore', look: 'primary', when: !isPresent },
        { ...at, action: 'edit' },
      ),
      more: [...whoSeesLink(person.id, user, texts), ...offer(
        { ...at, action: 'invite', when: isPresent && !isAsked },
        { ...at, action: 'assignRole', when: isPresent },
        { ...at, action: 'employment', when: isPresent },
        { ...at, action: 'endRole', when: roles.length > 0 },
        { ...at, action: 'nominate', when: isPresent && !now.includes('mentor') },
        { ...at, action: 'nameForms', when: isPresent },
        { ...at, action: 'unlink', when: linkedAt !== null },
        { ...at, action: 'archive', look: 'danger', when: isPresent },
      )],
      facts: facts.flatMap(([name, text]) => (text && mayReadField([user.role], 'Person', name) ? [{ label: texts.text(`resources.Person.properties.${name}`), cell: { text } }] : [])),
      sections: [...(await sectionsOf(person, user)), ...(conclusions ? [conclusions] : [])],
    }
  }
}
