import { handAbouts, type HandAbout } from '../../../src/modules/reminders/hand-messages.js'
import { done } from '../../actions/outcomes.js'
import type { PanelAction } from '../../actions/panel-action.js'
import { text } from '../choices.js'
import type { ResourceContext } from '../resource-entry.js'

const over = ['completed', 'terminated', 'replaced']

/** Reminds those for whom the pair waits, once a day (IMPL-11, MEET-09). */
export function remindActions({ services, texts }: ResourceContext): PanelAction[] {
  return [
    {
      resource: 'Pair',
      name: 'remind',
      type: 'record',
      icon: 'Bell',
      fits: ({ state }) => !over.includes(String(state)),
      fields: [{ name: 'about', kind: 'select', required: true, choices: handAbouts.map((value) => ({ value, label: texts.text(`words.Pair.remind.${value}`) })) }],
      run: async (actor, { recordId }, input) => done(await services.reminders.remindPair(actor, { pairId: recordId ?? '', about: text(input['about']) as HandAbout })),
    },
  ]
}
