import { ok } from '../../src/core/result.js'
import { statementLists, type StatementList } from '../../src/modules/organisations/organisation.js'
import type { ActionScope, Choice } from '../actions/form.js'
import { done } from '../actions/outcomes.js'
import type { PanelAction } from '../actions/panel-action.js'
import { formatInstant } from '../pages/format.js'
import { pageLink } from '../pages/links.js'
import { text } from './choices.js'
import type { ResourceContext } from './resource-entry.js'

const common = { resource: 'Organisation', type: 'record' } as const
const longestMemo = 12_000
const longestLabel = 110

const listOf = ({ query }: ActionScope): StatementList => statementLists.find((list) => list === query['list']) ?? 'mentorRights'
const linesOf = (typed: string) => typed.split('\n')

/** Memos with rights and duties: one a line, with a look and former wordings (DUTY-01, DUTY-02, IMPL-26). */
export function memoActions({ services, texts }: ResourceContext): PanelAction[] {
  const title = (list: StatementList) => texts.text(`words.Organisation.memo.${list}`)
  const read = ({ recordId }: ActionScope) => services.organisations.get(recordId ?? '')
  const home = () => pageLink('texts')

  async function versions(scope: ActionScope): Promise<Choice[]> {
    const former = (await read(scope))?.formerStatements ?? []
    return former
      .filter(({ list }) => list === listOf(scope))
      .reverse()
      .map(({ statements, until }) => ({
        value: until.toISOString(),
        label: texts.text('forms.Organisation.restoreMemo.version', { until: formatInstant(until, scope.user.zone), count: statements.length, text: (statements[0]?.text ?? '').slice(0, longestLabel) }),
      }))
  }

  return [
    {
      ...common,
      name: 'setMemo',
      icon: 'BookOpen',
      lead: (scope) => texts.text('forms.Organisation.setMemo.about', { memo: title(listOf(scope)) }),
      fields: [
        {
          name: 'lines',
          kind: 'textarea',
          required: true,
          most: longestMemo,
          value: async (scope) => ((await read(scope))?.statements[listOf(scope)] ?? []).map((statement) => statement.text).join('\n'),
        },
      ],
      async look(_actor, scope, input) {
        const lines = services.organisations.checkStatements(linesOf(text(input['lines'])))
        return lines.ok ? ok([title(listOf(scope)), ...lines.value.map((line, at) => `${at + 1}. ${line}`)].join('\n')) : lines
      },
      run: async (actor, scope, input) => done(await services.organisations.setStatements(actor, scope.recordId ?? '', listOf(scope), linesOf(text(input['lines']))), home),
    },
    {
      ...common,
      name: 'restoreMemo',
      lead: (scope) => title(listOf(scope)),
      fields: [{ name: 'version', kind: 'select', required: true, choices: versions, value: async (scope) => (await versions(scope))[0]?.value ?? null }],
      run: async (actor, scope, input) => done(await services.organisations.restoreStatements(actor, scope.recordId ?? '', listOf(scope), new Date(text(input['version']))), home),
    },
  ]
}
