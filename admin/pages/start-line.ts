import { mayOpen } from '../../src/modules/accounts/rights.js'
import { defineProgrammeModel } from '../../src/modules/programmes/programme-model.js'
import { judgeStart } from '../../src/modules/organisations/start-rules.js'
import { mayGiveRole } from '../../src/modules/people/person-policy.js'
import { actorOf, type PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { pageLink } from './links.js'
import type { PageButton } from './page.js'
import { loadStartFacts } from './start-facts.js'

export interface StartLine {
  text: string
  button: PageButton
}

/** How far the beginning is, for the front page; null once it is over, or where it is not this person's work. */
export async function startLine(context: ResourceContext, user: PanelUser): Promise<StartLine | null> {
  const { services, texts } = context
  const { organisationId } = user
  if (organisationId === null || !mayOpen([user.role], 'start')) return null
  // Once a programme runs the way has been gone: the page itself still tells what was passed over.
  if (await defineProgrammeModel(context.connection).exists({ organisationId, state: { $in: ['running', 'completed'] } })) return null
  const organisation = await services.organisations.get(organisationId)
  if (!organisation) return null
  const { steps, done, total, isOver } = judgeStart(await loadStartFacts(context, organisation), mayGiveRole(actorOf(user), organisation.id, 'head'))
  if (isOver) return null
  const now = steps.find(({ status }) => status === 'now') ?? steps.find(({ status }) => status === 'waits')
  const what = texts.text(`pages.start.steps.${now?.code ?? 'profile'}.title`)
  return { text: texts.text('pages.start.line', { done, total, what }), button: { label: texts.text('pages.start.go'), href: pageLink('start'), look: 'primary' } }
}
