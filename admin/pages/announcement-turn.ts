import { nextOpen, quietRulesOf } from '../../src/modules/deliveries/reminder-rules.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { sayMoment } from './format.js'

/** Makes the look at when an announcement goes: null outside quiet time, else the end of it in words. */
export function createAnnouncementTurn({ services, clock, texts }: Pick<ResourceContext, 'services' | 'clock' | 'texts'>) {
  return async (organisationId: string): Promise<string | null> => {
    const organisation = await services.organisations.get(organisationId)
    if (!organisation) return null
    const now = clock.now()
    const open = nextOpen(now, quietRulesOf(organisation))
    return open > now ? sayMoment(open, now, organisation.zone, texts) : null
  }
}
