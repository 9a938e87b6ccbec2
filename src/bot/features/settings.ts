import { Menu, type MenuRange } from '@grammyjs/menu'
import { dayOf } from '../../core/dates.js'
import type { Screen } from '../../core/screen.js'
import { channels, fewerFrom, wantsFewer, type PersonSettings } from '../../modules/people/person.js'
import { callback } from '../callbacks/codec.js'
import { isLinked, type BotContext, type Handler, type LinkedContext } from '../context.js'
import type { Feature } from '../feature.js'
import { sayDay } from '../views/dates.js'

/** Only the way in: what changes a setting stands in the menus. */
const settingsCallbacks = callback('set', { show: 's' })
const menuIds = { main: 'set', digest: 'setd', quiet: 'setq', channel: 'setc' } as const
type MenuName = keyof typeof menuIds
type Range = MenuRange<BotContext>

/** Hours offered for the morning's summary. */
const digestHours = ['07:00', '08:00', '09:00', '10:00']
/** Quiet hours offered, from and to. */
const quietHours = ['18:00-09:00', '20:00-08:00', '21:00-07:00', '22:00-07:00']

interface Held extends Pick<PersonSettings, 'channel'> {
  digest: string
  from: string
  to: string
}

function heldBy({ person, organisation }: LinkedContext): Held {
  const [{ digestAt, quietFrom, quietTo, channel }, usual] = [person.settings, organisation.settings]
  return { digest: digestAt ?? usual.digestAt, from: quietFrom ?? usual.quietFrom, to: quietTo ?? usual.quietTo, channel }
}

/** The hint says what the choices of a screen mean. */
function screenFor(ctx: LinkedContext, name: MenuName): Screen {
  const { digest, from, to, channel } = heldBy(ctx)
  const { fewerUntil } = ctx.person.settings
  const isFewer = wantsFewer(ctx.person.settings, ctx.now())
  const text = ctx.t('settings-text', {
    ...{ digest, from, to, channel },
    budget: ctx.organisation.settings.reminderBudget,
    heldBack: isHeldBack({ digest, from, to, channel }) ? 'yes' : 'no',
    quiet: from === to ? 'none' : 'some',
    often: isFewer ? 'fewer' : 'usual',
    until: isFewer && fewerUntil ? sayDay(dayOf(fewerUntil, ctx.zone), ctx.now(), ctx.zone) : '',
  })
  return { text: name === 'main' ? text : `${text}\n\n${ctx.t(`settings-hint-${name}`)}` }
}

/** True when the summary's hour lies in the quiet hours: it then comes at their end, and neither setting changes the other. */
function isHeldBack({ digest, from, to }: Held): boolean {
  return from > to ? digest >= from || digest < to : digest >= from && digest < to
}

/** What became of a choice, in the pop-up. */
function savedText(ctx: LinkedContext, name: MenuName): string {
  const held = heldBy(ctx)
  const isWorthSaying = (name === 'digest' || name === 'quiet') && isHeldBack(held)
  return ctx.t(isWorthSaying ? 'settings-saved-held-back' : 'settings-saved', { ...held })
}

