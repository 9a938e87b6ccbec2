import { addDays, dayOf, endOfDay } from '../../src/core/dates.js'
import { questionnaireKinds, type QuestionnaireKind } from '../../src/modules/questionnaires/questionnaire.js'
import { defineQuestionnaireModel } from '../../src/modules/questionnaires/questionnaire-model.js'
import { shortName } from '../../src/modules/people/person.js'
import type { ActionScope } from '../actions/form.js'
import type { PanelAction } from '../actions/panel-action.js'
import { done } from '../actions/outcomes.js'
import { formatDay } from '../pages/format.js'
import { createQuestionnairePage } from '../pages/questionnaire-page.js'
import { panelModel, type PlainRecord, type ResourceDefinition } from '../resource/definition.js'
import { text } from './choices.js'
import { byView } from './people-filter.js'
import type { ResourceContext, ResourceEntry } from './resource-entry.js'

const kindOf = ({ record }: ActionScope) => record['kind'] as QuestionnaireKind

const campaignDays = 14
const mostNamed = 10

/** Opens the survey until a day: everybody who has not answered is asked once, and reminded until he has (SURVEY-01). */
function campaignAction({ services, texts, clock }: ResourceContext): PanelAction {
  const said = (key: string, params?: Record<string, string | number>) => texts.text(`pages.Questionnaire.${key}`, params)
  const outlook = (scope: ActionScope) => services.reminders.surveyOutlook(scope.organisationId ?? '', kindOf(scope))
  const lastDay = (closesAt: Date, zone: string) => dayOf(new Date(closesAt.getTime() - 1), zone)

  async function lead(scope: ActionScope): Promise<string> {
    const { openUntil, unanswered, byHand, toldIds } = await outlook(scope)
    const told = unanswered.filter(({ id }) => toldIds.includes(id)).length
    const names = byHand.slice(0, mostNamed).map(shortName).join(', ')
    const more = byHand.length > mostNamed ? texts.text('pages.Announcement.more', { count: byHand.length - mostNamed }) : ''
    return [
      openUntil ? said('campaignOpen', { day: formatDay(lastDay(openUntil, scope.user.zone)), told, fresh: unanswered.length - told }) : said('campaign', { count: unanswered.length }),
      byHand.length > 0 ? said('campaignByHand', { names: [names, more].filter(Boolean).join(' ') }) : '',
    ].filter(Boolean).join('\n')
  }

  return {
    resource: 'Questionnaire',
    type: 'record',
    name: 'campaign',
    icon: 'Send',
    variant: 'primary',
    lead,
    fields: async (scope) => {
      const { openUntil } = await outlook(scope)
      const value = openUntil ? lastDay(openUntil, scope.user.zone) : addDays(dayOf(clock.now(), scope.user.zone), campaignDays)
      return [{ name: 'closesOn', kind: 'date', required: true, value }]
    },
    async run(actor, scope, input) {
      const closesAt = endOfDay(text(input['closesOn']), scope.user.zone)
      return done(await services.reminders.openSurvey(actor, { organisationId: scope.organisationId ?? '', kind: kindOf(scope), closesAt }))
    },
  }
}

function closingActions({ services }: ResourceContext): PanelAction[] {
  const common = { resource: 'Questionnaire', type: 'record' } as const
  return [
    {
      ...common,
      name: 'close',
      icon: 'Calendar',
      fields: [{ name: 'closesOn', kind: 'date', required: true }],
      run: async (actor, scope, input) =>
        done(await services.questionnaires.close(actor, scope.organisationId ?? '', kindOf(scope), endOfDay(text(input['closesOn']), scope.user.zone))),
    },
    {
      ...common,
      name: 'open',
      icon: 'Unlock',
      fits: ({ closesAt }) => Boolean(closesAt),
      fields: [],
      run: async (actor, scope) => done(await services.questionnaires.close(actor, scope.organisationId ?? '', kindOf(scope), null)),
    },
  ]
}

/** Lists of questions by version (IMPL-17); the newest of each kind stands first. */
export function createQuestionnaireResource(context: ResourceContext): ResourceEntry {
  const { services, connection } = context
  const definition: ResourceDefinition = {
    id: 'Questionnaire',
    model: panelModel(defineQuestionnaireModel(connection)),
    menu: { group: 'papers', icon: 'List' },
    scope: 'organisationId',
    title: 'title',
    listed: ['title', 'kind', 'version', 'count', 'closesAt', 'createdAt'],
    shown: ['title', 'kind', 'version', 'closesAt', 'createdAt'],
    filterable: ['kind'],
    sortable: ['createdAt'],
    sort: { sortBy: 'createdAt', direction: 'desc' },
    values: { kind: questionnaireKinds },
    derived: { count: { from: ['questions'], value: ({ questions }) => String(Array.isArray(questions) ? questions.length : 0) } },
    lookUps: {
      view: byView({
        async current({ organisationId }): Promise<PlainRecord> {
          const current = await Promise.all(questionnaireKinds.map((kind) => services.questionnaires.currentVersion(organisationId ?? '', kind)))
          return { _id: { $in: current.flatMap((found) => found?.id ?? []) } }
        },
        all: () => ({}),
      }),
    },
  }
  return {
    definition,
    offered: ['list', 'show', 'search'],
    views: ['current', 'all'],
    actions: [campaignAction(context), ...closingActions(context)],
    showComponent: 'PanelPage',
    loadShown: createQuestionnairePage(context),
  }
}
