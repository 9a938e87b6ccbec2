import type { Connection } from 'mongoose'
import { mayDo, type ResourceName } from '../../src/modules/accounts/rights.js'
import { defineConsentModel } from '../../src/modules/consents/consent-model.js'
import { defineDeliveryModel } from '../../src/modules/deliveries/delivery-model.js'
import { defineDocumentModel } from '../../src/modules/documents/document-model.js'
import { defineInvitationModel } from '../../src/modules/invitations/invitation-model.js'
import { defineMeetingModel } from '../../src/modules/meetings/meeting-model.js'
import { definePairModel } from '../../src/modules/pairs/pair-model.js'
import { defineProgrammeModel } from '../../src/modules/programmes/programme-model.js'
import { defineQuestionnaireModel, defineResponseModel } from '../../src/modules/questionnaires/questionnaire-model.js'
import { defineRequestModel } from '../../src/modules/requests/request-model.js'
import { defineAnnouncementModel } from '../../src/modules/announcements/announcement-model.js'
import type { PanelUser } from '../gate/panel-user.js'
import { loadNames } from '../pages/names.js'
import { startOf } from '../pages/start-of.js'
import { panelModel, type PlainRecord } from '../resource/definition.js'
import type { ResourceContext } from './resource-entry.js'

/** Where it is written whose a record is. */
const holders: Partial<Record<ResourceName, { model: (connection: Connection) => object; names: string }>> = {
  Programme: { model: defineProgrammeModel, names: 'pairId' },
  Meeting: { model: defineMeetingModel, names: 'pairId' },
  Request: { model: defineRequestModel, names: 'pairId' },
  Consent: { model: defineConsentModel, names: 'personId' },
  Response: { model: defineResponseModel, names: 'personId' },
  Invitation: { model: defineInvitationModel, names: 'personId' },
  Delivery: { model: defineDeliveryModel, names: 'personId' },
  Document: { model: defineDocumentModel, names: 'title' },
  Questionnaire: { model: defineQuestionnaireModel, names: 'title' },
  Announcement: { model: defineAnnouncementModel, names: 'text' },
}
const holderTypes = Object.keys(holders) as ResourceName[]

interface PairPeople {
  _id: unknown
  mentorId: string
  members: { menteeId: string }[]
}

const subjectOf = (record: PlainRecord) => (record['subject'] ?? {}) as { type?: string; id?: string }
const isId = (id: string) => /^[0-9a-f]{24}$/.test(id)

/** Tells whose record each line of the history is about: one query a kind of record, for those kinds that the role may open. */
export function createAbout({ connection, services }: ResourceContext) {
  async function holdersOf(records: PlainRecord[], { role, organisationId }: PanelUser) {
    const kinds = holderTypes.filter((type) => mayDo([role], type, 'show') && mayDo([role], 'Person', 'show'))
    const found = await Promise.all(kinds.map(async (type) => {
      const holder = holders[type]
      const ids = records.map(subjectOf).filter((subject) => subject.type === type).map(({ id = '' }) => id).filter(isId)
      if (!holder || ids.length === 0) return []
      const kept = await panelModel(holder.model(connection)).find({ _id: { $in: ids }, ...(organisationId ? { organisationId } : {}) }).select({ [holder.names]: 1 }).lean<PlainRecord[]>()
      return kept.map((record) => [String(record['_id']), { by: holder.names, value: String(record[holder.names] ?? '') }] as const)
    }))
    return new Map(found.flat())
  }

  async function pairsOf(ids: string[], organisationId: string | null): Promise<Map<string, PairPeople>> {
    if (ids.length === 0) return new Map()
    const pairs = await definePairModel(connection).find({ _id: { $in: ids.filter(isId) }, ...(organisationId ? { organisationId } : {}) }).select({ mentorId: 1, 'members.menteeId': 1 }).lean<PairPeople[]>()
    return new Map(pairs.map((pair) => [String(pair._id), pair]))
  }

  return async (records: PlainRecord[], user: PanelUser): Promise<void> => {
    const { role, organisationId } = user
    const held = await holdersOf(records, user)
    const idsOf = (type: ResourceName) => (mayDo([role], type, 'show') ? records.map(subjectOf).flatMap((subject) => (subject.type === type && isId(subject.id ?? '') ? [subject.id ?? ''] : [])) : [])
    const by = (name: string) => [...held.values()].filter((one) => one.by === name).map(({ value }) => value)
    const pairs = await pairsOf([...idsOf('Pair'), ...by('pairId')], organisationId)
    const names = await loadNames(services, [...idsOf('Person'), ...by('personId'), ...[...pairs.values()].flatMap(({ mentorId, members }) => [mentorId, ...members.map(({ menteeId }) => menteeId)])])
    const known = (name: string) => (name === '—' ? '' : name)
    const pairNamed = (id: string) => { const pair = pairs.get(id); return pair ? names.pair(pair) : '' }
    for (const record of records) {
      const { type, id = '' } = subjectOf(record)
      const holder = held.get(id)
      if (type === 'Person' && mayDo([role], 'Person', 'show')) record['about'] = known(names.short(id))
      else if (type === 'Pair') record['about'] = pairNamed(id)
      else if (holder) record['about'] = holder.by === 'pairId' ? pairNamed(holder.value) : holder.by === 'personId' ? known(names.short(holder.value)) : startOf(holder.value)
    }
  }
}
