/** Roles of L-ROLE that a person holds in an organisation for a period (ROLE-01). */
export const roles = ['mentee', 'mentor', 'curator', 'head', 'psychologist', 'council', 'sysadmin'] as const
export type Role = (typeof roles)[number]

export type Channel = 'bot' | 'panel' | 'job' | 'command'

/** Who acts: a linked person in the bot, an account in the panel, the system itself in jobs and commands. */
export interface Actor {
  organisationId: string | null
  personId: string | null
  accountId: string | null
  roles: readonly Role[]
  channel: Channel
  /** Why he decides in a case of his own, where nobody else can (IMPL-25). */
  aloneReason?: string | null
  /** Network address of the panel's visitor, for the history. */
  address?: string | null
}

/** The system acting for one organisation, or for none (installation-wide work). */
export function systemActor(channel: 'job' | 'command', organisationId: string | null = null): Actor {
  return { organisationId, personId: null, accountId: null, roles: [], channel }
}

/** True for jobs and operators' commands, which act with the installation's own rights. */
export function isSystem(actor: Actor): boolean {
  return actor.channel === 'job' || actor.channel === 'command'
}

/** Tells whether the actor holds one of the roles today. */
export function hasRole(actor: Actor, ...wanted: Role[]): boolean {
  return wanted.some((role) => actor.roles.includes(role))
}

/** True when the actor may touch this organisation at all: its own, or any for the system. */
export function belongsTo(actor: Actor, organisationId: string): boolean {
  return isSystem(actor) || actor.organisationId === organisationId
}
