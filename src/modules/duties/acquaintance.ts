import { createHash } from 'node:crypto'
import type { Organisation, Statement, StatementList } from '../organisations/organisation.js'

/** Whose rights and duties a person reads (DUTY-01, DUTY-02). */
export const dutySides = ['mentor', 'mentee'] as const
export type DutySide = (typeof dutySides)[number]

/** The record that a person has read them: the wording's hash tells an old reading from the one in force. */
export interface Acquaintance {
  id: string
  organisationId: string
  personId: string
  side: DutySide
  /** SHA-256 of what was shown, hex. */
  hash: string
  text: string
  readAt: Date
  /** Account of the curator who recorded it for someone without Telegram (IMPL-29). */
  recordedBy: string | null
}

/** What is shown to a side now. */
export interface DutySheet {
  side: DutySide
  rights: Statement[]
  duties: Statement[]
  hash: string
}

const lists = {
  mentor: { rights: 'mentorRights', duties: 'mentorDuties' },
  mentee: { rights: 'menteeRights', duties: 'menteeDuties' },
} as const satisfies Record<DutySide, { rights: StatementList; duties: StatementList }>

/** The organisation's own rights and duties of a side, with a hash of the wording. */
export function dutySheet(organisation: Pick<Organisation, 'statements'>, side: DutySide): DutySheet {
  const rights = organisation.statements[lists[side].rights]
  const duties = organisation.statements[lists[side].duties]
  return { side, rights, duties, hash: createHash('sha256').update(wordingOf({ rights, duties })).digest('hex') }
}

/** The wording that is kept with the record. */
export function wordingOf({ rights, duties }: Pick<DutySheet, 'rights' | 'duties'>): string {
  return [...rights, ...duties].map(({ text }) => text).join('\n')
}
