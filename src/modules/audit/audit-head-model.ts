import { Schema, type Connection, type Model } from 'mongoose'

/** Kinds of harm that a check tells apart. */
export const damages = ['changed', 'removed', 'inserted', 'reordered', 'head', 'unplaced', 'late'] as const
export type Damage = (typeof damages)[number]

export interface Finding {
  damage: Damage
  /** Place in the chain; 0 of a line that has none. */
  seq: number
  /** Last of several places in a row. */
  to?: number
  /** null where nothing stands any more. */
  entryId: string | null
}

export interface LastCheck {
  at: Date
  /** How many sealed entries were looked at. */
  entries: number
  /** The first ones. */
  findings: Finding[]
  /** How many there are. */
  total: number
}

export interface AuditHead {
  /** The organisation's id; `installation` for what belongs to none. */
  _id: string
  seq: number
  hash: string
  sealedAt: Date
  check: LastCheck | null
}

const headSchema = new Schema<AuditHead>(
  {
    _id: { type: String, required: true },
    seq: { type: Number, required: true },
    hash: { type: String, required: true },
    sealedAt: { type: Date, required: true },
    check: { type: Schema.Types.Mixed, default: null },
  },
  { collection: 'auditheads', versionKey: false, minimize: false },
)

/** Registers the heads of the chains on the connection, or returns them when they are there. */
export function defineAuditHeadModel(connection: Connection): Model<AuditHead> {
  return connection.models['AuditHead'] ?? connection.model<AuditHead>('AuditHead', headSchema)
}

/** The chain of an organisation, or of the installation. */
export const chainOf = (organisationId: string | null): string => organisationId ?? 'installation'
