import { join } from 'node:path'
import { Api } from 'grammy'
import { createTextBook } from '../../src/bot/texts.js'
import type { DeliveryViews } from '../../src/bot/views/deliveries/data.js'
import { createDeliveryLoader } from '../../src/bot/views/deliveries/load-data.js'
import { programmeDeliveries, type ProgrammeDeliveryKind } from '../../src/bot/views/deliveries/programmes.js'
import { must } from '../../src/core/result.js'
import { createTelegramMessenger } from '../../src/messenger/telegram-messenger.js'
import { currentMenteeIds, type Pair } from '../../src/modules/pairs/pair.js'
import type { AnswerValue, CurrentQuestion } from '../../src/modules/questionnaires/questionnaire-service.js'
import type { RowInput } from '../../src/modules/programmes/programme-service.js'
import { projectRoot } from '../../src/paths.js'
import { startBotHarness } from './bot.js'
import { settleSchool, start } from './programme-bench.js'

const chats = { olga: 101, anna: 102, vera: 103, maria: 104, ivan: 105, boris: 106 }

const told: Record<string, AnswerValue> = { directions: ['methods', 'digital'], strengths: 'Умею увлечь класс', subject: 'methodical', difficulties: 'Устала', category: ['burnout'] }

function answerTo({ question }: CurrentQuestion): AnswerValue {
  const wanted = told[question.id]
  if (wanted !== undefined) return wanted
  if (question.type === 'text') return 'ответ'
  if (question.type === 'yes-no') return 'yes'
  if (question.type === 'scale') return '3'
  const [first] = question.options
  return question.type === 'multiple' ? [first?.code ?? ''] : (first?.code ?? '2026-09-14')
}

/** The school in the real bot over the sandbox: mentor Olga, mentees Anna and Vera, curator Maria, head Ivan. */
export async function startPlanChat() {
  let time = Date.parse(start)
  const harness = await startBotHarness({ now: () => time })
  const { services, telegram, clock } = harness
  const school = await settleSchool({ ...services, answers: new Map() })
  const { ids, as } = school
  for (const [name, chatId] of Object.entries(chats)) must(await services.people.link(ids[name as keyof typeof ids], chatId))
  const sign = (personId: string, kind: 'personal-data' | 'mentoring' | 'duties', pairId: string | null = null) =>
    services.consents.registerPaper(as.maria, { personId, kind, pairId, signedOn: '2026-09-14', fileId: null }).then(must)
  for (const id of Object.values(ids)) for (const kind of ['personal-data', 'mentoring'] as const) await sign(id, kind)

  async function survey(personId: string, actor: typeof as.anna): Promise<void> {
    const { id } = must(await services.questionnaires.start(actor, { personId, kind: 'needs' }))
    for (let current = must(await services.questionnaires.current(actor, id)); current; ) {
      const next = must(await services.questionnaires.answer(actor, { responseId: id, questionId: current.question.id, value: answerTo(current) }))
      current = next
    }
    must(await services.questionnaires.send(actor, id))
  }
  await survey(ids.anna, as.anna)

  async function signedPair(menteeIds: string[] = [ids.anna]): Promise<Pair> {
    const pair = await school.agreedPair(menteeIds)
    for (const personId of [pair.mentorId, ...menteeIds]) await sign(personId, 'duties', pair.id)
    return pair
  }
  async function running(menteeIds: string[] = [ids.anna], rows?: RowInput[]) {
    const pair = await signedPair(menteeIds)
    must(await services.pairs.recordOrder(as.ivan, { pairIds: [pair.id], number: String(time % 100_000), on: '2026-09-14' }))
    const id = await school.composed(pair, rows)
    must(await services.programmes.show(as.olga, id))
    for (const menteeId of currentMenteeIds(pair)) must(await services.programmes.agree(as.maria, { programmeId: id, menteeId }))
    must(await services.programmes.approve(as.maria, id))
    return id
  }

  const { token, apiRoot } = telegram
  const messenger = createTelegramMessenger(new Api(token, { apiRoot }))
  const textBook = createTextBook(join(projectRoot, 'locales', 'ru'))
  const load = createDeliveryLoader({ lookups: { ...services, findPerson: (id) => services.people.get(id), findOrganisation: (id) => services.organisations.get(id) }, textBook, clock })
  const views: Partial<DeliveryViews<ProgrammeDeliveryKind>> = programmeDeliveries

  /** Sends what is due of this feature's messages by the test's clock; the others are dropped. */
  async function deliver(): Promise<void> {
    for (const delivery of await services.deliveries.claim(200)) {
      if (delivery.nextTryAt > clock.now()) {
        await services.deliveries.conclude([{ delivery, verdict: { do: 'hold', until: delivery.nextTryAt } }])
        continue
      }
      const view = views[delivery.kind as ProgrammeDeliveryKind]
      const data = view && (await load(delivery))
      if (!view || !data || !(await services.deliveries.begin(delivery))) await services.deliveries.conclude([{ delivery, verdict: { do: 'drop', state: 'cancelled', reason: 'test' } }])
      else await services.deliveries.settle(delivery, await messenger.send(data.person.telegramId ?? 0, view(data)))
    }
  }

  const users = Object.fromEntries(Object.entries(chats).map(([name, chatId]) => [name, telegram.user(chatId)])) as Record<keyof typeof chats, ReturnType<typeof telegram.user>>
  for (const user of Object.values(users)) await user.sends('/start')
  return { harness, services, ...school, ...users, signedPair, running, deliver, setTime: (iso: string) => void (time = Date.parse(iso)) }
}

export type PlanChat = Awaited<ReturnType<typeof startPlanChat>>
