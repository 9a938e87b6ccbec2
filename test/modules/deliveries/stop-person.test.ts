import { afterAll, beforeAll, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { createDeliveryService, type DeliveryService } from '../../../src/modules/deliveries/delivery-service.js'
import { registerBench, staffOf, type RegisterBench } from '../../support/register-bench.js'
import { aDelivery } from './support.js'

let bench: RegisterBench
let deliveries: DeliveryService
beforeAll(async () => {
  bench = await registerBench()
  const { kernel, people, database } = bench
  deliveries = createDeliveryService({ connection: database.connection, kernel, markUnreachable: (id, chatId) => people.markUnreachable(id, chatId), curatorsOf: async () => [] })
})
afterAll(() => bench.database.drop())

it('[IMPL-03][IMPL-04] a 403 of the chat that a person had before says nothing about the new one', async () => {
  const school = await bench.aSchool()
  const person = must(await bench.people.create(staffOf(school.id, 'curator'), school.id, { surname: 'Петрова', name: 'Анна', patronymic: null }))
  must(await bench.people.link(person.id, 501))
  const row = (occurrence: string) => aDelivery({ kind: 'row-accepted', personId: person.id, organisationId: school.id, occurrence })
  await deliveries.plan([row('on its way'), row('next')])
  const [first] = await deliveries.claim(1)
  await deliveries.begin(first!)
  must(await bench.people.link(person.id, 502))
  await deliveries.settle(first!, { outcome: 'failed', code: 'unreachable', personUnreachable: true }, 501)
  expect((await bench.people.get(person.id))?.unreachableAt).toBeNull()
  expect(await deliveries.countByState()).toMatchObject({ failed: 1, pending: 1, cancelled: 0 })

  const [next] = await deliveries.claim(1)
  await deliveries.begin(next!)
  await deliveries.settle(next!, { outcome: 'failed', code: 'unreachable', personUnreachable: true }, 502)
  expect((await bench.people.get(person.id))?.unreachableAt).not.toBeNull()
})
