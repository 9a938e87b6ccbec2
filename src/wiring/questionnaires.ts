import type { Connection } from 'mongoose'
import type { Kernel } from '../core/kernel.js'
import { createQuestionnaireService, type QuestionnaireService } from '../modules/questionnaires/questionnaire-service.js'
import type { PresetLibrary } from '../presets/load-preset.js'
import { resolveQuestions } from '../presets/resolve-questions.js'
import type { Services } from '../services.js'
import { loadTexts } from '../texts.js'

interface Given {
  connection: Connection
  kernel: Kernel
  presets: PresetLibrary
  services: Services
}

/** Joins questionnaires with presets, consents and people. */
export function wireQuestionnaires({ connection, kernel, presets, services }: Given): QuestionnaireService {
  const texts = loadTexts('answers')
  return createQuestionnaireService({
    connection,
    kernel,
    findPerson: (personId) => services.people.get(personId),
    hasConsent: (personId, kind) => services.consents.has(personId, kind),
    words: { yes: texts('yes'), no: texts('no'), skipped: texts('skipped') },

    async contentFor(organisationId, kind) {
      const organisation = await services.organisations.get(organisationId)
      const preset = organisation ? presets.load(organisation.preset) : null
      if (!organisation || !preset?.ok) return null
      const { title, intro, questions } = preset.value.questionnaires[kind]
      return { title, intro, questions: resolveQuestions(questions, organisation) }
    },
  })
}
