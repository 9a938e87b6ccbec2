import { mayDo, type ResourceName } from '../../src/modules/accounts/rights.js'
import { participantIds } from '../../src/modules/pairs/pair.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { createAuthors } from './authors.js'
import type { Page } from './page.js'
import { actionsOf, factsOf, missingOf, nextOf, peopleOf, stepsOf } from './pair-head.js'
import { loadPairScene } from './pair-scene.js'
import { createConclusionSection } from './psychology-page.js'
import { historySection, meetingsSection, messagesSection, papersSection, programmeSection } from './pair-sections.js'

/** Everything of a pair on one screen: people, way, what is missing, programme, meetings, papers, messages, history. */
export function createPairPage(context: ResourceContext) {
  const conclusionsOf = createConclusionSection(context)
  return async (pairId: string, organisationId: string, user: PanelUser): Promise<Page | null> => {
    const scene = await loadPairScene(context, pairId, organisationId, user)
    if (!scene) return null
    const { pair, texts, names } = scene
    const pieces = await context.services.pairs.missing(pairId)
    const opens = (resource: ResourceName) => mayDo([user.role], resource, 'list')
    const conclusions = await conclusionsOf(user, organisationId, { pairId, personIds: participantIds(pair) })
    const history = () => historySection(scene, createAuthors(context.services))
    return {
      title: names.pair(pair),
      state: { code: pair.state, label: texts.text(`words.Pair.state.${pair.state}`) },
      people: peopleOf(scene),
      steps: stepsOf(scene),
      missing: missingOf(scene, pieces),
      next: nextOf(scene, pieces),
      actions: actionsOf(scene),
      facts: factsOf(scene),
      sections: [
        ...(opens('Programme') ? [programmeSection(scene)] : []),
        ...(opens('Meeting') ? [await meetingsSection(scene)] : []),
        ...(conclusions ? [conclusions] : []),
        ...(opens('Consent') ? [await papersSection(scene), await messagesSection(scene)] : []),
        ...(opens('AuditEntry') ? [await history()] : []),
      ],
    }
  }
}
