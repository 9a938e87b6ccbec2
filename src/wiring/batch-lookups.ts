import DataLoader from 'dataloader'
import type { Services } from '../services.js'

type Lookups = Pick<Services, 'announcements' | 'consents' | 'meetings' | 'offices' | 'organisations' | 'pairs' | 'people' | 'programmes' | 'questionnaires' | 'requests'>

/** Many look-ups of one tick become one query, and each record is read once. */
function together<T extends { id: string }>(getMany: (ids: readonly string[]) => Promise<T[]>): (id: string) => Promise<T | null> {
  const loader = new DataLoader<string, T | null>(async (ids) => {
    const found = new Map((await getMany(ids)).map((record) => [record.id, record]))
    return ids.map((id) => found.get(id) ?? null)
  })
  return (id) => loader.load(id)
}

/** The same for records of which each id has many. */
function manyTogether<T>(getMany: (ids: readonly string[]) => Promise<T[]>, idOf: (record: T) => string): (ids: readonly string[]) => Promise<T[]> {
  const loader = new DataLoader<string, T[]>(async (ids) => {
    const found = await getMany(ids)
    return ids.map((id) => found.filter((record) => idOf(record) === id))
  })
  return async (ids) => (await Promise.all(ids.map((id) => loader.load(id)))).flat()
}

/** Each question is asked once. */
function once<Key extends readonly unknown[], T>(ask: (...key: Key) => Promise<T>): (...key: Key) => Promise<T> {
  const answers = new Map<string, Promise<T>>()
  return (...key) => {
    const name = JSON.stringify(key)
    const answer = answers.get(name) ?? ask(...key)
    answers.set(name, answer)
    return answer
  }
}

/** The services as one batch of messages sees them: what it looks up is read together, and once. */
export function openBatchLookups<Given extends Lookups>(services: Given): Given {
  const { announcements, consents, meetings, offices, organisations, pairs, people, programmes, questionnaires, requests } = services
  return {
    ...services,
    announcements: { ...announcements, get: once((id) => announcements.get(id)) },
    consents: { ...consents, has: once((personId, kind, pairId) => consents.has(personId, kind, pairId)) },
    meetings: { ...meetings, get: together((ids) => meetings.getMany(ids)) },
    offices: { ...offices, standIn: once((organisationId, curatorId) => offices.standIn(organisationId, curatorId)) },
    organisations: { ...organisations, get: once((id) => organisations.get(id)) },
    pairs: { ...pairs, get: together((ids) => pairs.getMany(ids)) },
    people: { ...people, get: together((ids) => people.getMany(ids)) },
    programmes: { ...programmes, get: together((ids) => programmes.getMany(ids)), ofPair: once((pairId) => programmes.ofPair(pairId)) },
    questionnaires: { ...questionnaires, latestSent: once((personId, kind) => questionnaires.latestSent(personId, kind)) },
    requests: { ...requests, get: together((ids) => requests.getMany(ids)), holdsOf: manyTogether((ids) => requests.holdsOf(ids), ({ programmeId }) => programmeId) },
  }
}
