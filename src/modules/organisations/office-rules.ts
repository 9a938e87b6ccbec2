import type { Day } from '../../core/dates.js'
import { addDays } from '../../core/dates.js'
import { ok, refuse, type Result } from '../../core/result.js'
import type { NewOffice, Office, OfficeKind } from './office.js'

type Term = Pick<Office, 'from' | 'to'>

/** Is the office held on this day, the last one included? */
export function holdsOn({ from, to }: Term, day: Day): boolean {
  return from <= day && (to === null || day <= to)
}

/** Who holds an office on a day; of several the one who came last, since a new appointment ends the former. */
export function holderOn<T extends Pick<Office, 'office' | 'from' | 'to'>>(offices: readonly T[], kind: OfficeKind, day: Day): T | null {
  const held = offices.filter((one) => one.office === kind && holdsOn(one, day))
  return held.reduce<T | null>((latest, one) => (latest === null || one.from > latest.from ? one : latest), null)
}

/**
 * Who signs on a day (ROLE-17): whoever acts for the head then, else the head of that day. `profile`: no head was ever written down
 * here, so the one of the profile signs; null: there is a gap, and a paper leaves the line to be filled in by hand.
 */
export function signatoryOn<T extends Pick<Office, 'office' | 'from' | 'to'>>(offices: readonly T[], day: Day): T | 'profile' | null {
  const own = holderOn(offices, 'acting-head', day) ?? holderOn(offices, 'head', day)
  if (own) return own
  return offices.some(({ office }) => office === 'head') ? null : 'profile'
}

const longestChain = 5

/** Who takes over a curator's work on a day (IMPL-12): his deputy, or the deputy's when that one is away too; the curator himself when nobody is named. */
export function standInFor(offices: readonly Pick<Office, 'office' | 'from' | 'to' | 'personId' | 'insteadOfId'>[], curatorId: string, day: Day): string {
  const seen = [curatorId]
  for (let step = 0; step < longestChain; step += 1) {
    const present = seen.at(-1) ?? curatorId
    const deputy = holderOn(offices.filter(({ insteadOfId }) => insteadOfId === present), 'curator-deputy', day)?.personId
    if (!deputy) return present
    if (seen.includes(deputy)) return curatorId
    seen.push(deputy)
  }
  return curatorId
}

/** Does a position say that its holder is a deputy of the head (ROLE-03: 000 §4.4; 004 §6.4(1))? `words` are whole words that say so. */
export function saysDeputy(position: string, words: readonly string[]): boolean {
  return position.toLowerCase().split(/[\s,;()]+/).some((word) => words.includes(word))
}

const single: readonly OfficeKind[] = ['head', 'acting-head', 'curator-deputy']
const isSameSeat = (one: Pick<Office, 'office' | 'insteadOfId'>, other: Pick<Office, 'office' | 'insteadOfId'>) =>
  one.office === other.office && (one.office !== 'curator-deputy' || one.insteadOfId === other.insteadOfId)

const overlap = (one: Term, other: Term): boolean => one.from <= (other.to ?? '9999-12-31') && other.from <= (one.to ?? '9999-12-31')

/**
 * Checks a new appointment against the others: a head who is still there goes on the day before his successor comes; two who hold one
 * seat on the same days are refused. Returns whose office ends, and when. Problem: office-overlaps.
 */
export function appoint(offices: readonly Office[], fresh: Pick<NewOffice, 'office' | 'insteadOfId' | 'from' | 'to'>): Result<{ id: string; to: Day } | null> {
  if (!single.includes(fresh.office)) return ok(null)
  const seat = offices.filter((one) => isSameSeat(one, fresh) && overlap(one, fresh))
  const [former, ...others] = seat
  if (!former) return ok(null)
  const isSuccession = others.length === 0 && former.to === null && former.from < fresh.from && fresh.to === null
  return isSuccession ? ok({ id: former.id, to: addDays(fresh.from, -1) }) : refuse('office-overlaps', { from: former.from, to: former.to ?? '' })
}