/** The screens of the settings; `showHome` is what the last button of the first one does. */
function createMenus(showHome: Handler) {
  async function redraw(ctx: BotContext, name: MenuName, popUp?: string): Promise<void> {
    if (!isLinked(ctx)) return
    await ctx.screen.popUp(popUp)
    await ctx.screen.replace(screenFor(ctx, name), menus[name])
  }

  async function change(ctx: BotContext, name: MenuName, settings: Partial<PersonSettings>): Promise<void> {
    if (!isLinked(ctx)) return
    const changed = await ctx.services.people.saveSettings(ctx.actor, ctx.person.id, settings)
    if (!changed.ok) return ctx.screen.popUp(ctx.problemText(changed.problem), true)
    ctx.person = changed.value
    await redraw(ctx, name, savedText(ctx, name))
  }

  /** One choice; its payload says what was meant, since the plugin's own check of labels is a short hash. */
  function choice(range: Range, name: MenuName, payload: string, label: string, isChosen: boolean, settings: (ctx: LinkedContext) => Partial<PersonSettings> | null): Range {
    return range.text({ text: isChosen ? `• ${label}` : label, payload }, async (press) => {
      const patch = isLinked(press) && press.match === payload ? settings(press) : null
      if (patch) await change(press, name, patch)
      else await redraw(press, name, press.t('settings-outdated'))
    })
  }

  const builders: Record<MenuName, (ctx: LinkedContext, range: Range) => void> = {
    main(ctx, range) {
      const isFewer = wantsFewer(ctx.person.settings, ctx.now())
      for (const name of ['digest', 'quiet', 'channel'] as const) range.text(ctx.t(`settings-to-${name}`), (press) => redraw(press, name)).row()
      choice(range, 'main', isFewer ? '0' : '1', ctx.t(isFewer ? 'settings-usual' : 'label-less-often'), false, (press) => ({ fewerUntil: isFewer ? null : fewerFrom(press.now()) }))
      range.row().text(ctx.t('label-home'), () => showHome(ctx))
    },
    digest(ctx, range) {
      for (const hour of digestHours) choice(range, 'digest', hour, hour, hour === heldBy(ctx).digest, () => ({ digestAt: hour }))
    },
    quiet(ctx, range) {
      const { from, to } = heldBy(ctx)
      quietHours.forEach((hours, at) => {
        const [start = '', end = ''] = hours.split('-')
        choice(at % 2 ? range : range.row(), 'quiet', hours, `${start} – ${end}`, start === from && end === to, () => ({ quietFrom: start, quietTo: end }))
      })
      choice(range.row(), 'quiet', 'usual', ctx.t('settings-quiet-usual', { from: ctx.organisation.settings.quietFrom, to: ctx.organisation.settings.quietTo }), false, () => ({ quietFrom: null, quietTo: null }))
    },
    channel(ctx, range) {
      for (const channel of channels) choice(range, 'channel', channel, ctx.t(`settings-channel-${channel}`), channel === heldBy(ctx).channel, () => ({ channel })).row()
    },
  }

  function createMenu(name: MenuName): Menu<BotContext> {
    const menu = new Menu<BotContext>(menuIds[name], { autoAnswer: false, onMenuOutdated: (ctx) => redraw(ctx, name, ctx.t('settings-outdated')) })
    return menu.dynamic((ctx, range) => {
      if (!isLinked(ctx)) return
      builders[name](ctx, range)
      if (name !== 'main') range.row().text(ctx.t('label-back'), (press) => redraw(press, 'main'))
    })
  }

  const menus: Record<MenuName, Menu<BotContext>> = { main: createMenu('main'), digest: createMenu('digest'), quiet: createMenu('quiet'), channel: createMenu('channel') }
  menus.main.register([menus.digest, menus.quiet, menus.channel])
  return menus
}

/** `/settings`: the hour of the summary, quiet hours, how the bot writes, fewer nudges. */
export function createSettings(showHome: Handler): Feature {
  const menus = createMenus(showHome)

  async function show(ctx: BotContext): Promise<void> {
    if (isLinked(ctx)) await ctx.screen.send(screenFor(ctx, 'main'), menus.main)
    else await ctx.screen.send({ text: ctx.t('common-unknown-person') })
  }

  return {
    commands: { settings: show },
    callbacks: [settingsCallbacks.on({ show })],
    menus: [{ id: menuIds.main, menu: menus.main, inner: [menuIds.digest, menuIds.quiet, menuIds.channel] }],
    home: [{ order: 90, build: async (ctx) => ({ lines: [], buttons: [settingsCallbacks.button(ctx.t('label-settings'), 'show')] }) }],
  }
}
