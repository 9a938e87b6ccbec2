import type { Screen } from '../../core/screen.js'
import { callback } from '../callbacks/codec.js'
import { isLinked, type BotContext, type LinkedContext } from '../context.js'
import type { Feature } from '../feature.js'
import { homeButton } from './home.js'

const settingsCallbacks = callback('set', { show: 's', digest: 'd', fewer: 'f' })

/** Hours offered for the morning's summary. */
const digestHours = ['07:00', '08:00', '09:00', '10:00']

function screenFor(ctx: LinkedContext): Screen {
  const { settings } = ctx.person
  const { settings: organisation } = ctx.organisation
  const digestAt = settings.digestAt ?? organisation.digestAt
  const hours = digestHours.map((hour) =>
    settingsCallbacks.button(hour === digestAt ? `• ${hour}` : hour, 'digest', hour.replace(':', '')),
  )
  const fewer = settingsCallbacks.button(ctx.t(settings.fewerReminders ? 'settings-usual' : 'label-less-often'), 'fewer', settings.fewerReminders ? '0' : '1')
  const text = ctx.t('settings-text', {
    digest: digestAt,
    from: settings.quietFrom ?? organisation.quietFrom,
    to: settings.quietTo ?? organisation.quietTo,
    often: settings.fewerReminders ? 'fewer' : 'usual',
  })
  return { text, buttons: [hours, [fewer], [homeButton(ctx)]] }
}

async function show(ctx: BotContext): Promise<void> {
  if (isLinked(ctx)) await ctx.screen.send(screenFor(ctx))
  else await ctx.screen.send({ text: ctx.t('common-unknown-person') })
}

async function change(ctx: LinkedContext, settings: Partial<LinkedContext['person']['settings']>): Promise<void> {
  const changed = await ctx.services.people.saveSettings(ctx.actor, ctx.person.id, settings)
  if (!changed.ok) return ctx.screen.popUp(ctx.problemText(changed.problem), true)
  ctx.person = changed.value
  await ctx.screen.popUp(ctx.t('settings-saved'))
  await ctx.screen.replace(screenFor(ctx))
}

/** `/settings`: the hour of the morning's summary, fewer reminders. */
export const settings: Feature = {
  commands: { settings: show },
  callbacks: [
    settingsCallbacks.on({
      show,
      async digest(ctx, hour = '') {
        const digestAt = `${hour.slice(0, 2)}:${hour.slice(2)}`
        if (digestHours.includes(digestAt)) await change(ctx, { digestAt })
      },
      fewer: (ctx, flag) => change(ctx, { fewerReminders: flag === '1' }),
    }),
  ],
  home: [
    {
      order: 90,
      build: async (ctx) => ({ lines: [], buttons: [settingsCallbacks.button(ctx.t('label-settings'), 'show')] }),
    },
  ],
}
