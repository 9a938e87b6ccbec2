import { isObjectIdOrHexString, type Connection } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import { dayOf } from '../../core/dates.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { canMove } from '../../core/transitions.js'
import { retryLostRaces } from '../../db/lost-race.js'
import type { DeliveryPlanner } from '../deliveries/delivery.js'
import type { Pair } from '../pairs/pair.js'
import { checkNote, type NoteInput, type NoteWords } from './note-rules.js'
import { definePsychologyNoteModel, toNote, type NoteDocument } from './psychology-model.js'
import { noteTransitions, type NoteState, type PsychologyNote, type ReleasedConclusion } from './psychology-note.js'
import { mayAskConsultation, mayKeepNotes, mayReadConclusions } from './psychology-policy.js'

export interface PsychologyDependencies {
  connection: Connection
  kernel: Kernel
  deliveries: Pick<DeliveryPlanner, 'plan'>
  zoneOf(organisationId: string): Promise<string>
  isOnStaff(organisationId: string, personId: string): Promise<boolean>
  findPair(pairId: string): Promise<Pair | null>
  /** Who holds the psychologist's role today, appointed persons included (PSY-07). */
  psychologistsOf(organisationId: string): Promise<string[]>
}

export interface PsychologyService {
  /** A person asks for a talk (PSY-03): the psychologist alone learns who; asking twice is one request. Problems: not-allowed, psychologist-none. */
  askConsultation(actor: Actor, organisationId: string): Promise<Result<{ askedAt: Date }>>
  /** Problems: not-allowed, note-day-wrong, note-about-nobody, note-test-missing, note-person-unknown, pair-not-found, text-too-long. */
  note(actor: Actor, organisationId: string, input: NoteInput): Promise<Result<PsychologyNote>>
  /** Writes on in a note, or down what came of a consultation that was asked for. Problems: note-not-found, note-released-already, panel-stale and those of `note`. */
  change(actor: Actor, noteId: string, input: NoteInput, seenAt?: Date): Promise<Result<PsychologyNote>>
  /** Lets the curator read the conclusion, never the details (PSY-07). Problems: note-not-found, note-conclusion-missing, note-released-already. */
  release(actor: Actor, noteId: string): Promise<Result<PsychologyNote>>
  /** The whole note, for the psychologist; null for everybody else. */
  read(actor: Actor, noteId: string): Promise<PsychologyNote | null>
  /** Released conclusions about a pair or a person, newest first; nothing for those who may not read them. */
  conclusions(actor: Actor, organisationId: string, about: { pairId: string; personIds: string[] } | { personId: string }): Promise<ReleasedConclusion[]>
  /** Who asked for a talk, and when a mentee was last supported: for the psychologist's front page. */
  outlook(organisationId: string): Promise<{ asked: { id: string; personId: string; askedAt: Date }[]; supported: { personId: string; on: string }[] }>
}

/** The history, which others read, does not say who asked. */
const withoutName = (actor: Actor): Actor => ({ ...actor, personId: null, accountId: null, roles: [] })

