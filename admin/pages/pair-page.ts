import { mayDo, mayOpen, type ResourceName } from '../../src/modules/accounts/rights.js'
import { isOpenPair, participantIds, type PairState } from '../../src/modules/pairs/pair.js'
import { idleSince } from '../../src/modules/reminders/pair-reminders.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { createAuthors } from './authors.js'
import { formatDayOf } from './format.js'
import { pageLink } from './links.js'
import type { Page, PageSection } from './page.js'
import { actionsOf, factsOf, missingOf, nextOf, pausedSentence, peopleOf, seldomOf, stepsOf } from './pair-head.js'
import { loadPairScene } from './pair-scene.js'
import { createConclusionSection } from './psychology-page.js'
import { needsOf, type NeedFacts } from './pair-needs.js'
import { historySection, messagesSection, requestsSection } from './pair-records.js'
import type { PairScene } from './pair-scene.js'
import { meetingsSection, papersSection, programmeSection } from './pair-sections.js'

/** What is looked at first in each state; on a phone the rest is shut. */
const firstIn: Partial<Record<PairState, string>> = { proposed: 'papers', agreed: 'papers', consents: 'papers' }

/** What is needed now stands first; on a phone everything else opens at a touch. */
function arrange(sections: readonly PageSection[], state: PairState): PageSection[] {
  const first = firstIn[state] ?? 'programme'
  const ordered = [...sections.filter(({ id }) => id === first), ...sections.filter(({ id }) => id !== first)]
  return ordered.map((section) => (section.id === first || section.isFolded ? section : { ...section, isFoldedOnPhone: true }))
}

/** What was reminded of today, and whether the pair has been quiet for long. */
async function needFacts({ context: { services, clock }, pair, programme, organisation, requests, zone }: PairScene): Promise<NeedFacts> {
  if (!isOpenPair(pair)) return { reminded: new Set(), idleSince: null }
  const [reminded, meetings] = await Promise.all([services.reminders.remindedToday(pair.organisationId), services.meetings.lifeOf([pair.id])])
  const since = idleSince({ pair, programme, meetings, requests, consentedAt: [], now: clock.now() })
  const least = Math.min(...organisation.settings.reminders['idle-pair'].offsets)
  const isLong = since !== null && clock.now().getTime() - since.getTime() >= least * hourMs
  return { reminded, idleSince: isLong ? formatDayOf(since, zone) : null }
}

const hourMs = 3_600_000

/** Everything of a pair on one screen: people, way, what is missing, programme, meetings, requests, papers, messages, history. */
export function createPairPage(context: ResourceContext) {
  const conclusionsOf = createConclusionSection(context)
  return async (pairId: string, organisationId: string, user: PanelUser): Promise<Page | null> => {
    const scene = await loadPairScene(context, pairId, organisationId, user)
    if (!scene) return null
    const { pair, texts, names } = scene
    const pieces = await context.services.pairs.missing(pairId)
    const opens = (resource: ResourceName) => mayDo([user.role], resource, 'list')
    const conclusions = await conclusionsOf(user, organisationId, { pairId, personIds: participantIds(pair) })
    const needs = needsOf(scene, pieces, await needFacts(scene))
    const paused = pair.state === 'paused' ? [{ text: pausedSentence(scene), acts: [] }] : []
    const finishing = pair.state === 'active' ? missingOf(scene, pieces).map((text) => ({ text, acts: [] })) : []
    const journal = mayOpen([user.role], 'journal') ? [{ label: texts.text('shell.printJournal'), href: pageLink('journal', { kind: 'pair', pair: pairId }), look: 'quiet' as const }] : []
    const history = () => historySection(scene, createAuthors(context.services))
    return {
      title: names.pair(pair),
      state: { code: pair.state, label: texts.text(`words.Pair.state.${pair.state}`) },
      people: peopleOf(scene),
      steps: stepsOf(scene),
      missing: missingOf(scene, pieces),
      needs: [...paused, ...finishing, ...needs],
      next: nextOf(scene, pieces),
      actions: [...actionsOf(scene), ...journal],
      more: seldomOf(scene),
      facts: [],
      sections: arrange([
        { id: 'about', title: texts.text('page.sections.about'), facts: factsOf(scene) },
        ...(opens('Programme') ? [programmeSection(scene)] : []),
        ...(opens('Request') && scene.requests.length > 0 ? [requestsSection(scene)] : []),
        ...(opens('Meeting') ? [await meetingsSection(scene)] : []),
        ...(conclusions ? [conclusions] : []),
        ...(opens('Consent') ? [await papersSection(scene), await messagesSection(scene)] : []),
        ...(opens('AuditEntry') ? [await history()] : []),
      ], pair.state),
    }
  }
}
