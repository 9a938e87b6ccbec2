import { defineAnnouncementModel } from '../../src/modules/announcements/announcement-model.js'
import type { AnnouncementInput } from '../../src/modules/announcements/announcement-service.js'
import { announcementStates, audiences, longestAnnouncement, type Announcement } from '../../src/modules/announcements/announcement.js'
import { isOpenPair } from '../../src/modules/pairs/pair.js'
import { shortName } from '../../src/modules/people/person.js'
import { done } from '../actions/outcomes.js'
import type { ActionScope, Choice, FormField, FormInput } from '../actions/form.js'
import type { PanelAction } from '../actions/panel-action.js'
import { createAnnouncementLook } from '../pages/announcement-look.js'
import { createAnnouncementPage } from '../pages/announcement-page.js'
import { createAnnouncementTurn } from '../pages/announcement-turn.js'
import { actionLink } from '../pages/links.js'
import { loadNames } from '../pages/names.js'
import { startOf } from '../pages/start-of.js'
import { panelModel, type ResourceDefinition } from '../resource/definition.js'
import { text } from './choices.js'
import { createPairNaming, viewLookUp } from './pair-names.js'
import type { ResourceContext, ResourceEntry } from './resource-entry.js'

const common = { resource: 'Announcement', type: 'record' } as const
const isDraft = ({ state }: Record<string, unknown>) => state === 'draft'
const views = { all: ['draft', 'published', 'withdrawn'], drafts: ['draft'], published: ['published'], withdrawn: ['withdrawn', 'discarded'] } as const
const ofPair = 'pair:'
const mostNamed = 10

/** One field says whom it is for: a part of the people, or one pair by name. */
function inputOf(input: FormInput): AnnouncementInput {
  const chosen = text(input['audience'])
  const isPair = chosen.startsWith(ofPair)
  const audience = isPair ? 'pair' : (audiences.find((known) => known === chosen) ?? 'all')
  return { text: text(input['text']), audience, pairId: isPair ? chosen.slice(ofPair.length) : null }
}

/** The audiences with how many people each has, then every open pair. */
function audienceChoices({ services, texts }: ResourceContext) {
  return async ({ organisationId }: ActionScope): Promise<Choice[]> => {
    if (organisationId === null) return []
    const parts = await Promise.all(
      audiences.filter((audience) => audience !== 'pair').map(async (audience) => {
        const { reached, byHand } = await services.announcements.audience({ organisationId, audience, pairId: null })
        return { value: audience, label: texts.text('pages.Announcement.choice', { audience: texts.text(`words.Announcement.audience.${audience}`), count: reached.length + byHand.length }) }
      }),
    )
    const pairs = (await services.pairs.list(organisationId)).filter(isOpenPair)
    const names = await loadNames(services, pairs.flatMap(({ mentorId, members }) => [mentorId, ...members.map(({ menteeId }) => menteeId)]))
    return [...parts, ...pairs.map((pair) => ({ value: ofPair + pair.id, label: names.pair(pair), group: texts.text('words.Announcement.audience.pair') }))]
  }
}

/** Write, look, send: the second form shows the message as the chat will, and to how many it goes. */
function writingActions(context: ResourceContext): PanelAction[] {
  const { services } = context
  const choices = audienceChoices(context)
  const kept = ({ recordId }: ActionScope) => services.announcements.get(recordId ?? '')
  const fields = async (scope: ActionScope): Promise<FormField[]> => {
    const draft = scope.recordId ? await kept(scope) : null
    const audience = draft && (draft.pairId ? ofPair + draft.pairId : draft.audience)
    return [
      { name: 'text', kind: 'textarea', required: true, most: longestAnnouncement, value: draft?.text ?? null },
      { name: 'audience', kind: 'select', required: true, choices, value: audience },
    ]
  }
  const toPreview = ({ id }: { id: string }) => ({ redirectTo: actionLink('Announcement', 'publish', id), quiet: true })
  return [
    {
      resource: 'Announcement',
      name: 'new',
      type: 'resource',
      icon: 'Plus',
      variant: 'primary',
      fields,
      async run(actor, { organisationId }, input) {
        const made = await services.announcements.draft(actor, organisationId ?? '', inputOf(input))
        return made.ok ? { ok: true, value: toPreview(made.value) } : made
      },
    },
    {
      ...common,
      name: 'change',
      icon: 'Edit',
      fits: isDraft,
      fields,
      async run(actor, { recordId, seenAt }, input) {
        const changed = await services.announcements.change(actor, recordId ?? '', inputOf(input), seenAt)
        return changed.ok ? { ok: true, value: toPreview(changed.value) } : changed
      },
    },
  ]
}

