import type { Organisation } from '../../../src/modules/organisations/organisation.js'
import { currentMenteeIds, isOpenPair, type Pair } from '../../../src/modules/pairs/pair.js'
import { fullName, type Person } from '../../../src/modules/people/person.js'
import type { Response } from '../../../src/modules/questionnaires/questionnaire-service.js'
import type { ActionScope, Choice } from '../../actions/form.js'
import { recordLink } from '../../pages/links.js'
import type { ResourceContext } from '../resource-entry.js'

const most = 500
const longestWord = 60
/** Question whose answer says the most beside a name: what is hard, or what one can give. */
const telling = 'directions'

const wordOf = (response: Response | null): string => response?.answers[telling]?.text.slice(0, longestWord) ?? ''

/** People to choose from, each with a word of the answers and how many he has, and a link to all answers (PAIR-03). */
export function createCandidates({ services, texts }: ResourceContext) {
  const answerLink = (response: Response | null) => (response ? { link: { text: texts.text('page.answers'), href: recordLink('Response', response.id) } } : {})

  async function people(organisationId: string | null, role: 'mentor' | 'mentee'): Promise<{ person: Person; response: Response | null }[]> {
    if (organisationId === null) return []
    const { items } = await services.people.list(organisationId, { role, pageSize: most })
    const kind = role === 'mentor' ? 'mentor' : 'needs'
    const sent = (await services.questionnaires.listOf(organisationId, kind)).filter(({ state }) => state === 'sent')
    return items.map((person) => ({ person, response: sent.find(({ personId }) => personId === person.id) ?? null }))
  }

  const line = (person: Person, ...notes: string[]) => [fullName(person), person.subject ?? person.position ?? '', ...notes].filter(Boolean).join(' · ')
  const answered = (response: Response | null) => wordOf(response) || texts.text(response ? 'page.answered' : 'page.notAnswered')

  return {
    async mentors({ organisationId }: ActionScope): Promise<Choice[]> {
      const organisation: Organisation | null = organisationId === null ? null : await services.organisations.get(organisationId)
      if (!organisation) return []
      const open = (await services.pairs.list(organisation.id)).filter(isOpenPair)
      const count = (mentorId: string) => new Set(open.filter((pair: Pair) => pair.mentorId === mentorId).flatMap(currentMenteeIds)).size
      const found = await people(organisation.id, 'mentor')
      return found.map(({ person, response }) => {
        const places = texts.text('page.places', { count: count(person.id), capacity: organisation.settings.mentorCapacity })
        return { value: person.id, label: line(person, answered(response), places), ...answerLink(response) }
      })
    },

    async mentees({ organisationId }: ActionScope): Promise<Choice[]> {
      const found = await people(organisationId, 'mentee')
      const paired = new Set(organisationId === null ? [] : (await services.pairs.list(organisationId)).filter(isOpenPair).flatMap(currentMenteeIds))
      const choice = ({ person, response }: (typeof found)[number], ...notes: string[]): Choice => ({ value: person.id, label: line(person, answered(response), ...notes), ...answerLink(response) })
      const [free, taken] = [found.filter(({ person }) => !paired.has(person.id)), found.filter(({ person }) => paired.has(person.id))]
      return [...free.map((one) => choice(one)), ...taken.map((one) => choice(one, texts.text('page.inPair')))]
    },
  }
}
