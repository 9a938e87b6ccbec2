import { dayOf } from '../../../src/core/dates.js'
import type { ConsentKind } from '../../../src/modules/consents/consent.js'
import { neededConsents } from '../../../src/modules/pairs/pair-rules.js'
import { participantIds } from '../../../src/modules/pairs/pair.js'
import { shortName } from '../../../src/modules/people/person.js'
import type { ActionScope, Choice } from '../../actions/form.js'
import { keepScan } from '../../actions/keep-scan.js'
import { done } from '../../actions/outcomes.js'
import type { PanelAction } from '../../actions/panel-action.js'
import { text } from '../choices.js'
import type { ResourceContext } from '../resource-entry.js'
import { createPairPeople, pairOf } from './pair-people.js'

/** Recording an answer and registering a signed consent for someone (IMPL-29, CONS-07). */
export function paperActions(context: ResourceContext): PanelAction[] {
  const { services, texts, clock } = context
  const people = createPairPeople(context)
  const today = ({ user }: ActionScope) => dayOf(clock.now(), user.zone)

  async function owedPapers(scope: ActionScope): Promise<Choice[]> {
    const pair = await pairOf(context, scope)
    if (!pair) return []
    const choices: Choice[] = []
    for (const person of await services.people.getMany(participantIds(pair))) {
      for (const kind of neededConsents(pair, person.id)) {
        if (await services.consents.has(person.id, kind, kind === 'duties' ? pair.id : null)) continue
        choices.push({ value: `${person.id}:${kind}`, label: `${shortName(person)}: ${texts.text(`words.Consent.kind.${kind}`)}` })
      }
    }
    return choices
  }

  return [
    {
      resource: 'Pair',
      name: 'answer',
      type: 'record',
      icon: 'CheckSquare',
      fits: ({ state }) => state === 'proposed' || state === 'agreed',
      fields: [
        { name: 'personId', kind: 'select', required: true, choices: people.participants },
        { name: 'answer', kind: 'select', required: true, choices: (['agreed', 'declined', 'talk'] as const).map((value) => ({ value, label: texts.text(`words.Pair.answer.${value}`) })) },
        { name: 'reason', kind: 'textarea', most: 500 },
      ],
      async run(actor, { recordId }, input) {
        const answer = text(input['answer']) as 'agreed' | 'declined' | 'talk'
        return done(await services.pairs.answer(actor, { pairId: recordId ?? '', personId: text(input['personId']), answer, reason: text(input['reason']) }))
      },
    },
    {
      resource: 'Pair',
      name: 'registerConsent',
      type: 'record',
      icon: 'FileText',
      fits: ({ state }) => !['completed', 'terminated', 'replaced'].includes(String(state)),
      fields: [
        { name: 'paper', kind: 'select', required: true, choices: owedPapers },
        { name: 'signedOn', kind: 'date', required: true, value: today },
        { name: 'scan', kind: 'file' },
      ],
      async run(actor, { recordId }, input) {
        const [personId = '', kind = ''] = text(input['paper']).split(':')
        const scan = await keepScan(services, actor, input['scan'] ?? null, personId)
        if (!scan.ok) return scan
        const pairId = kind === 'duties' ? recordId : null
        return done(await services.consents.registerPaper(actor, { personId, kind: kind as ConsentKind, pairId, signedOn: text(input['signedOn']), fileId: scan.value?.id ?? null }))
      },
    },
  ]
}
