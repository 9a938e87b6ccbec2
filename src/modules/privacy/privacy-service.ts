import type { Actor } from '../../core/actor.js'
import { refuse, ok, type Result } from '../../core/result.js'
import type { StaffRole } from '../accounts/account.js'
import { staffRoles } from '../accounts/account.js'
import type { AuditEntry } from '../audit/audit-entry.js'
import type { Pair } from '../pairs/pair.js'
import { displayName, fullName, type Person } from '../people/person.js'
import { readsPeople } from './data-kinds.js'
import { writeOwnData, type OwnRecords, type OwnWords } from './own-data.js'
import { mayLookUp, mayTakeAlong } from './privacy-policy.js'
import { readersByGroup, type GroupReaders, type Holders, type Opening, type Partners } from './privacy.js'

export interface PrivacyDependencies {
  person(personId: string): Promise<Person | null>
  people(ids: readonly string[]): Promise<Person[]>
  /** Who holds the role today, by the register and by the logins. */
  holdersOf(organisationId: string, role: StaffRole): Promise<Person[]>
  /** Is there an open login of the role without a person behind it, the installation's administrators among them? */
  hasNameless(organisationId: string, role: StaffRole): Promise<boolean>
  pairsOf(personId: string): Promise<Pair[]>
  /** Everything that is stored about the person himself, without others' notes. */
  recordsOf(person: Person): Promise<OwnRecords>
  /** Lines of the history about these records that say somebody read them, newest first. */
  readingsOf(organisationId: string, subjects: readonly { type: string; id: string }[]): Promise<AuditEntry[]>
  loginOf(accountId: string): Promise<string | null>
  words: OwnWords
}

/** A chat says name and patronymic, a table the surname with initials. */
export type SayName = (person: Person) => string

export interface PrivacyService {
  /** Who sees what about the person today, named as the reader is used to (DATA-10). Problem: person-not-found. */
  whoSees(actor: Actor, personId: string, say?: SayName): Promise<Result<GroupReaders[]>>
  /** Who opened it and when, newest first. Problem: person-not-found. */
  openings(actor: Actor, personId: string, say?: SayName): Promise<Result<Opening[]>>
  /** All that is stored about oneself, as text (DATA-09, DATA-10). Problem: person-not-found. */
  ownData(actor: Actor): Promise<Result<{ name: string; content: Buffer }>>
}

const mostOpenings = 50

/** Builds «who sees my data»: from the tables of rights, today's names and the history. */
export function createPrivacyService(given: PrivacyDependencies): PrivacyService {
  async function about(actor: Actor, personId: string, isAllowed: typeof mayLookUp): Promise<Person | null> {
    const person = await given.person(personId)
    return person && isAllowed(actor, person) ? person : null
  }

  async function holders(organisationId: string, say: SayName): Promise<Holders[]> {
    const roles = staffRoles.filter(readsPeople)
    return Promise.all(roles.map(async (role) => ({ role, names: (await given.holdersOf(organisationId, role)).map(say), isNameless: await given.hasNameless(organisationId, role) })))
  }

  async function partnersOf(person: Person, say: SayName): Promise<Partners> {
    const pairs = await given.pairsOf(person.id)
    const isMentor = (pair: Pair) => pair.mentorId === person.id
    const mentors = pairs.filter((pair) => !isMentor(pair)).map(({ mentorId }) => mentorId)
    const mentees = pairs.filter(isMentor).flatMap(({ members }) => members.filter(({ to }) => to === null).map(({ menteeId }) => menteeId))
    const names = async (ids: string[]) => (await given.people([...new Set(ids)])).map(say)
    return { mentor: await names(mentors), mentee: await names(mentees) }
  }

  return {
    async whoSees(actor, personId, say = displayName) {
      const person = await about(actor, personId, mayLookUp)
      if (!person) return refuse('person-not-found')
      return ok(readersByGroup(await holders(person.organisationId, say), await partnersOf(person, say)))
    },

    async openings(actor, personId, say = displayName) {
      const person = await about(actor, personId, mayLookUp)
      if (!person) return refuse('person-not-found')
      const { subjects } = await given.recordsOf(person)
      const lines = (await given.readingsOf(person.organisationId, subjects)).filter((line) => line.actor.personId !== person.id).slice(0, mostOpenings)
      const names = new Map((await given.people([...new Set(lines.flatMap(({ actor: { personId: id } }) => (id === null ? [] : [id])))])).map((known) => [known.id, say(known)]))
      const nameOf = async ({ actor: { personId: id, accountId } }: AuditEntry) => (id && names.get(id)) || (accountId && (await given.loginOf(accountId))) || '—'
      return ok(await Promise.all(lines.map(async (line) => ({ at: line.at, who: await nameOf(line), roles: line.actor.roles, resource: line.subject.type }))))
    },

    async ownData(actor) {
      const person = actor.personId === null ? null : await about(actor, actor.personId, mayTakeAlong)
      if (!person) return refuse('person-not-found')
      const [records, seen] = [await given.recordsOf(person), readersByGroup(await holders(person.organisationId, fullName), await partnersOf(person, fullName))]
      return ok({ name: given.words('file-name'), content: Buffer.from(writeOwnData(records, seen, given.words), 'utf8') })
    },
  }
}
