import { ok, refuse } from '../../src/core/result.js'
import { consentKinds, withdrawalConsequences, type ConsentKind } from '../../src/modules/consents/consent.js'
import { isOpenPair, participantIds } from '../../src/modules/pairs/pair.js'
import type { ActionScope, Choice, FormField, FormInput, PostedFile } from '../actions/form.js'
import type { PanelAction } from '../actions/panel-action.js'
import { loadNames } from '../pages/names.js'
import { peopleChoices, text, textOrNone } from './choices.js'
import type { ResourceContext } from './resource-entry.js'

const common = { resource: 'Consent', type: 'resource' } as const
const kindOf = (value: unknown): ConsentKind | undefined => consentKinds.find((kind) => kind === value)

/** Whose paper it is: person, kind and, for extra duties, the pair. */
function paperFields({ services, texts }: ResourceContext): FormField[] {
  async function pairChoices({ organisationId }: ActionScope): Promise<Choice[]> {
    const pairs = organisationId ? (await services.pairs.list(organisationId)).filter(isOpenPair) : []
    const names = await loadNames(services, pairs.flatMap(participantIds))
    return pairs.map((pair) => ({ value: pair.id, label: participantIds(pair).map(names.short).join(', ') }))
  }
  return [
    { name: 'personId', kind: 'person', required: true, choices: ({ organisationId }) => peopleChoices(services, organisationId) },
    { name: 'kind', kind: 'select', required: true, choices: consentKinds.map((value) => ({ value, label: texts.text(`words.Consent.kind.${value}`) })) },
    { name: 'pairId', kind: 'select', choices: pairChoices },
  ]
}

/** The named paper; the only open pair is meant where duties name none. */
async function paperOf({ services }: ResourceContext, input: FormInput) {
  const personId = text(input['personId'])
  const kind = kindOf(input['kind']) ?? 'personal-data'
  if (kind !== 'duties') return ok({ personId, kind, pairId: null })
  const open = await services.pairs.openOf(personId)
  const chosen = open.find(({ id }) => id === input['pairId']) ?? (open.length === 1 && !input['pairId'] ? open[0] : undefined)
  return chosen ? ok({ personId, kind, pairId: chosen.id }) : refuse('panel-choice', { field: 'pairId', what: 'pair-needed' })
}

/** A signed paper with its day and scan, brought by hand (CONS-07, IMPL-29). */
export function registerAction(context: ResourceContext): PanelAction {
  const { services } = context
  return {
    ...common,
    name: 'registerConsent',
    icon: 'FilePlus',
    variant: 'primary',
    fields: [...paperFields(context), { name: 'signedOn', kind: 'date', required: true }, { name: 'scan', kind: 'file' }],
    async run(actor, { organisationId }, input) {
      const paper = await paperOf(context, input)
      if (!paper.ok) return paper
      const scan = input['scan'] as PostedFile | null
      const { personId } = paper.value
      const kept = scan ? await services.attachments.save(actor, { organisationId: organisationId ?? '', ownerPersonId: personId, name: scan.name, mime: scan.mime, content: scan.content }) : null
      if (kept && !kept.ok) return kept
      const done = await services.consents.registerPaper(actor, { ...paper.value, signedOn: text(input['signedOn']), fileId: kept?.value.id ?? null })
      return done.ok ? ok({ redirectTo: `/admin/resources/Consent/records/${done.value.id}/show` }) : done
    },
  }
}

/** A refusal said by word or on paper (CONS-08, IMPL-29). */
export function refuseAction(context: ResourceContext): PanelAction {
  return {
    ...common,
    name: 'refuse',
    icon: 'XCircle',
    fields: [...paperFields(context), { name: 'reason', kind: 'textarea', most: 1000 }],
    async run(actor, _scope, input) {
      const paper = await paperOf(context, input)
      if (!paper.ok) return paper
      const reason = textOrNone(input['reason'])
      const done = await context.services.consents.refuse(actor, { ...paper.value, ...(reason ? { reason } : {}) })
      return done.ok ? ok({ redirectTo: `/admin/resources/Consent/records/${done.value.id}/show` }) : done
    },
  }
}

/** A withdrawal recorded for someone; what follows is said first (CONS-08). */
export function withdrawAction({ services, texts }: ResourceContext): PanelAction {
  return {
    ...common,
    type: 'record',
    name: 'withdraw',
    icon: 'RotateCcw',
    variant: 'danger',
    fits: ({ state, current }) => current !== false && (state === 'given' || state === 'declared'),
    lead: ({ record }) => withdrawalConsequences[kindOf(record['kind']) ?? 'duties'].map((code) => texts.text(`words.Consent.consequences.${code}`)).join('\n'),
    fields: [{ name: 'reason', kind: 'textarea', most: 1000 }],
    async run(actor, { recordId }, input) {
      const reason = textOrNone(input['reason'])
      const done = await services.consents.withdraw(actor, { consentId: recordId ?? '', ...(reason ? { reason } : {}) })
      return done.ok ? ok() : done
    },
  }
}

/** The sheet to sign, as a file (DOC-07). */
export function printAction(context: ResourceContext): PanelAction {
  return {
    ...common,
    name: 'print',
    icon: 'Printer',
    fields: paperFields(context),
    async run(actor, _scope, input) {
      const paper = await paperOf(context, input)
      if (!paper.ok) return paper
      const done = await context.services.documents.makeConsentSheet(actor, paper.value)
      return done.ok ? ok({ file: `/admin/files/${done.value.id}` }) : done
    },
  }
}
