import { Schema, type Connection, type Model } from 'mongoose'
import { systemActor } from '../core/actor.js'
import type { Clock } from '../core/clock.js'
import { dayOf } from '../core/dates.js'
import { fullName, rolesOn } from '../modules/people/person.js'
import type { SandboxPerson } from '../sandbox/world.js'
import type { Services } from '../services.js'
import { loadTexts } from '../texts.js'

interface DemoPersonDocument {
  /** Telegram user id in the sandbox. */
  _id: number
  organisationId: string
  personId: string
  about: string
  inviteLink?: string
  inviteUntil?: Date
}

const demoPersonSchema = new Schema<DemoPersonDocument>(
  {
    _id: Number,
    organisationId: { type: String, required: true },
    personId: { type: String, required: true },
    about: { type: String, required: true },
    inviteLink: String,
    inviteUntil: Date,
  },
  { collection: 'demo_people', versionKey: false },
)

/** Registers the people of the sandbox on the connection, or returns their model when it is there. */
export function defineDemoPersonModel(connection: Connection): Model<DemoPersonDocument> {
  return connection.models['DemoPerson'] ?? connection.model<DemoPersonDocument>('DemoPerson', demoPersonSchema)
}

/** Lists the people whom the sandbox offers to play; who is not in the bot yet gets an invitation that works. */
export function createDemoPeople({ connection, services, clock }: { connection: Connection; services: Services; clock: Clock }) {
  const model = defineDemoPersonModel(connection)
  const texts = loadTexts('site')

  const asked = new Map<number, Promise<string | undefined>>()

  /** Two pages that open at once get one link, not two of which one is dead. */
  function inviteOnce(stored: DemoPersonDocument): Promise<string | undefined> {
    const under = asked.get(stored._id) ?? inviteFor(stored).finally(() => asked.delete(stored._id))
    asked.set(stored._id, under)
    return under
  }

  async function inviteFor(stored: DemoPersonDocument): Promise<string | undefined> {
    if (stored.inviteLink && stored.inviteUntil && stored.inviteUntil > clock.now()) return stored.inviteLink
    const issued = await services.invitations.issue(systemActor('job', stored.organisationId), { personId: stored.personId })
    if (!issued.ok) return undefined
    const { link, expiresAt } = issued.value
    await model.updateOne({ _id: stored._id }, { $set: { inviteLink: link, inviteUntil: expiresAt } })
    return link
  }

  return async (): Promise<SandboxPerson[]> => {
    const stored = await model.find().sort({ _id: 1 }).lean<DemoPersonDocument[]>()
    const people = new Map((await services.people.getMany(stored.map(({ personId }) => personId))).map((person) => [person.id, person]))
    const listed: SandboxPerson[] = []
    for (const one of stored) {
      const person = people.get(one.personId)
      const zone = person ? (await services.organisations.get(person.organisationId))?.zone : undefined
      if (!person || !zone) continue
      const [role = 'mentee'] = rolesOn(person, dayOf(clock.now(), zone))
      const linked = person.telegramId === one._id
      const invite = linked ? {} : { inviteLink: await inviteOnce(one) }
      listed.push({ id: one._id, name: fullName(person), role: texts(`role-${role}`), about: one.about, linked, ...invite })
    }
    return listed
  }
}
