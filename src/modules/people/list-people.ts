import type { Role } from '../../core/actor.js'
import type { Page } from '../../core/kernel.js'
import type { PeopleStore } from './people-store.js'
import { toPerson } from './person-model.js'
import { normaliseName, type Person } from './person.js'

export interface PeopleQuery {
  /** Held today. */
  role?: Role
  /** Beginning of the surname or of the first name, with what follows it. */
  query?: string
  linked?: boolean
  /** Holds no role today. */
  withoutRole?: boolean
  /** Shows the archived instead of the present. */
  archived?: boolean
  /** First page is 1. */
  page?: number
  pageSize?: number
}

const largestPage = 500

const beginningWith = (text: string) => ({ $gte: text, $lt: `${text}\uffff` })

/** Lists an organisation's people by surname (IMPL-20). */
export function createPeopleLists(store: PeopleStore) {
  async function conditions(organisationId: string, query: PeopleQuery): Promise<Record<string, unknown>> {
    const today = await store.today(organisationId)
    const wanted = normaliseName(query.query ?? '').slice(0, 100)
    return {
      organisationId,
      archivedAt: query.archived ? { $ne: null } : null,
      ...(wanted ? { $or: [{ searchName: beginningWith(wanted) }, { searchGiven: beginningWith(wanted) }] } : {}),
      ...(query.role ? { roles: { $elemMatch: { role: query.role, from: { $lte: today }, $or: [{ to: null }, { to: { $gte: today } }] } } } : {}),
      ...(query.withoutRole ? { $nor: [{ roles: { $elemMatch: { to: null } } }, { roles: { $elemMatch: { to: { $gte: today } } } }] } : {}),
      ...(query.linked === undefined ? {} : { telegramId: query.linked ? { $ne: null } : null }),
    }
  }

  return {
    async list(organisationId: string, query: PeopleQuery = {}): Promise<Page<Person>> {
      const filter = await conditions(organisationId, query)
      const size = Math.min(Math.max(query.pageSize ?? 50, 1), largestPage)
      const skip = (Math.max(query.page ?? 1, 1) - 1) * size
      const [found, total] = await Promise.all([
        store.people.find(filter).sort({ searchName: 1, _id: 1 }).skip(skip).limit(size).lean(),
        store.people.countDocuments(filter),
      ])
      return { items: found.map(toPerson), total }
    },

    /** Everybody present who holds one of the roles today, each once, by surname. */
    async withAnyRole(organisationId: string, roles: readonly Role[]): Promise<Person[]> {
      const today = await store.today(organisationId)
      const held = { role: { $in: roles }, from: { $lte: today }, $or: [{ to: null }, { to: { $gte: today } }] }
      const found = await store.people.find({ organisationId, archivedAt: null, roles: { $elemMatch: held } }).sort({ searchName: 1, _id: 1 }).lean()
      return found.map(toPerson)
    },

    /** Everybody present who holds the role today, without pages: for messages to curators and heads. */
    async withRole(organisationId: string, role: Role): Promise<Person[]> {
      const found = await store.people.find(await conditions(organisationId, { role })).sort({ searchName: 1, _id: 1 }).lean()
      return found.map(toPerson)
    },
  }
}