function sendingActions(context: ResourceContext): PanelAction[] {
  const { services, texts } = context
  const look = createAnnouncementLook(services)
  const turn = createAnnouncementTurn(context)
  const said = (key: string, params?: Record<string, string | number>) => texts.text(`pages.Announcement.${key}`, params)
  const kept = ({ recordId }: ActionScope) => services.announcements.get(recordId ?? '')

  async function audienceName({ audience, pairId }: Pick<Announcement, 'audience' | 'pairId'>): Promise<string> {
    const pair = pairId ? await services.pairs.get(pairId) : null
    if (!pair) return texts.text(`words.Announcement.audience.${audience}`)
    return (await loadNames(services, [pair.mentorId, ...pair.members.map(({ menteeId }) => menteeId)])).pair(pair)
  }

  async function lead(scope: ActionScope): Promise<string | null> {
    const draft = await kept(scope)
    if (!draft) return null
    const { reached, byHand } = await services.announcements.audience(draft)
    const named = byHand.slice(0, mostNamed).map(shortName).join(', ')
    const rest = byHand.length > mostNamed ? ` ${said('more', { count: byHand.length - mostNamed })}` : ''
    const when = await turn(draft.organisationId)
    return [
      said('for', { audience: await audienceName(draft) }),
      said('goesTo', { count: reached.length }),
      byHand.length > 0 ? said('notTo', { count: byHand.length, names: named }) + rest : said('allReached'),
      ...(when ? [said('quietNow', { when })] : []),
    ].join('\n')
  }

  return [
    {
      ...common,
      name: 'publish',
      icon: 'Send',
      variant: 'primary',
      fits: isDraft,
      links: ({ recordId }) => [{ label: said('fix'), href: actionLink('Announcement', 'change', recordId) }],
      lead,
      fields: async (scope): Promise<FormField[]> => {
        const draft = await kept(scope)
        return draft ? [{ name: 'look', kind: 'chat', label: await look(draft) }] : []
      },
      run: async (actor, { recordId, seenAt }) => done(await services.announcements.publish(actor, recordId ?? '', seenAt)),
    },
    { ...common, name: 'withdraw', icon: 'RotateCcw', variant: 'danger', fits: ({ state }) => state === 'published', fields: [], run: async (actor, { recordId }) => done(await services.announcements.withdraw(actor, recordId ?? '')) },
    { ...common, name: 'discard', icon: 'Trash2', variant: 'danger', fits: isDraft, fields: [], run: async (actor, { recordId }) => done(await services.announcements.discard(actor, recordId ?? ''), () => '/admin/resources/Announcement') },
  ]
}

/** Announcements of curators and heads to a chosen audience (IMPL-21). */
export function createAnnouncementResource(context: ResourceContext): ResourceEntry {
  const { connection, texts } = context
  const naming = createPairNaming(context)
  const definition: ResourceDefinition = {
    id: 'Announcement',
    model: panelModel(defineAnnouncementModel(connection)),
    menu: { group: 'office', icon: 'Volume2' },
    scope: 'organisationId',
    title: 'start',
    listed: ['start', 'to', 'state', 'publishedAt'],
    shown: ['start', 'to', 'state', 'publishedAt', 'updatedAt'],
    filterable: ['state'],
    sortable: ['publishedAt'],
    sort: { sortBy: 'createdAt', direction: 'desc' },
    values: { state: announcementStates },
    enrich: (records) => naming.nameByPair(records.filter(({ pairId }) => pairId)),
    derived: {
      start: { from: ['text'], value: (record) => startOf(String(record['text'] ?? '')) },
      to: { from: ['audience', 'pairId'], value: ({ names, audience }) => (audience === 'pair' && names ? String(names) : texts.text(`words.Announcement.audience.${String(audience)}`)) },
    },
    lookUps: { view: viewLookUp(views) },
  }
  return {
    definition,
    offered: ['list', 'show', 'search'],
    actions: [...writingActions(context), ...sendingActions(context)],
    showComponent: 'PanelPage',
    loadShown: createAnnouncementPage(context),
    views: Object.keys(views),
  }
}