/** Builds the psychologist's module; the history says only that something was done, never what or about whom (DATA-06). */
export function createPsychologyService(given: PsychologyDependencies): PsychologyService {
  const { connection, kernel, deliveries, isOnStaff, findPair } = given
  const notes = definePsychologyNoteModel(connection)
  const today = async (organisationId: string) => dayOf(kernel.clock.now(), await given.zoneOf(organisationId))

  const remember = (actor: Actor, { id, organisationId }: PsychologyNote, action: string, state: NoteState) =>
    kernel.audit({ actor, organisationId, action, subject: { type: 'PsychologyNote', id }, after: { state } })

  async function open(actor: Actor, noteId: string): Promise<NoteDocument | null> {
    const found = isObjectIdOrHexString(noteId) ? await notes.findById(noteId) : null
    return found && mayKeepNotes(actor, found.organisationId) ? found : null
  }

  /** The words of the note, about people and a pair of this organisation. */
  async function checked(organisationId: string, input: NoteInput): Promise<Result<NoteWords>> {
    const words = checkNote(input, await today(organisationId))
    if (!words.ok) return words
    for (const personId of words.value.personIds) if (!(await isOnStaff(organisationId, personId))) return refuse('note-person-unknown', { field: 'personIds' })
    const { pairId } = words.value
    if (pairId !== null && (await findPair(pairId))?.organisationId !== organisationId) return refuse('pair-not-found')
    return words
  }

  async function insert(actor: Actor, fields: Omit<PsychologyNote, 'id' | 'createdAt' | 'updatedAt'>, action: string): Promise<PsychologyNote> {
    const now = kernel.clock.now()
    const note = toNote(await new notes({ ...fields, createdAt: now, updatedAt: now }).save())
    await remember(actor, note, action, note.state)
    return note
  }

  return {
    async askConsultation(actor, organisationId) {
      const { personId } = actor
      if (personId === null || !mayAskConsultation(actor, organisationId)) return refuse('not-allowed')
      const psychologists = await given.psychologistsOf(organisationId)
      if (psychologists.length === 0) return refuse('psychologist-none')
      return retryLostRaces(() =>
        kernel.transaction(async () => {
          const known = await notes.findOne({ organisationId, personIds: personId, state: 'asked' }).lean()
          if (known?.askedAt) return ok({ askedAt: known.askedAt })
          const askedAt = kernel.clock.now()
          const fields = { organisationId, kind: 'consultation' as const, state: 'asked' as const, on: await today(organisationId), testName: null, personIds: [personId], pairId: null, details: '', conclusion: '', askedAt, releasedAt: null }
          const note = await insert(withoutName(actor), fields, 'psychology-ask')
          const others = psychologists.filter((id) => id !== personId)
          await deliveries.plan(others.map((id) => ({ kind: 'consultation-asked', organisationId, personId: id, subject: { type: 'psychologynote', id: note.id } })))
          return ok({ askedAt })
        }),
      )
    },

    async note(actor, organisationId, input) {
      if (!mayKeepNotes(actor, organisationId)) return refuse('not-allowed')
      const words = await checked(organisationId, input)
      if (!words.ok) return words
      return kernel.transaction(async () => ok(await insert(actor, { ...words.value, organisationId, state: 'noted', askedAt: null, releasedAt: null }, 'psychology-note')))
    },

    change: (actor, noteId, input, seenAt) =>
      kernel.transaction(async () => {
        const document = await open(actor, noteId)
        if (!document) return refuse('note-not-found')
        if (seenAt && seenAt.getTime() !== document.updatedAt.getTime()) return refuse('panel-stale')
        if (document.state === 'released') return refuse('note-released-already')
        const words = await checked(document.organisationId, input)
        if (!words.ok) return words
        document.set({ ...words.value, state: 'noted', updatedAt: kernel.clock.now() })
        await document.save()
        await remember(actor, toNote(document), 'psychology-change', 'noted')
        return ok(toNote(document))
      }),

    release: (actor, noteId) =>
      kernel.transaction(async () => {
        const document = await open(actor, noteId)
        if (!document) return refuse('note-not-found')
        if (!canMove(noteTransitions, document.state, 'released')) return refuse(document.state === 'released' ? 'note-released-already' : 'note-conclusion-missing')
        if (document.conclusion === '') return refuse('note-conclusion-missing')
        const now = kernel.clock.now()
        document.set({ state: 'released', releasedAt: now, updatedAt: now })
        await document.save()
        await remember(actor, toNote(document), 'psychology-release', 'released')
        return ok(toNote(document))
      }),

    async read(actor, noteId) {
      const document = await open(actor, noteId)
      return document && toNote(document)
    },

    async conclusions(actor, organisationId, about) {
      if (!mayReadConclusions(actor, organisationId)) return []
      const whose = 'pairId' in about ? { $or: [{ pairId: about.pairId }, { pairId: null, personIds: { $in: about.personIds } }] } : { personIds: about.personId }
      const found = await notes.find({ organisationId, state: 'released', ...whose }).sort({ on: -1, _id: -1 }).limit(50).lean()
      return found.map(toNote).map(({ id, kind, on, testName, personIds, conclusion, releasedAt, updatedAt }) => ({ id, kind, on, testName, personIds, conclusion, releasedAt: releasedAt ?? updatedAt }))
    },

    async outlook(organisationId) {
      const [asked, supports] = await Promise.all([
        notes.find({ organisationId, state: 'asked' }, { personIds: 1, askedAt: 1, createdAt: 1 }).sort({ askedAt: 1 }).lean(),
        notes.find({ organisationId, kind: 'support' }, { personIds: 1, on: 1 }).sort({ on: -1 }).limit(500).lean(),
      ])
      return {
        asked: asked.map(({ _id, personIds, askedAt, createdAt }) => ({ id: String(_id), personId: personIds[0] ?? '', askedAt: askedAt ?? createdAt })),
        supported: supports.flatMap(({ personIds, on }) => personIds.map((personId) => ({ personId, on }))),
      }
    },
  }
}
