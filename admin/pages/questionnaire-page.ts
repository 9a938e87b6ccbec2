import type { Question } from '../../src/modules/questionnaires/questionnaire.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { createAuthors } from './authors.js'
import { formatInstant } from './format.js'
import { createOffer, recordLink } from './links.js'
import { loadNames } from './names.js'
import { emptyPage, type Page, type PageSection } from './page.js'

/** A list of questions as it is asked, and for mentors whom colleagues proposed (MENTOR-02). */
export function createQuestionnairePage({ services, texts }: ResourceContext) {
  const said = (key: string, params?: Record<string, string | number>) => texts.text(`pages.Questionnaire.${key}`, params)
  const label = (name: string) => texts.text(`resources.Questionnaire.properties.${name}`)

  function questionRow(question: Question, index: number, questions: readonly Question[]) {
    const { id, text, hint, type, options, optional, showIf } = question
    const at = showIf ? questions.findIndex((other) => other.id === showIf.question) + 1 : 0
    const notes = [
      ...(hint ? [hint] : []),
      ...(options.length > 0 ? [options.map((option) => option.text).join(' · ')] : []),
      ...(at > 0 ? [said('onlyAfter', { number: at })] : []),
    ]
    return { id, cells: [{ text: String(index + 1) }, { text, notes }, { text: said(`types.${type}`) }, { text: said(optional ? 'mayBeSkipped' : 'needed') }] }
  }

  async function nominations(organisationId: string, user: PanelUser): Promise<PageSection> {
    const found = await services.questionnaires.nominations(organisationId)
    const names = await loadNames(services, found.flatMap(({ personId, byPersonId }) => [personId, byPersonId]))
    const authorOf = createAuthors(services)
    const rows = found.map(async ({ id, personId, byPersonId, byAccountId, reason, createdAt }) => ({
      id,
      cells: [
        { text: names.full(personId), href: recordLink('Person', personId) },
        { text: byPersonId ? names.short(byPersonId) : await authorOf(byAccountId) },
        { text: reason },
        { text: formatInstant(createdAt, user.zone) },
      ],
    }))
    return {
      id: 'nominations',
      title: said('nominations'),
      empty: said('noNominations'),
      table: { columns: [said('whom'), said('byWhom'), said('why'), said('when')], rows: await Promise.all(rows) },
    }
  }

  return async (recordId: string, organisationId: string, user: PanelUser): Promise<Page | null> => {
    const found = (await services.questionnaires.versions(organisationId)).find(({ id }) => id === recordId)
    if (!found) return null
    const { title, kind, version, intro, questions, closesAt, createdAt, id } = found
    const offer = createOffer(user, texts)
    return {
      ...emptyPage,
      title,
      actions: offer(
        { resource: 'Questionnaire', action: 'campaign', id, look: 'primary' },
        { resource: 'Questionnaire', action: 'close', id },
        { resource: 'Questionnaire', action: 'open', id, when: closesAt !== null },
        { resource: 'Response', action: 'answer', id: null, query: { kind } },
      ),
      facts: [
        { label: label('version'), cell: { text: String(version) } },
        { label: label('createdAt'), cell: { text: formatInstant(createdAt, user.zone) } },
        { label: label('closesAt'), cell: { text: closesAt ? formatInstant(closesAt, user.zone) : said('neverCloses') } },
      ],
      sections: [
        { id: 'questions', title: said('questions', { count: questions.length }), ...(intro ? { lead: intro } : {}), table: { columns: ['№', said('question'), said('type'), said('answer')], rows: questions.map(questionRow) } },
        ...(kind === 'mentor' ? [await nominations(organisationId, user)] : []),
      ],
    }
  }
}
