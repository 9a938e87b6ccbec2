import { Schema, type Connection, type Model, type Types } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { toPlain } from '../../db/lean.js'
import type { Person } from '../people/person.js'
import { mayEditQuestionnaire } from './questionnaire-policy.js'
import type { QuestionnaireVersions } from './questionnaire-versions.js'

/** The curator's own view of what a mentor is able to do, beside the self-assessment (MENTOR-05, 000 §5.2). */
export interface CompetenceMark {
  id: string
  organisationId: string
  personId: string
  /** Codes of the dictionary `mentorCompetences`. */
  codes: string[]
  markedAt: Date
  byPersonId: string | null
  byAccountId: string | null
}

type CompetenceMarkDocument = Omit<CompetenceMark, 'id'> & { _id: Types.ObjectId }

const text = { type: String, required: true }
const optional = { type: String, default: null }
const markSchema = new Schema<CompetenceMarkDocument>(
  { organisationId: text, personId: text, codes: [String], markedAt: { type: Date, required: true }, byPersonId: optional, byAccountId: optional },
  { collection: 'competencemarks', versionKey: false },
)
markSchema.index({ organisationId: 1, personId: 1, markedAt: -1 })

/** Registers the curators' marks on the connection, or returns them when they are there. */
export function defineCompetenceMarkModel(connection: Connection): Model<CompetenceMarkDocument> {
  return connection.models['CompetenceMark'] ?? connection.model<CompetenceMarkDocument>('CompetenceMark', markSchema)
}

interface MarkDependencies {
  connection: Connection
  kernel: Kernel
  versions: QuestionnaireVersions
  findPerson(personId: string): Promise<Person | null>
}

const competenceQuestion = 'competences'

/** Marks are kept one after another: what was thought a year ago stays readable. */
export function createCompetenceMarks({ connection, kernel, versions, findPerson }: MarkDependencies) {
  const marks = defineCompetenceMarkModel(connection)

  return {
    /** Keeps which competences the curator sees in a mentor. Problems: person-not-found, not-allowed, answer-choice. */
    async markCompetences(actor: Actor, { personId, codes }: { personId: string; codes: string[] }): Promise<Result<CompetenceMark>> {
      const person = await findPerson(personId)
      if (!person) return refuse('person-not-found')
      const { organisationId } = person
      if (!mayEditQuestionnaire(actor, organisationId)) return refuse('not-allowed')
      const asked = (await versions.current(organisationId, 'mentor'))?.questions.find(({ id }) => id === competenceQuestion)
      const chosen = [...new Set(codes)]
      if (!asked || chosen.some((code) => !asked.options.some((option) => option.code === code))) return refuse('answer-choice')
      return kernel.transaction(async () => {
        const { personId: byPersonId, accountId: byAccountId } = actor
        const former = await marks.findOne({ organisationId, personId }).sort({ markedAt: -1, _id: -1 }).lean()
        const document = await new marks({ organisationId, personId, codes: chosen, markedAt: kernel.clock.now(), byPersonId, byAccountId }).save()
        await kernel.audit({ actor, organisationId, action: 'mark-competences', subject: { type: 'Person', id: personId }, before: { codes: former?.codes ?? [] }, after: { codes: chosen } })
        return ok(toPlain<CompetenceMark>(document))
      })
    },

    /** The curator's newest mark of a mentor; null while there is none. */
    async competencesOf(personId: string): Promise<CompetenceMark | null> {
      const person = await findPerson(personId)
      const found = person && (await marks.findOne({ organisationId: person.organisationId, personId }).sort({ markedAt: -1, _id: -1 }).lean())
      return found ? toPlain<CompetenceMark>(found) : null
    },
  }
}
