import { Menu } from '@grammyjs/menu'
import type { Screen } from '../../core/screen.js'
import { callback } from '../callbacks/codec.js'
import { isLinked, type BotContext, type Handler, type LinkedContext } from '../context.js'
import type { Feature } from '../feature.js'

/** Only the way in: what changes a setting stands in the menu. */
const settingsCallbacks = callback('set', { show: 's' })
const menuId = 'set'

/** Hours offered for the morning's summary. */
const digestHours = ['07:00', '08:00', '09:00', '10:00']

const digestOf = (ctx: LinkedContext) => ctx.person.settings.digestAt ?? ctx.organisation.settings.digestAt

function screenFor(ctx: LinkedContext): Screen {
  const { settings } = ctx.person
  const { settings: organisation } = ctx.organisation
  const text = ctx.t('settings-text', {
    digest: digestOf(ctx),
    from: settings.quietFrom ?? organisation.quietFrom,
    to: settings.quietTo ?? organisation.quietTo,
    often: settings.fewerReminders ? 'fewer' : 'usual',
  })
  return { text }
}

/** The menu under the settings; `showHome` is what its last button does. */
function createSettingsMenu(showHome: Handler): Menu<BotContext> {
  async function redraw(ctx: BotContext, popUp: string): Promise<void> {
    if (!isLinked(ctx)) return
    await ctx.screen.popUp(popUp)
    await ctx.screen.replace(screenFor(ctx), menu)
  }

  async function change(ctx: BotContext, settings: Partial<LinkedContext['person']['settings']>): Promise<void> {
    if (!isLinked(ctx)) return
    const changed = await ctx.services.people.saveSettings(ctx.actor, ctx.person.id, settings)
    if (!changed.ok) return ctx.screen.popUp(ctx.problemText(changed.problem), true)
    ctx.person = changed.value
    await redraw(ctx, ctx.t('settings-saved'))
  }

  /** The payload says what was meant: the plugin's own check of labels is a short hash. */
  async function chooseHour(ctx: BotContext, hour: string): Promise<void> {
    if (digestHours.includes(hour)) await change(ctx, { digestAt: hour })
  }

  const menu = new Menu<BotContext>(menuId, { autoAnswer: false, onMenuOutdated: (ctx) => redraw(ctx, ctx.t('settings-outdated')) })
  menu.dynamic((ctx, range) => {
    if (!isLinked(ctx)) return
    const { fewerReminders } = ctx.person.settings
    for (const hour of digestHours) {
      range.text({ text: hour === digestOf(ctx) ? `• ${hour}` : hour, payload: hour }, (press) => chooseHour(press, press.match))
    }
    range.row().text({ text: ctx.t(fewerReminders ? 'settings-usual' : 'label-less-often'), payload: fewerReminders ? '0' : '1' }, (press) => change(press, { fewerReminders: press.match === '1' }))
    range.row().text(ctx.t('label-home'), () => showHome(ctx))
  })
  return menu
}

/** `/settings`: the hour of the morning's summary, fewer reminders. */
export function createSettings(showHome: Handler): Feature {
  const menu = createSettingsMenu(showHome)

  async function show(ctx: BotContext): Promise<void> {
    if (isLinked(ctx)) await ctx.screen.send(screenFor(ctx), menu)
    else await ctx.screen.send({ text: ctx.t('common-unknown-person') })
  }

  return {
    commands: { settings: show },
    callbacks: [settingsCallbacks.on({ show })],
    menus: [{ id: menuId, menu }],
    home: [{ order: 90, build: async (ctx) => ({ lines: [], buttons: [settingsCallbacks.button(ctx.t('label-settings'), 'show')] }) }],
  }
}
