import { createHash } from 'node:crypto'
import { isObjectIdOrHexString, type Connection } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { isDuplicateKey } from '../../db/lost-race.js'
import { defineQuestionnaireModel, toQuestionnaire } from './questionnaire-model.js'
import { mayEditQuestionnaire } from './questionnaire-policy.js'
import type { Questionnaire, QuestionnaireContent, QuestionnaireKind } from './questionnaire.js'

export interface VersionDependencies {
  connection: Connection
  kernel: Kernel
  /** The preset's list with the organisation's words and dictionary values of today. */
  contentFor(organisationId: string, kind: QuestionnaireKind): Promise<QuestionnaireContent | null>
}

export type QuestionnaireVersions = ReturnType<typeof createQuestionnaireVersions>

const hashOf = ({ title, intro, questions }: QuestionnaireContent) =>
  createHash('sha256').update(JSON.stringify([title, intro, questions])).digest('hex')

const largestCache = 200

/** Versions of the lists of questions: a new one never touches open drafts (IMPL-17). */
export function createQuestionnaireVersions({ connection, kernel, contentFor }: VersionDependencies) {
  const questionnaires = defineQuestionnaireModel(connection)
  /** Questions of a version never change, so they may be remembered. */
  const remembered = new Map<string, Questionnaire>()

  async function newest(organisationId: string, kind: QuestionnaireKind) {
    return questionnaires.findOne({ organisationId, kind }).sort({ version: -1 }).lean()
  }

  async function add(organisationId: string, kind: QuestionnaireKind, content: QuestionnaireContent, own: boolean): Promise<Questionnaire> {
    const last = await newest(organisationId, kind)
    const { title, intro, questions } = content
    const version = (last?.version ?? 0) + 1
    const document = await new questionnaires({
      organisationId, kind, version, title, intro, questions, own,
      openedAt: last?.openedAt ?? null,
      closesAt: last?.closesAt ?? null,
      contentHash: hashOf(content),
      createdAt: kernel.clock.now(),
    }).save()
    return toQuestionnaire(document)
  }

  /** The list to answer now. One that follows the preset gets a new version when words or dictionaries have changed. */
  async function current(organisationId: string, kind: QuestionnaireKind): Promise<Questionnaire | null> {
    const last = await newest(organisationId, kind)
    if (last?.own) return toQuestionnaire(last)
    const content = await contentFor(organisationId, kind)
    if (!content || (last && last.contentHash === hashOf(content))) return last ? toQuestionnaire(last) : null
    try {
      return await add(organisationId, kind, content, false)
    } catch (error) {
      if (!isDuplicateKey(error)) throw error
      const winner = await newest(organisationId, kind)
      return winner ? toQuestionnaire(winner) : null
    }
  }

  return {
    current,

    async get(id: string): Promise<Questionnaire> {
      const known = remembered.get(id)
      if (known) return known
      const found = isObjectIdOrHexString(id) ? await questionnaires.findById(id).lean() : null
      if (!found) throw new Error('a response names a list of questions that is not there')
      if (remembered.size >= largestCache) remembered.clear()
      const questionnaire = toQuestionnaire(found)
      remembered.set(id, questionnaire)
      return questionnaire
    },

    async list(organisationId: string): Promise<Questionnaire[]> {
      const found = await questionnaires.find({ organisationId }).sort({ kind: 1, version: -1 }).lean()
      return found.map(toQuestionnaire)
    },

    /** The organisation's own wording as the next version. Problem: not-allowed. */
    async publish(actor: Actor, organisationId: string, kind: QuestionnaireKind, content: QuestionnaireContent): Promise<Result<Questionnaire>> {
      if (!mayEditQuestionnaire(actor, organisationId)) return refuse('not-allowed')
      return kernel.transaction(async () => {
        const former = await newest(organisationId, kind)
        const added = await add(organisationId, kind, content, true)
        const subject = { type: 'Questionnaire', id: added.id }
        const shown = ({ version, title, questions }: Pick<Questionnaire, 'version' | 'title' | 'questions'>) => ({ kind, version, title, questions: questions.map(({ id, text }) => ({ id, text })) })
        await kernel.audit({ actor, organisationId, action: 'publish', subject, before: former ? shown(toQuestionnaire(former)) : undefined, after: shown(added) })
        return ok(added)
      })
    },

    /** Until when sent answers may be changed; null: any time. Problem: not-allowed, questionnaire-not-found. */
    async close(actor: Actor, organisationId: string, kind: QuestionnaireKind, closesAt: Date | null): Promise<Result<Questionnaire>> {
      if (!mayEditQuestionnaire(actor, organisationId)) return refuse('not-allowed')
      const questionnaire = await current(organisationId, kind)
      if (!questionnaire) return refuse('questionnaire-not-found')
      return kernel.transaction(async () => {
        const now = kernel.clock.now()
        const isOpen = questionnaire.closesAt !== null && questionnaire.closesAt > now
        const openedAt = isOpen || closesAt === null || closesAt <= now ? (questionnaire.openedAt ?? null) : now
        await questionnaires.updateOne({ _id: questionnaire.id, organisationId }, { $set: { closesAt, openedAt } })
        const subject = { type: 'Questionnaire', id: questionnaire.id }
        const before = { closesAt: questionnaire.closesAt }
        await kernel.audit({ actor, organisationId, action: 'close', subject, before, after: { closesAt } })
        return ok({ ...questionnaire, closesAt, openedAt })
      })
    },
  }
}
