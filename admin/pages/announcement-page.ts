import { announcementMessages, type Announcement } from '../../src/modules/announcements/announcement.js'
import { defineDeliveryModel, toDelivery, type DeliveryDocument } from '../../src/modules/deliveries/delivery-model.js'
import { deliveryKey, type Delivery } from '../../src/modules/deliveries/delivery.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { createAnnouncementLook } from './announcement-look.js'
import { createFateWords, fateOf, fates, isUndelivered, mayResend } from './delivery-fate.js'
import { createAnnouncementTurn } from './announcement-turn.js'
import { createDigestTimes } from './digest-times.js'
import { formatInstant } from './format.js'
import { actionLink, createOffer, recordLink } from './links.js'
import { loadNames, type Names } from './names.js'
import { emptyPage, type Page, type PageRow, type PageSection } from './page.js'
import { startOf } from './start-of.js'

const refreshSeconds = 5
const mostListed = 100
const largestList = 5_000

/** First what needs a hand, then what waits, then what went. */
const urgency = (delivery: Delivery | undefined) => (!delivery ? 3 : isUndelivered(fateOf(delivery)) ? 0 : delivery.state === 'sent' ? 2 : 1)

/** One announcement: how it looks, to whom it goes, and how far it has got (IMPL-21). */
export function createAnnouncementPage(context: ResourceContext) {
  const { services, texts, clock, connection } = context
  const model = defineDeliveryModel(connection)
  const said = (key: string, params?: Record<string, string | number>) => texts.text(`pages.Announcement.${key}`, params)
  const look = createAnnouncementLook(services)
  const words = createFateWords(texts)
  const digestTimes = createDigestTimes(connection)
  const turn = createAnnouncementTurn(context)

  async function messagesOf(announcement: Announcement): Promise<Map<string, Delivery>> {
    const { id, organisationId } = announcement
    const keys = announcementMessages(announcement).map(deliveryKey)
    const hot = (await model.find({ key: { $in: keys } }).lean<DeliveryDocument[]>()).map(toDelivery)
    const isWhole = hot.length === keys.length
    const archived = isWhole ? [] : (await services.deliveries.list(organisationId, { kinds: ['announcement'], limit: largestList })).filter(({ subject }) => subject.id === id)
    return new Map([...archived, ...hot].map((delivery) => [delivery.personId, delivery]))
  }

  function progress({ recipientIds }: Announcement, messages: ReadonlyMap<string, Delivery>): PageSection {
    const total = recipientIds.length
    const counts = fates.map((fate) => ({ fate, done: [...messages.values()].filter((delivery) => fateOf(delivery) === fate).length }))
    const bars = counts.filter(({ fate, done }) => done > 0 || fate === 'sent').map(({ fate, done }) => ({ text: texts.text(`words.Delivery.state.${fate}`), done, total }))
    return { id: 'progress', title: said('progress'), lead: said('honest'), progress: bars }
  }

  async function recipients({ recipientIds }: Announcement, messages: ReadonlyMap<string, Delivery>, names: Names, user: PanelUser): Promise<PageSection> {
    const digestAt = await digestTimes([...messages.values()])
    const sorted = [...recipientIds].sort((left, right) => urgency(messages.get(left)) - urgency(messages.get(right)))
    const rows = sorted.slice(0, mostListed).map((personId): PageRow => {
      const delivery = messages.get(personId)
      const name = { text: names.full(personId), href: recordLink('Person', personId) }
      if (!delivery) return { id: personId, cells: [name, { text: said('longAgo') }, { text: '' }] }
      const why = words.why(delivery)
      const at = { resource: 'Delivery', id: delivery.id } as const
      const [isLost, fate] = [delivery.closedAt !== null, fateOf(delivery)]
      const buttons = createOffer(user, texts)({ ...at, action: 'handled', when: isUndelivered(fate) || (fate === 'unknown' && isLost) }, { ...at, action: 'resend', when: mayResend(fate) && isLost })
      return { id: personId, buttons, cells: [name, { text: words.word(delivery), state: fateOf(delivery), notes: why ? [why] : [] }, { text: words.when({ ...delivery, digestAt: digestAt(delivery) }, clock.now(), user.zone) }] }
    })
    const rest = sorted.length - rows.length
    return { id: 'recipients', title: said('recipients', { count: sorted.length }), table: { columns: [said('person'), said('state'), said('when')], rows }, isFolded: true, ...(rest > 0 ? { lead: said('more', { count: rest }) } : {}) }
  }

  function byHand(ids: readonly string[], names: Names): PageSection[] {
    if (ids.length === 0) return []
    const rows = ids.map((personId): PageRow => ({ id: personId, cells: [{ text: names.full(personId), href: recordLink('Person', personId) }, { text: names.person(personId)?.phone ?? said('noPhone') }] }))
    return [{ id: 'by-hand', title: said('byHand', { count: ids.length }), lead: said('byHandLead'), table: { columns: [said('person'), said('phone')], rows } }]
  }

  /** How it stands, in words: what waits for the end of quiet time has not gone yet; what has reached everybody can only be corrected. */
  async function standing({ state, organisationId, recipientIds, byHandIds }: Announcement, messages: ReadonlyMap<string, Delivery>): Promise<{ label: string; missing: string[] }> {
    const label = texts.text(`words.Announcement.state.${state}`)
    if (state === 'draft') return { label, missing: [said('draft', { count: recipientIds.length, byHand: byHandIds.length })] }
    const all = [...messages.values()]
    const waits = all.some((delivery) => delivery.state === 'pending')
    if (state !== 'published') return { label, missing: [] }
    if (!waits) return { label, missing: [said(all.every((delivery) => delivery.state === 'sent') ? 'allHaveIt' : 'noneLeft')] }
    const when = await turn(organisationId)
    if (when === null) return { label, missing: [] }
    return { label: all.some((delivery) => delivery.state === 'sent') ? label : said('willGo', { when }), missing: [said('quietNow', { when })] }
  }

  /** A draft shows who would get it now, an announcement that went shows who did. */
  async function audience(announcement: Announcement): Promise<Announcement> {
    if (announcement.state !== 'draft') return announcement
    const { reached, byHand: others } = await services.announcements.audience(announcement)
    return { ...announcement, recipientIds: reached.map(({ id }) => id), byHandIds: others.map(({ id }) => id) }
  }

  return async (id: string, organisationId: string, user: PanelUser): Promise<Page | null> => {
    const kept = await services.announcements.get(id)
    if (!kept || kept.organisationId !== organisationId) return null
    const announcement = await audience(kept)
    const { state, recipientIds, byHandIds, authorPersonId, authorRole, pairId } = announcement
    const [names, messages, pair] = await Promise.all([loadNames(services, [...recipientIds, ...byHandIds, authorPersonId]), messagesOf(kept), pairId ? services.pairs.get(pairId) : null])
    const pairNames = pair && (await loadNames(services, [pair.mentorId, ...pair.members.map(({ menteeId }) => menteeId)]))
    const at = { resource: 'Announcement', id } as const
    const offer = createOffer(user, texts)
    const isOpen = [...messages.values()].some((delivery) => delivery.state === 'pending')
    const { label, missing } = await standing(announcement, messages)
    const correction = { label: said('correct'), href: actionLink('Announcement', 'new', null, { audience: pairId ? `pair:${pairId}` : announcement.audience }), look: 'quiet' as const }
    const canCorrect = state === 'published' && !isOpen && offer({ resource: 'Announcement', action: 'new', id: null }).length > 0
    const facts: [string, string][] = [
      ['audience', pair && pairNames ? pairNames.pair(pair) : texts.text(`words.Announcement.audience.${announcement.audience}`)],
      ['author', [texts.text(`roles.${authorRole}`), authorPersonId ? names.full(authorPersonId) : ''].filter(Boolean).join(', ')],
      ['publishedAt', formatInstant(announcement.publishedAt, user.zone)],
      ['withdrawnAt', formatInstant(announcement.withdrawnAt, user.zone)],
    ]
    return {
      ...emptyPage,
      title: startOf(announcement.text),
      state: { code: state, label },
      missing,
      next: offer({ ...at, action: 'publish', look: 'primary', when: state === 'draft' }),
      actions: [...(canCorrect ? [correction] : []), ...offer({ ...at, action: 'change', when: state === 'draft' }, { ...at, action: 'discard', look: 'danger', when: state === 'draft' }, { ...at, action: 'withdraw', look: 'danger', when: state === 'published' && isOpen })],
      facts: facts.filter(([, text]) => text !== '').map(([name, text]) => ({ label: texts.text(`resources.Announcement.properties.${name}`), cell: { text } })),
      sections: [
        { id: 'look', title: said('look'), chat: await look(announcement) },
        ...(state === 'draft' ? [] : [progress(announcement, messages), await recipients(announcement, messages, names, user)]),
        ...byHand(byHandIds, names),
      ],
      ...(state === 'published' ? { refreshSeconds } : {}),
    }
  }
}
