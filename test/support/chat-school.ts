import { join } from 'node:path'
import { Api } from 'grammy'
import pino from 'pino'
import { createTextBook } from '../../src/bot/texts.js'
import { systemActor, type Actor, type Role } from '../../src/core/actor.js'
import { addDays, dayOf } from '../../src/core/dates.js'
import { must } from '../../src/core/result.js'
import { raiseShift } from '../../src/db/clock-shift.js'
import { createTelegramMessenger } from '../../src/messenger/telegram-messenger.js'
import type { Person } from '../../src/modules/people/person.js'
import type { RowInput } from '../../src/modules/programmes/programme-service.js'
import { projectRoot } from '../../src/paths.js'
import { openSender } from '../../src/roles/open-sender.js'
import { defaultSending } from '../../src/sending-settings.js'
import { startBotHarness, type BotHarness } from './bot.js'
import { aSchool, enrol } from './staff.js'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const system = systemActor('command')
/** A number is unique in its organisation and year. */
let lastOrder = 16

/** Milliseconds to the next Tuesday, ten in the morning in Moscow, at least a day ahead. */
function untilTuesdayMorning(now: number): number {
  const wanted = new Date(now + dayMs)
  wanted.setUTCHours(7, 0, 0, 0)
  while (wanted.getTime() <= now + dayMs || wanted.getUTCDay() !== 2) wanted.setTime(wanted.getTime() + dayMs)
  return wanted.getTime() - now
}

function startSender({ services, clock, telegram, database }: BotHarness) {
  const messenger = createTelegramMessenger(new Api(telegram.token, { apiRoot: telegram.apiRoot }))
  return openSender({
    connection: database.connection,
    services,
    textBook: createTextBook(join(projectRoot, 'locales', 'ru')),
    clock,
    log: pino({ level: 'silent' }),
    send: (chatId, screen) => messenger.send(chatId, screen),
    sending: { ...defaultSending, perSecond: 500, chatGapMs: 0 },
  })
}

/** The real bot and sender with a school in its chats: mentor Olga, mentees Anna, Vera and Gleb, curator Maria, head Ivan; a Tuesday morning. */
export async function aChatSchool() {
  const harness = await startBotHarness()
  const { services, clock, telegram, database } = harness
  clock.setShift(await raiseShift(database.connection, untilTuesdayMorning(clock.now().getTime())))
  const school = await aSchool(services)
  const person = (surname: string, name: string, patronymic: string, role: Role, telegramId: number) => enrol(services, school.id, { surname, name, patronymic, roles: [role], telegramId })
  const people = {
    olga: await person('Орлова', 'Ольга', 'Ивановна', 'mentor', 101),
    anna: await person('Петрова', 'Анна', 'Сергеевна', 'mentee', 102),
    vera: await person('Котова', 'Вера', 'Львовна', 'mentee', 103),
    gleb: await person('Зимин', 'Глеб', 'Юрьевич', 'mentee', 106),
    maria: await person('Лисина', 'Мария', 'Олеговна', 'curator', 104),
    ivan: await person('Громов', 'Иван', 'Андреевич', 'head', 105),
  }
  must(await services.organisations.update(system, school.id, { curatorPersonId: people.maria.id, headPersonId: people.ivan.id }))
  const chats = Object.fromEntries(Object.entries(people).map(([name, { telegramId }]) => [name, telegram.user(telegramId ?? 0)])) as Record<keyof typeof people, ReturnType<typeof telegram.user>>
  for (const chat of Object.values(chats)) await chat.sends('/start')
  const actor = (who: Person, role: Role): Actor => ({ organisationId: school.id, personId: who.id, accountId: null, roles: [role], channel: 'bot' })
  const as = { olga: actor(people.olga, 'mentor'), anna: actor(people.anna, 'mentee'), vera: actor(people.vera, 'mentee'), maria: actor(people.maria, 'curator'), ivan: actor(people.ivan, 'head') }
  const sender = startSender(harness)
  const today = () => dayOf(clock.now(), school.zone)

  async function agreedPair(menteeIds: string[]) {
    let pair = must(await services.pairs.propose(as.maria, { mentorId: people.olga.id, menteeIds, form: school.dictionaries.forms[0]?.code ?? '', kinds: [school.dictionaries.kinds[0]?.code ?? ''] }))
    for (const personId of [people.olga.id, ...menteeIds]) pair = must(await services.pairs.answer(as.maria, { pairId: pair.id, personId, answer: 'agreed' }))
    return pair
  }

  async function runningProgramme(menteeIds: string[]) {
    const pair = await agreedPair(menteeIds)
    const signed = (personId: string, kind: 'mentoring' | 'duties') => services.consents.registerPaper(system, { personId, kind, pairId: kind === 'duties' ? pair.id : null, signedOn: today(), fileId: null })
    must(await signed(people.olga.id, 'mentoring'))
    for (const personId of [people.olga.id, ...menteeIds]) must(await signed(personId, 'duties'))
    must(await services.pairs.progress(as.maria, pair.id))
    must(await services.pairs.recordOrder(as.ivan, { pairIds: [pair.id], number: String((lastOrder += 1)), on: today() }))
    const { id } = must(await services.programmes.draft(as.olga, pair.id))
    const row: RowInput = { aim: 'difficulty', need: 'Проведение урока', measures: 'Посетить урок в 7 «Б»', mode: 'offline', finalOn: addDays(today(), 20), result: 'Лист наблюдений' }
    const kinds = [school.dictionaries.kinds[0]?.code ?? '']
    must(await services.programmes.change(as.olga, id, { goal: 'Уверенно вести урок', directions: [school.dictionaries.directions[0]?.code ?? ''], kinds }))
    must(await services.programmes.addRow(as.olga, id, row))
    must(await services.programmes.addRow(as.olga, id, { ...row, aim: 'strength', need: 'Увлечь класс', measures: 'Открытый урок' }))
    must(await services.programmes.show(as.olga, id))
    for (const menteeId of menteeIds) must(await services.programmes.agree(as.maria, { programmeId: id, menteeId }))
    must(await services.programmes.approve(as.maria, id))
    return { pair, programmeId: id }
  }

  return {
    ...harness,
    ...{ school, people, chats, as, today, agreedPair, runningProgramme },
    restartBot: harness.restartBot,
    /** Brings what is due now, as the worker does. */
    deliver: () => sender.runNow(),
    /** Moves the common clock on and brings what has become due. */
    async pass(hours: number) {
      clock.setShift(await raiseShift(database.connection, hours * hourMs))
      await sender.runNow()
    },
    /** What the messenger refused; an edit without a change is harmless. */
    refusals: async () => (await telegram.refusedCalls()).filter((call) => !call.description?.includes('not modified')),
    async stop() {
      await sender.stop()
      await harness.stop()
    },
  }
}

export type ChatSchool = Awaited<ReturnType<typeof aChatSchool>>
