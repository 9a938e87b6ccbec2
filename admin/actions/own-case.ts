import type { Actor } from '../../src/core/actor.js'
import { participantIds } from '../../src/modules/pairs/pair.js'
import type { OwnCase, OwnCaseOutlook } from '../../src/modules/accounts/conflict-of-duties.js'
import { actorOf } from '../gate/panel-user.js'
import { text } from '../resources/choices.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import type { ActionScope } from './form.js'
import type { PanelAction } from './panel-action.js'

const reason = { name: 'aloneReason', kind: 'textarea', required: true, most: 500 } as const

/** The pair that a record of the panel belongs to, with the role that the organisation names for approval. */
function createCaseOf({ services }: ResourceContext, { resource, name }: Pick<PanelAction, 'resource' | 'name'>) {
  return async ({ recordId, organisationId }: ActionScope): Promise<OwnCase | null> => {
    const id = recordId ?? ''
    const programme = resource === 'Programme' ? await services.programmes.get(id) : null
    const request = resource === 'Request' ? await services.requests.get(id) : null
    const pair = await services.pairs.get(programme?.pairId ?? request?.pairId ?? id)
    const organisation = organisationId === null ? null : await services.organisations.get(organisationId)
    if (!pair || pair.organisationId !== organisation?.id) return null
    if (request && request.state !== 'curator') return null
    const isComposed = programme?.state !== 'approved' && programme?.state !== 'running'
    if (composing.includes(name) && isComposed) return null
    const isMarking = name === 'accept' && programme !== null
    // The mentor checks his mentees' work by office: only a mentee's own mark is his own case, and the service knows which.
    const parties = isMarking || name === 'release' ? pair.members.map(({ menteeId }) => menteeId) : participantIds(pair)
    const role = name === 'approve' ? { role: organisation.settings.programmeApprover } : {}
    return { organisationId: pair.organisationId, parties, resource, action: composing.includes(name) ? 'reschedule' : name, subject: { type: resource, id }, ...role }
  }
}

const composing: readonly string[] = ['edit', 'addRow', 'changeRow']

/** Says before the form is filled in that a second person has to decide, or asks why nobody else does (IMPL-25). */
export function withOwnCase(context: ResourceContext, action: PanelAction): PanelAction {
  const { services, texts } = context
  const caseOf = createCaseOf(context, action)

  async function look(scope: ActionScope): Promise<OwnCaseOutlook> {
    const ownCase = await caseOf(scope)
    return ownCase ? services.ownCases.look(actorOf(scope.user, scope.organisationId), ownCase) : { state: 'clear' }
  }

  return {
    ...action,
    async fields(scope) {
      const own = typeof action.fields === 'function' ? await action.fields(scope) : action.fields
      const { state } = await look(scope)
      return state === 'alone' ? [...own, reason] : own
    },
    async lead(scope) {
      const outlook = await look(scope)
      if (outlook.state === 'clear') return (await action.lead?.(scope)) ?? null
      return texts.text(`forms.ownCase.${outlook.state}`, outlook.state === 'others' ? { names: outlook.names.join(', ') } : {})
    },
    run(actor: Actor, scope, input) {
      const words = text(input['aloneReason'] ?? null)
      return action.run(words === '' ? actor : { ...actor, aloneReason: words }, scope, input)
    },
  }
}

/** The same for the named ones of a list of actions. */
export function guardOwnCases(context: ResourceContext, names: readonly string[], actions: readonly PanelAction[]): PanelAction[] {
  return actions.map((action) => (names.includes(action.name) ? withOwnCase(context, action) : action))
}
