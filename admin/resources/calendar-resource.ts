import { calendarScopes, type CalendarScope } from '../../src/modules/calendar/calendar-link.js'
import { defineCalendarLinkModel } from '../../src/modules/calendar/calendar-model.js'
import { done } from '../actions/outcomes.js'
import type { PanelAction } from '../actions/panel-action.js'
import { pageLink } from '../pages/links.js'
import { panelModel, type ResourceDefinition } from '../resource/definition.js'
import { text } from './choices.js'
import type { ResourceContext, ResourceEntry } from './resource-entry.js'

const home = pageLink('year', { view: 'calendar' })

function subscribeAction({ services, texts, publicUrl }: ResourceContext): PanelAction {
  const words = (scope: CalendarScope) => texts.text(`pages.year.whose.${scope}`)
  return {
    resource: 'Calendar',
    name: 'subscribe',
    type: 'resource',
    home,
    fields: [
      {
        name: 'scope',
        kind: 'select',
        required: true,
        choices: async ({ user }) => calendarScopes.filter((scope) => scope === 'all' || user.personId !== null).map((value) => ({ value, label: words(value) })),
        value: ({ query, user }) => (user.personId !== null && query['scope'] === 'mine' ? 'mine' : 'all'),
      },
    ],
    async run(actor, _scope, input) {
      const made = await services.calendar.subscribe(actor, text(input['scope']) === 'mine' ? 'mine' : 'all')
      if (!made.ok) return made
      return { ok: true, value: { shown: [{ label: 'calendar', value: `${publicUrl.replace(/\/$/, '')}/calendar/${made.value.secret}.ics` }] } }
    },
  }
}

function unsubscribeAction({ services }: ResourceContext): PanelAction {
  return {
    resource: 'Calendar',
    name: 'unsubscribe',
    type: 'resource',
    home,
    variant: 'danger',
    fields: [],
    run: async (actor) => done(await services.calendar.unsubscribe(actor), () => home),
  }
}

/** The forms around a person's own calendar; its address is no list that anybody reads. */
export function createCalendarResource(context: ResourceContext): ResourceEntry {
  const definition: ResourceDefinition = {
    id: 'Calendar',
    model: panelModel(defineCalendarLinkModel(context.connection)),
    menu: null,
    scope: 'organisationId',
    title: 'createdAt',
    listed: ['createdAt'],
    shown: ['createdAt'],
    filterable: [],
    sort: { sortBy: 'createdAt', direction: 'desc' },
  }
  return { definition, offered: [], actions: [subscribeAction(context), unsubscribeAction(context)] }
}
