import { fullName } from '../../src/modules/people/person.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { createAuthors } from './authors.js'
import { formatInstant } from './format.js'
import { createOffer, recordLink } from './links.js'
import { emptyPage, type Page } from './page.js'

/** Answers with the wording asked (IMPL-17). */
export function createResponsePage({ services, texts }: ResourceContext) {
  const label = (name: string) => texts.text(`resources.Response.properties.${name}`)
  const word = (path: string) => texts.text(`words.Response.${path}`)

  return async (recordId: string, organisationId: string, user: PanelUser): Promise<Page | null> => {
    const all = await Promise.all([services.questionnaires.listOf(organisationId, 'needs'), services.questionnaires.listOf(organisationId, 'mentor')])
    const response = all.flat().find(({ id }) => id === recordId)
    const person = response ? await services.people.get(response.personId) : null
    if (!response || !person) return null
    const { kind, state, version, questionnaireId, startedAt, sentAt, filledBy, answers } = response
    const questions = (await services.questionnaires.versions(organisationId)).find(({ id }) => id === questionnaireId)?.questions ?? []
    const given = questions.flatMap(({ id }, at) => {
      const answer = answers[id]
      return answer ? [{ id, cells: [{ text: String(at + 1) }, { text: answer.question }, { text: answer.text }] }] : []
    })
    const author = await createAuthors(services)(filledBy)
    const offer = createOffer(user, texts)
    return {
      ...emptyPage,
      title: `${fullName(person)}: ${word(`kind.${kind}`)}`,
      state: { code: state, label: word(`state.${state}`) },
      people: [{ role: label('personId'), name: fullName(person), href: recordLink('Person', person.id), notes: [person.position, person.subject].filter((note) => note !== null) }],
      actions: offer(
        { resource: 'Response', action: 'answer', id: null, query: { personId: person.id, kind } },
        { resource: 'Pair', action: 'propose', id: null, query: { menteeIds: person.id }, when: kind === 'needs' && state === 'sent', look: 'primary' },
      ),
      facts: [
        { label: label('startedAt'), cell: { text: formatInstant(startedAt, user.zone) } },
        ...(sentAt ? [{ label: label('sentAt'), cell: { text: formatInstant(sentAt, user.zone) } }] : []),
        ...(filledBy ? [{ label: label('filledBy'), cell: { text: author === '—' ? texts.text('pages.Response.curator') : author } }] : []),
        { label: label('version'), cell: { text: String(version), href: recordLink('Questionnaire', questionnaireId) } },
      ],
      sections: [{ id: 'answers', title: texts.text('pages.Response.answers'), empty: texts.text('pages.Response.noAnswers'), table: { columns: ['№', texts.text('pages.Questionnaire.question'), texts.text('pages.Questionnaire.answer')], rows: given } }],
    }
  }
}
