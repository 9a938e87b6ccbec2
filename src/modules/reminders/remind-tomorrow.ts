import { belongsTo, type Actor } from '../../core/actor.js'
import { addDays, dayOf, instantAt, type Day } from '../../core/dates.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { nextOpen, quietRulesOf } from '../deliveries/reminder-rules.js'
import { rowSubject } from '../programmes/term-reminders.js'
import type { ReminderDependencies } from './reminder-service.js'

export interface TomorrowInput {
  programmeId: string
  rowId: string
}

/** Makes the wish «remind me tomorrow»: one more nudge in the person's morning, on the next open day; asked twice it is one. */
export function createTomorrowReminder({ kernel, deliveries, sources }: ReminderDependencies) {
  return async function remindTomorrow(actor: Actor, { programmeId, rowId }: TomorrowInput): Promise<Result<{ on: Day }>> {
    const programme = await sources.programme(programmeId)
    const row = programme?.rows.find(({ id }) => id === rowId)
    const mark = row?.marks.find(({ menteeId }) => menteeId === actor.personId)
    const person = mark && (await sources.person(mark.menteeId))
    const organisation = programme && (await sources.organisation(programme.organisationId))
    if (!programme || !row || !mark || !person || !organisation || !belongsTo(actor, programme.organisationId)) return refuse('row-not-found')
    if (mark.state !== 'open' && mark.state !== 'returned') return refuse(`mark-${mark.state}-already`)
    if (programme.state !== 'running' || programme.suspendedAt !== null) return refuse('reminder-not-now')
    const { zone, settings } = organisation
    const [hour = 9, minute = 0] = (person.settings.digestAt ?? settings.digestAt).split(':').map(Number)
    const tomorrow = addDays(dayOf(kernel.clock.now(), zone), 1)
    const dueAt = nextOpen(instantAt(tomorrow, hour, minute, zone), quietRulesOf(organisation, person.settings))
    const on = dayOf(dueAt, zone)
    const term = row.intermediateOn !== null && row.intermediateOn >= on ? 'intermediate' : 'final'
    const about = { organisationId: organisation.id, personId: person.id, subject: rowSubject(programme.id, row.id), params: { programmeId, rowId, term } }
    // He has asked for this one himself: it is no nudge of ours, neither counted nor held back by «fewer».
    await kernel.transaction(() => deliveries.plan([{ ...about, kind: 'row-nudge', class: 'news', occurrence: on, offset: 'again', dueAt }]))
    return ok({ on })
  }
}
