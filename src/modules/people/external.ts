import type { PersonFacts } from './person.js'

/** Participants from outside (ROLE-12): 000 §3.1, 4.4, 5.3; 001 §2; 002 §3.1, 4.3.4, 5.2.3; 004 §6.4(8). */
export const externalKinds = ['social-partner', 'employer', 'university-teacher', 'student', 'expert', 'other-mentor'] as const
export type ExternalKind = (typeof externalKinds)[number]

type Home = Pick<PersonFacts, 'externalKind' | 'homeOrganisation'>

/** Is the person from another organisation, or from none? */
export function isExternal({ externalKind }: Home): boolean {
  return Boolean(externalKind)
}

/** Somebody from outside has a home organisation, and only he; null when the two fit. */
export function homeProblem({ externalKind, homeOrganisation }: Home): { field: 'externalKind' | 'homeOrganisation'; code: string } | null {
  if (externalKind && !homeOrganisation) return { field: 'homeOrganisation', code: 'value-missing' }
  return homeOrganisation && !externalKind ? { field: 'externalKind', code: 'value-missing' } : null
}
