import type { Connection } from 'mongoose'
import { currentSession } from '../../db/transaction.js'
import { givenNames, isSamePerson, likenessOf, type Known, type Likeness } from './match-people.js'
import type { PeopleStore } from './people-store.js'
import { toPerson } from './person-model.js'
import { searchNameOf, type Person } from './person.js'

export interface Candidate {
  person: Person
  likeness: Likeness | 'namesake'
}

/** Whom a row means: somebody surely, perhaps somebody, or nobody on record. */
export type Match = { kind: 'new' } | { kind: 'known'; person: Person } | { kind: 'alike'; candidates: Candidate[] }

export interface PeopleIndex {
  /** Everybody whom the row surely means by the plain rule of equal names. */
  same(row: Known): Person[]
  /** The same with doubts told: who is only like somebody is not taken for him. */
  match(row: Known): Match
}

const batch = 200
const mostCandidates = 5

function add(map: Map<string, Person[]>, key: string, person: Person): void {
  const held = map.get(key)
  if (held) held.push(person)
  else map.set(key, [person])
}

const bornAs = (row: Known): string => `${row.birthOn} ${givenNames(row)}`

/** Reads everybody of the organisation once, so that ten thousand rows ask the database nothing more. */
export async function loadPeopleIndex(connection: Connection, store: PeopleStore, organisationId: string): Promise<PeopleIndex> {
  const [byName, byEmail, byBirth] = [new Map<string, Person[]>(), new Map<string, Person[]>(), new Map<string, Person[]>()]
  const cursor = store.people.find({ organisationId }).session(currentSession(connection) ?? null).lean().cursor({ batchSize: batch })
  for await (const found of cursor) {
    const person = toPerson(found)
    add(byName, person.searchName, person)
    if (person.email) add(byEmail, person.email.toLowerCase(), person)
    if (person.birthOn) add(byBirth, bornAs(person), person)
  }
  const same = (row: Known): Person[] => (byName.get(searchNameOf(row)) ?? []).filter((person) => isSamePerson(row, person))
  return {
    same,
    match(row) {
      const sure = same(row).filter((person) => likenessOf(row, person) === null)
      const [only] = sure
      if (only && sure.length === 1) return { kind: 'known', person: only }
      const near = new Set([...(byName.get(searchNameOf(row)) ?? []), ...(row.email ? (byEmail.get(row.email.toLowerCase()) ?? []) : []), ...(row.birthOn ? (byBirth.get(bornAs(row)) ?? []) : [])])
      const candidates = [...near].flatMap((person): Candidate[] => {
        if (sure.includes(person)) return [{ person, likeness: 'namesake' }]
        const likeness = likenessOf(row, person)
        return likeness && person.archivedAt === null ? [{ person, likeness }] : []
      })
      return candidates.length > 0 ? { kind: 'alike', candidates: candidates.slice(0, mostCandidates) } : { kind: 'new' }
    },
  }
}
