import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemActor } from '../core/actor.js'
import { openPairStates } from '../modules/pairs/pair.js'
import { shortName, type Person } from '../modules/people/person.js'
import type { OwnRecords } from '../modules/privacy/own-data.js'
import { layOutRecords } from '../modules/privacy/own-records.js'
import { createPrivacyService, type PrivacyService } from '../modules/privacy/privacy-service.js'
import { projectRoot } from '../paths.js'
import type { Services } from '../services.js'
import { loadTexts } from '../texts.js'

type Tree = { [key: string]: Tree | string }

/** The panel's word for a state of a record, e.g. `Pair.state`. */
function loadStates(): (resource: string, state: string) => string {
  const { words } = JSON.parse(readFileSync(join(projectRoot, 'locales', 'ru', 'admin.json'), 'utf8')) as { words: Tree }
  return (resource, state) => {
    const found = [...resource.split('.'), state].reduce<Tree | string | undefined>((at, key) => (typeof at === 'object' ? at[key] : undefined), words)
    return typeof found === 'string' ? found : ''
  }
}

const mostReadings = 200

/** Joins «who sees my data» with everything that is stored about a person. */
export function wirePrivacy({ services, defaultZone }: { services: Services; defaultZone: string }): PrivacyService {
  const words = loadTexts('privacy')
  const stateOf = loadStates()

  async function recordsOf(person: Person): Promise<OwnRecords> {
    const { pairs, programmes, meetings, requests, consents, questionnaires, personalFiles, people, organisations } = services
    const own = await pairs.list(person.organisationId, { personId: person.id })
    const plans = (await Promise.all(own.map(({ id }) => programmes.ofPair(id)))).filter((plan) => plan !== null)
    const met = (await Promise.all(own.map(({ id }) => meetings.listOf(id)))).flat().filter(({ attendees }) => attendees.some(({ personId }) => personId === person.id))
    const asked = (await Promise.all(own.map(({ id }) => requests.ofPair(id)))).flat().filter(({ menteeId, mentorId }) => menteeId === person.id || mentorId === person.id)
    const acquaintances = await personalFiles.acquaintancesOf(person.id)
    const named = [...new Set([...own.flatMap(({ mentorId, members }) => [mentorId, ...members.map(({ menteeId }) => menteeId)]), ...acquaintances.map(({ mentorId }) => mentorId)])]
    const names = new Map((await people.getMany(named)).map((known) => [known.id, shortName(known)]))
    return layOutRecords({
      ...{ person, words, stateOf, acquaintances },
      zone: (await organisations.get(person.organisationId))?.zone ?? defaultZone,
      responses: await questionnaires.ofPerson(person.id),
      consents: await consents.listOf(person.id),
      pairs: own,
      programmes: plans,
      meetings: met,
      requests: asked,
      nameOf: (id) => names.get(id) ?? '—',
    })
  }

  return createPrivacyService({
    words,
    recordsOf,
    person: (id) => services.people.get(id),
    people: (ids) => services.people.getMany(ids),
    async holdersOf(organisationId, role) {
      const accounts = await services.accounts.list(systemActor('job', organisationId), { organisationId })
      const byLogin = accounts.flatMap((account) => (account.role === role && account.closedAt === null && account.personId ? [account.personId] : []))
      const held = await services.people.withRole(organisationId, role)
      const others = await services.people.getMany(byLogin.filter((id) => !held.some((person) => person.id === id)))
      return [...held, ...others].filter(({ archivedAt }) => archivedAt === null)
    },
    async hasNameless(organisationId, role) {
      const accounts = [...(await services.accounts.list(systemActor('job', organisationId), { organisationId })), ...(await services.accounts.list(systemActor('job')))]
      return accounts.some((account) => account.role === role && account.closedAt === null && account.personId === null && (account.organisationId ?? organisationId) === organisationId)
    },
    async pairsOf(personId) {
      const open = await services.pairs.openOf(personId)
      return open.filter(({ state }) => openPairStates.some((known) => known === state) && state !== 'proposed')
    },
    readingsOf: (organisationId, subjects) => services.audit.list(organisationId, { subjects, actions: ['view', 'response-view'], pageSize: mostReadings }),
    loginOf: async (accountId) => (await services.accounts.get(accountId))?.email ?? null,
  })
}
