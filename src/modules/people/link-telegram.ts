import type { Actor } from '../../core/actor.js'
import { systemActor } from '../../core/actor.js'
import type { Clock } from '../../core/clock.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { toPerson } from './person-model.js'
import { mayOverrule, maySetUp } from './person-policy.js'
import type { PeopleStore } from './people-store.js'
import type { createChatLock } from './chat-lock-model.js'
import type { Person } from './person.js'

/** What linking did: the chat that was tied before, if another one was, is to be told. */
export interface LinkOutcome {
  person: Person
  formerTelegramId: number | null
}

/** The tie between a person and his chat (IMPL-04); invitations decide who may tie. */
export function createTelegramLinks({ store, clock, lockChat }: { store: PeopleStore; clock: Clock; lockChat: ReturnType<typeof createChatLock> }) {
  const { people } = store

  return {
    /** Who writes from this chat; the archived have none. */
    async byTelegram(telegramId: number): Promise<Person | null> {
      const found = await people.findOne({ telegramId, archivedAt: null }).lean()
      return found ? toPerson(found) : null
    },

    /** Ties the chat; a former chat of the person is untied. Problems: person-not-found, forbidden, person-guarded, person-archived, telegram-taken. */
    async link(personId: string, telegramId: number, actor: Actor = systemActor('job')): Promise<Result<LinkOutcome>> {
      let formerTelegramId: number | null = null
      const linked = await store.change(actor, personId, async (person) => {
        if (!maySetUp(actor, person)) return refuse('forbidden')
        if (!mayOverrule(actor, person, await store.today(person.organisationId))) return refuse('person-guarded')
        if (person.archivedAt) return refuse('person-archived')
        await lockChat(telegramId, clock.now())
        if (await people.exists({ telegramId, _id: { $ne: personId } })) return refuse('telegram-taken')
        formerTelegramId = person.telegramId === telegramId ? null : person.telegramId
        return ok({ action: 'link', fields: { telegramId, linkedAt: clock.now(), unreachableAt: null } })
      })
      return linked.ok ? ok({ person: linked.value, formerTelegramId }) : linked
    },

    /** Unties the chat, for instance at dismissal. Problems: person-not-found, forbidden, person-guarded. */
    unlink: (personId: string, actor: Actor = systemActor('job'), reason?: string): Promise<Result<Person>> =>
      store.change(actor, personId, async (person) => {
        if (!maySetUp(actor, person)) return refuse('forbidden')
        if (!mayOverrule(actor, person, await store.today(person.organisationId))) return refuse('person-guarded')
        return ok({ action: 'unlink', fields: { telegramId: null, linkedAt: null, unreachableAt: null }, ...(reason ? { reason } : {}) })
      }),

    /** Notes that messages do not reach the chat, so that the curator phones (IMPL-03); keeps the first instant. Nothing when it is no longer the person's chat. */
    async markUnreachable(personId: string, chatId?: number): Promise<boolean> {
      const { modifiedCount } = await people.updateOne({ _id: personId, unreachableAt: null, ...(chatId === undefined ? {} : { telegramId: chatId }) }, { $set: { unreachableAt: clock.now() } })
      return modifiedCount === 1
    },

    /** Notes that the chat answers again. */
    async markReachable(personId: string): Promise<void> {
      await people.updateOne({ _id: personId, unreachableAt: { $ne: null } }, { $set: { unreachableAt: null } })
    },
  }
}
