import type { Role } from '../../core/actor.js'
import type { StaffRole } from '../accounts/account.js'
import { dataGroups, dataKinds, readersOfKind, type DataGroup, type DataKindCode, type Party } from './data-kinds.js'

/** A role of the organisation with the names of those who hold it today. */
export interface Holders {
  role: StaffRole
  names: string[]
  /** There is an open login of this role without a person behind it. */
  isNameless?: boolean
}

/** Who reads one kind of data about a person. */
export interface KindReaders {
  code: DataKindCode
  holders: Holders[]
  partners: { party: Party; names: string[] }[]
}

export interface GroupReaders {
  group: DataGroup
  kinds: KindReaders[]
}

/** Names of the other sides of the person's pairs, by what they are to him. */
export type Partners = Record<Party, string[]>

/** When somebody opened what is stored about a person, as the history has it. */
export interface Opening {
  at: Date
  /** Name, or the login where no person stands behind it. */
  who: string
  roles: readonly Role[]
  /** Kind of the record, as in the table of rights. */
  resource: string
}

/** Who sees what about a person: from the tables, with today's names; a role that nobody holds is still named. */
export function readersByGroup(holders: readonly Holders[], partners: Partners): GroupReaders[] {
  const holdersOf = (role: StaffRole): Holders => holders.find((known) => known.role === role) ?? { role, names: [] }
  return dataGroups.map((group) => ({
    group,
    kinds: dataKinds
      .filter((kind) => kind.group === group)
      .map((kind) => ({
        code: kind.code,
        holders: readersOfKind(kind).map(holdersOf),
        partners: kind.parties.filter((party) => partners[party].length > 0).map((party) => ({ party, names: partners[party] })),
      })),
  }))
}
