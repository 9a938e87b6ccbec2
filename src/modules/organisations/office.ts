/** Offices that papers and messages ask for (ROLE-17, ROLE-03): who signs, who stands in for whom. */
export const officeKinds = ['head', 'acting-head', 'deputy', 'curator', 'curator-deputy'] as const
export type OfficeKind = (typeof officeKinds)[number]

/** An office held from one day to another, the last day included; `to` null means still. */
export interface Office {
  id: string
  organisationId: string
  office: OfficeKind
  /** Somebody of the register; null where only a name is written. */
  personId: string | null
  /** The name as papers write it, where the holder is not in the register. */
  name: string | null
  /** The title as papers write it; null: the organisation's own word. */
  title: string | null
  position: string | null
  /** Where he works, when that is another organisation: a curator may come from a social partner (ROLE-03). */
  employer: string | null
  /** Whose work a deputy takes over. */
  insteadOfId: string | null
  from: string
  to: string | null
  /** The ground: number and day of the order. */
  orderNumber: string | null
  orderOn: string | null
  createdAt: Date
  updatedAt: Date
}

/** Who signs a paper: title and name as it prints them; an empty name is a line to fill in by hand. */
export interface Signatory {
  /** null: the organisation's own word for its head. */
  title: string | null
  name: string
}

export type NewOffice = Omit<Office, 'id' | 'organisationId' | 'createdAt' | 'updatedAt'>
