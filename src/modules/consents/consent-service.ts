import { isValidObjectId, type Connection } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import { isDay } from '../../core/dates.js'
import type { Kernel } from '../../core/kernel.js'
import { retryLostRaces } from '../../db/lost-race.js'
import { ok, refuse, type Refusal, type Result } from '../../core/result.js'
import { canMove } from '../../core/transitions.js'
import { consentTransitions, type Consent, type ConsentKind, type ConsentState, type ConsentText, type ConsentWay } from './consent.js'
import { defineConsentModel, toConsent, type ConsentDocument } from './consent-model.js'
import { mayDecide, mayRegister } from './consent-policy.js'
import { refuseClosed, type FindClosedYear } from '../organisations/academic-year.js'
import type { createConsentTexts, ConsentVersion, ConsentWording } from './consent-texts.js'

export type * from './consent.js'

interface Paper {
  personId: string
  kind: ConsentKind
  pairId?: string | null
}

const noDetails = { signedOn: null, fileId: null, registeredBy: null, withdrawnAt: null, reason: null }

export interface ConsentDependencies {
  connection: Connection
  kernel: Kernel
  texts: ReturnType<typeof createConsentTexts>
  organisationOf(personId: string): Promise<string | null>
  /** True when the pair is the person's. */
  isPairOf(personId: string, pairId: string): Promise<boolean>
  isFileOf(organisationId: string, fileId: string): Promise<boolean>
  wayOf(organisationId: string, kind: ConsentKind): Promise<ConsentWay>
  closedYearOn: FindClosedYear
  /** Moves the person's pairs on or back, and tells the curator of a withdrawal; runs in the same transaction. */
  afterChange(actor: Actor, consent: Consent): Promise<void>
}

/** How one paper stands. */
export type ConsentStanding = Pick<Consent, 'id' | 'personId' | 'kind' | 'pairId' | 'state' | 'way' | 'fileId' | 'decidedAt'>

export interface ConsentService {
  /** The text in force as this person reads it, with the organisation's names filled in. */
  textOf(organisationId: string, kind: ConsentKind, personId?: string | null): Promise<ConsentText>
  /** The newest wording with its placeholders, to be edited. */
  wordingOf(organisationId: string, kind: ConsentKind): Promise<ConsentWording & { version: number }>
  /** All wordings of a paper, the newest first; one is taken again by publishing it. */
  versionsOf(organisationId: string, kind: ConsentKind): Promise<ConsentVersion[]>
  /** A wording as people would read it. */
  previewText(organisationId: string, wording: ConsentWording): Promise<ConsentWording>
  /** A new version; consents given before keep the text they were given to. */
  publishText(actor: Actor, organisationId: string, kind: ConsentKind, wording: ConsentWording, seenVersion?: number): Promise<Result<ConsentText>>
  /** «Согласен(на)» in the bot: `given`, or `declared` where the organisation wants paper. Problem: consent-text-changed. */
  agree(actor: Actor, input: Paper & { hash: string }): Promise<Result<Consent>>
  refuse(actor: Actor, input: Paper & { reason?: string }): Promise<Result<Consent>>
  /** The curator registers a signed paper with its date and scan (CONS-07, IMPL-29). Problems: date-invalid, date-future, year-closed. */
  registerPaper(actor: Actor, input: Paper & { signedOn: string; fileId: string | null }): Promise<Result<Consent>>
  /** At any time and without penalty (CONS-08). */
  withdraw(actor: Actor, input: { consentId: string; reason?: string }): Promise<Result<Consent>>
  /** True when such a consent is in force now. */
  has(personId: string, kind: ConsentKind, pairId?: string | null): Promise<boolean>
  /** Newest decision about a paper, whatever its state. */
  latest(personId: string, kind: ConsentKind, pairId?: string | null): Promise<Consent | null>
  /** All decisions of a person, former ones too, newest first. */
  listOf(personId: string): Promise<Consent[]>
  /** How every paper of the organisation stands now, without its text. */
  standing(organisationId: string): Promise<ConsentStanding[]>
}

