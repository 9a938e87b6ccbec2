import type { Connection } from 'mongoose'
import type { Kernel } from '../core/kernel.js'
import { must } from '../core/result.js'
import { createConsentService, type ConsentService } from '../modules/consents/consent-service.js'
import { createConsentTexts } from '../modules/consents/consent-texts.js'
import type { Consent } from '../modules/consents/consent.js'
import { sideOf } from '../modules/pairs/pair.js'
import { fullName } from '../modules/people/person.js'
import type { PresetLibrary } from '../presets/load-preset.js'
import type { Services } from '../services.js'

interface Given {
  connection: Connection
  kernel: Kernel
  presets: PresetLibrary
  services: Services
}

/** Joins consents with organisations, people and pairs. */
export function wireConsents({ connection, kernel, presets, services }: Given): ConsentService {
  async function organisationOf(organisationId: string) {
    const organisation = await services.organisations.get(organisationId)
    if (!organisation) throw new Error('a consent names no organisation')
    return organisation
  }

  const texts = createConsentTexts({
    connection,
    kernel,
    async firstWording(organisationId, kind) {
      const { preset } = await organisationOf(organisationId)
      const { title, summary, text } = must(presets.load(preset)).consents[kind]
      return { title, summary, text }
    },
    async namesOf(organisationId, personId) {
      const organisation = await organisationOf(organisationId)
      const person = personId === null ? null : await services.people.get(personId)
      return { organisation: organisation.name, organisationShort: organisation.shortName, ...(person ? { person: fullName(person) } : {}) }
    },
  })

  /** Where one's pair stands, in words for the curator: the pair itself tells both sides when it stops. */
  async function tellCurator(consent: Consent): Promise<void> {
    const organisation = await organisationOf(consent.organisationId)
    const curators = await services.people.withRole(consent.organisationId, 'curator')
    const chosen = organisation.curatorPersonId ? [organisation.curatorPersonId] : curators.map(({ id }) => id)
    const { organisationId, personId, kind, id } = consent
    await services.deliveries.plan(
      chosen.map((curatorId) => ({ kind: 'consent-withdrawn', organisationId, personId: curatorId, subject: { type: 'consent', id }, params: { personId, kind } })),
    )
  }

  return createConsentService({
    connection,
    kernel,
    texts,
    organisationOf: async (personId) => (await services.people.get(personId))?.organisationId ?? null,
    async isPairOf(personId, pairId) {
      const pair = await services.pairs.get(pairId)
      return pair !== null && sideOf(pair, personId) !== null
    },
    isFileOf: async (organisationId, fileId) => (await services.attachments.get(fileId))?.organisationId === organisationId,
    wayOf: async (organisationId, kind) => (await organisationOf(organisationId)).settings.consentWay[kind],
    closedYearOn: (organisationId, day) => services.organisations.closedYearOn(organisationId, day),
    async afterChange(actor, consent) {
      await services.pairs.progressOf(actor, consent.personId)
      if (consent.state === 'withdrawn') await tellCurator(consent)
    },
  })
}
