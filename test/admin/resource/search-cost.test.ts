import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../../../src/core/actor.js'
import { must } from '../../../src/core/result.js'
import { definePersonModel } from '../../../src/modules/people/person-model.js'
import { searchKeysOf } from '../../../src/modules/people/person.js'
import { heavy, testDatabase, type TestDatabase } from '../../support/database.js'
import { testPanel, visitor, type TestPanel, type Visitor } from '../../support/panel.js'
import { examined, watchedConnection, type SeenCommand } from '../../support/watched.js'

const rows = 10_000
const api = '/admin/api/resources'

heavy('search among ten thousand people', () => {
  let database: TestDatabase
  let panel: TestPanel
  let curator: Visitor
  let watched: Awaited<ReturnType<typeof watchedConnection>>

  beforeAll(async () => {
    database = await testDatabase()
    watched = await watchedConnection(database)
    panel = await testPanel({ ...database, connection: watched.connection, index: database.index })
    definePersonModel(database.connection)
    await database.index()
    const { id } = must(await panel.services.people.create(systemActor('command'), panel.own, { surname: 'Образцова', name: 'Анна', patronymic: 'Сергеевна' }))
    const people = database.connection.collection('people')
    const { _id: _own, ...sample } = (await people.findOne({ surname: 'Образцова' })) ?? {}
    expect(id).toBeTruthy()
    const syllables = ['Ба', 'Ве', 'Гу', 'До', 'Жи', 'Зо', 'Ка', 'Ли', 'Мо', 'Ну']
    const letters = (number: number) => [...String(number).padStart(4, '0')].map((digit) => syllables[Number(digit)]).join('').toLowerCase()
    for (let from = 0; from < rows; from += 2_000) {
      await people.insertMany(Array.from({ length: 2_000 }, (_, at) => {
        const named = { surname: `С${letters(from + at)}`, name: syllables[at % 10] ?? '', patronymic: null }
        return { ...sample, ...named, ...searchKeysOf(named), organisationId: at % 2 === 0 ? panel.own : panel.other }
      }))
    }
    curator = visitor(panel.url)
    await curator.signIn(await panel.openAccount('curator'))
  }, 60_000)
  afterAll(async () => {
    await panel.close()
    await watched.connection.close()
    await database.drop()
  })

  const ofPeople = (commands: SeenCommand[]) => commands.filter(({ name, collection, command }) => name === 'find' && collection === 'people' && JSON.stringify(command['filter']).includes('search'))

  it.each([
    ['search by the first letters', `Person/actions/search/${encodeURIComponent('сба')}`],
    ['list by the first letters of a surname', `Person/actions/list?filters.surname=${encodeURIComponent('сбабаба')}`],
    ['list by the name', `Person/actions/list?filters.fullName=${encodeURIComponent('сбавегу')}`],
  ])('[IMPL-20] S16 %s looks at no more than two keys a row that it gives', async (_what, path) => {
    watched.take()
    const { records = [] } = (await (await curator.get(`${api}/${path}`)).json()) as { records?: unknown[] }
    const finds = ofPeople(watched.take())
    expect(records.length).toBeGreaterThan(3)
    expect(finds.length).toBeGreaterThan(0)
    expect((await examined(watched.connection, finds)).keys).toBeLessThanOrEqual(2 * (records.length + 1))
  })

  it('S16 the longest text that may be searched for costs next to nothing, a longer one is refused', async () => {
    for (const [length, path] of [[200, 'filters.surname'], [200, 'filters.fullName'], [100, 'search']] as const) {
      const text = encodeURIComponent('с'.repeat(length))
      watched.take()
      const started = performance.now()
      const response = await curator.get(path === 'search' ? `${api}/Person/actions/search/${text}` : `${api}/Person/actions/list?${path}=${text}`)
      expect([response.status, performance.now() - started < 1_000]).toEqual([200, true])
      expect((await examined(watched.connection, ofPeople(watched.take()))).keys).toBeLessThanOrEqual(2)
    }
    watched.take()
    const refused = (await (await curator.get(`${api}/Person/actions/list?filters.fullName=${encodeURIComponent('с'.repeat(201))}`)).json()) as { notice?: { type: string }; records?: unknown[] }
    expect([refused.notice?.type, refused.records ?? []]).toEqual(['error', []])
    expect(ofPeople(watched.take())).toEqual([])
  })
})