/** Builds the consents: separate papers with text, version, hash, way and time (CONS-01..03, CONS-07, CONS-08). */
export function createConsentService({ connection, kernel, texts, organisationOf, isPairOf, isFileOf, wayOf, closedYearOn, afterChange }: ConsentDependencies): ConsentService {
  const consents = defineConsentModel(connection)
  const now = () => kernel.clock.now()

  const currentOf = ({ personId, kind, pairId }: Paper) => consents.findOne({ personId, kind, pairId: pairId ?? null, current: true })

  /** A new decision takes the place of the former one, of which a copy stays in the history. */
  async function decide(actor: Actor, paper: Paper, state: ConsentState, details: Partial<Consent> & { way: ConsentWay }): Promise<Result<Consent>> {
    const organisationId = await organisationOf(paper.personId)
    if (!organisationId) return refuse('person-not-found')
    if (paper.pairId && !(await isPairOf(paper.personId, paper.pairId))) return refuse('pair-not-found')
    const { version, title, text, hash } = await texts.textOf(organisationId, paper.kind, paper.personId)
    return retryLostRaces(() => kernel.transaction(async () => {
      const found = await currentOf(paper)
      if (found?.state === state) return ok(toConsent(found))
      if (found && !canMove(consentTransitions, found.state, state)) return refuse('consent-settled')
      const former = found?.toObject() ?? null
      if (former) await new consents({ ...former, _id: undefined, current: false }).save()
      const decision = { ...noDetails, ...{ version, title, text, hash, state }, decidedAt: now(), updatedAt: now(), ...details }
      const fresh = { organisationId, ...paper, pairId: paper.pairId ?? null, current: true, createdAt: now() }
      const consent = toConsent(await (found?.set(decision) ?? new consents({ ...fresh, ...decision })).save())
      await finish(actor, `consent-${state}`, former, consent)
      return ok(consent)
    }))
  }

  async function finish(actor: Actor, action: string, former: ConsentDocument | null, consent: Consent): Promise<void> {
    const shown = ({ kind, state, way, version, signedOn }: ConsentDocument | Consent) => ({ kind, state, way, version, signedOn })
    const { organisationId, id, reason } = consent
    const before = former ? shown(former) : undefined
    await kernel.audit({ actor, organisationId, action, subject: { type: 'Consent', id }, before, after: shown(consent), ...(reason ? { reason } : {}) })
    await afterChange(actor, consent)
  }

  async function guard(actor: Actor, personId: string, may: typeof mayDecide): Promise<Refusal | string> {
    const organisationId = await organisationOf(personId)
    return organisationId && may(actor, organisationId, personId) ? organisationId : refuse('not-allowed')
  }

  const mayEither: typeof mayDecide = (actor, organisationId, personId) => mayDecide(actor, organisationId, personId) || mayRegister(actor, organisationId)

  return {
    textOf: texts.textOf,
    wordingOf: texts.wordingOf,
    publishText: texts.publish,
    versionsOf: texts.versionsOf,
    previewText: texts.preview,

    async agree(actor, { hash, ...paper }) {
      const allowed = await guard(actor, paper.personId, mayDecide)
      if (typeof allowed !== 'string') return allowed
      const text = await texts.textOf(allowed, paper.kind, paper.personId)
      if (text.hash !== hash) return refuse('consent-text-changed')
      const way = await wayOf(allowed, paper.kind)
      return decide(actor, paper, way === 'button' ? 'given' : 'declared', { way })
    },

    async refuse(actor, { reason, ...paper }) {
      const allowed = await guard(actor, paper.personId, mayEither)
      if (typeof allowed !== 'string') return allowed
      return decide(actor, paper, 'refused', { way: await wayOf(allowed, paper.kind), reason: reason ?? null, registeredBy: actor.accountId })
    },

    async registerPaper(actor, { signedOn, fileId, ...paper }) {
      const allowed = await guard(actor, paper.personId, mayRegister)
      if (typeof allowed !== 'string') return allowed
      if (!isDay(signedOn)) return refuse('date-invalid')
      if (signedOn > new Date(now().getTime() + 14 * 3_600_000).toISOString().slice(0, 10)) return refuse('date-future')
      const closed = await closedYearOn(allowed, signedOn)
      if (closed) return refuseClosed(closed)
      if (fileId !== null && !(await isFileOf(allowed, fileId))) return refuse('file-missing')
      return decide(actor, paper, 'given', { way: 'paper', signedOn, fileId, registeredBy: actor.accountId })
    },

    async withdraw(actor, { consentId, reason }) {
      return kernel.transaction(async () => {
        const found = isValidObjectId(consentId) ? await consents.findOne({ _id: consentId, current: true }) : null
        if (!found || !mayEither(actor, found.organisationId, found.personId)) return refuse('consent-not-found')
        if (found.state === 'withdrawn') return ok(toConsent(found))
        if (!canMove(consentTransitions, found.state, 'withdrawn')) return refuse('consent-settled')
        const former = found.toObject()
        found.set({ state: 'withdrawn', withdrawnAt: now(), updatedAt: now(), reason: reason ?? null })
        await found.save()
        const consent = toConsent(found)
        await finish(actor, 'consent-withdrawn', former, consent)
        return ok(consent)
      })
    },

    async has(personId, kind, pairId) {
      return (await currentOf({ personId, kind, pairId }))?.state === 'given'
    },

    async latest(personId, kind, pairId) {
      const found = await currentOf({ personId, kind, pairId })
      return found ? toConsent(found) : null
    },

    async standing(organisationId) {
      const fields = { personId: 1, kind: 1, pairId: 1, state: 1, way: 1, fileId: 1, decidedAt: 1 }
      return (await consents.find({ organisationId, current: true }, fields).lean()).map(({ _id, ...paper }) => ({ ...paper, id: String(_id) }))
    },

    async listOf(personId) {
      const found = await consents.find({ personId }).sort({ decidedAt: -1, _id: -1 })
      return found.map(toConsent)
    },
  }
}
