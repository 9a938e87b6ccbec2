import { dayOf, startOfDay } from '../../src/core/dates.js'
import { defineDeliveryModel } from '../../src/modules/deliveries/delivery-model.js'
import type { JobRun, Pulse, UpkeepHealth } from '../../src/modules/upkeep/job-run.js'
import type { PanelUser } from '../gate/panel-user.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { sayMoment } from './format.js'
import type { ListHead, ListNote } from './page.js'

/** Counting stops here: more is «more than». */
const largestCount = 10_000
/** One failed run may be chance. */
const worrying = 3
const refreshSeconds = 10

/** What did not arrive and is still worth telling. */
export const undelivered = (now: Date) => ({ state: { $in: ['failed', 'dead'] }, handledAt: null, $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }] })

/** Above the journal: how much went, waits and failed, and whether anything sends at all (IMPL-03, IMPL-23). */
export function createDeliveryHead({ connection, services, clock, texts }: ResourceContext) {
  const model = defineDeliveryModel(connection)
  const said = (key: string, params?: Record<string, string | number>) => texts.text(`pages.Delivery.${key}`, params)

  async function figures({ organisationId, zone }: PanelUser): Promise<ListHead['figures']> {
    const scope = organisationId === null ? {} : { organisationId }
    const since = startOfDay(dayOf(clock.now(), zone), zone)
    const wanted: [string, string, object][] = [
      ['sentToday', 'sent', { state: 'sent', sentAt: { $gte: since } }],
      ['waiting', 'waiting', { state: { $in: ['pending', 'sending'] } }],
      ['failed', 'failed', undelivered(clock.now())],
      ['unknown', 'unknown', { state: 'unknown', handledAt: null }],
    ]
    return Promise.all(
      wanted.map(async ([name, view, condition]) => {
        const count = await model.countDocuments({ $and: [scope, condition] }, { limit: largestCount + 1 })
        const text = count > largestCount ? said('moreThan', { count: largestCount }) : String(count)
        return { label: said(name), text, view, isBad: count > 0 && view === 'failed' }
      }),
    )
  }

  /** The record keeps the database's plain clock; people read the one that the panel shows. */
  function since({ lastAt }: Pulse, now: Date, zone: string): string | null {
    return lastAt ? sayMoment(new Date(clock.now().getTime() - (now.getTime() - lastAt.getTime())), clock.now(), zone, texts) : null
  }

  function pulseNote(name: 'sender' | 'scheduler', pulse: Pulse, now: Date, zone: string): ListNote | null {
    const at = since(pulse, now, zone)
    if (!pulse.isSilent) return name === 'sender' ? { text: said('senderWorks', { at: at ?? '' }), tone: 'good' } : null
    return { text: at ? said(`${name}Silent`, { at }) : said(`${name}Never`), tone: 'bad' }
  }

  function jobNote({ name, failuresInRow }: JobRun): ListNote {
    return { text: said('jobFails', { job: texts.maybe(`words.Delivery.job.${name}`) ?? said('someJob'), count: failuresInRow }), tone: 'bad' }
  }

  function notes({ now, jobs, sender, scheduler }: UpkeepHealth, zone: string): ListNote[] {
    const failing = jobs.filter(({ failuresInRow }) => failuresInRow >= worrying).map(jobNote)
    return [pulseNote('sender', sender, now, zone), pulseNote('scheduler', scheduler, now, zone), ...failing].filter((note) => note !== null)
  }

  return async (user: PanelUser): Promise<ListHead> => ({
    figures: await figures(user),
    notes: notes(await services.upkeep.health(), user.zone),
    foot: said('honest'),
    refreshSeconds,
  })
}
