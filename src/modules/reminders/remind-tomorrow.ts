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

/** Offsets of nudges that a person has asked for begin so. */
export const wishedOffset = 'again'

/** Makes the wish «remind me tomorrow»: one more nudge in the person's morning, on the next open day; asked twice it is one; and its taking back. */
export function createTomorrowReminder({ kernel, deliveries, sources }: ReminderDependencies) {
  async function remindTomorrow(actor: Actor, { programmeId, rowId }: TomorrowInput): Promise<Result<{ on: Day }>> {
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
    const former = (await sources.wishedNudges(organisation.id, person.id)).filter(({ subject, occurrence }) => subject.id === about.subject.id && occurrence === on)
    const takenBack = former.filter(({ state }) => state === 'cancelled').length
    if (takenBack < former.length) return ok({ on })
    const offset = takenBack === 0 ? wishedOffset : `${wishedOffset}${takenBack + 1}`
    await kernel.transaction(() => deliveries.plan([{ ...about, kind: 'row-nudge', class: 'news', occurrence: on, offset, dueAt }]))
    return ok({ on })
  }

  async function forgetTomorrow({ organisationId, personId }: Actor): Promise<void> {
    if (organisationId === null || personId === null) return
    const wished = (await sources.wishedNudges(organisationId, personId)).filter(({ state }) => state === 'pending')
    await kernel.transaction(async () => {
      for (const { subject, occurrence } of wished) await deliveries.cancel({ organisationId, subject, kinds: ['row-nudge'], personId, occurrence })
    })
  }

  return { remindTomorrow, forgetTomorrow }
}
