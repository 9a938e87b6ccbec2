import { addDays } from '../../src/core/dates.js'
import { must } from '../../src/core/result.js'
import type { ChatSchool } from './chat-school.js'
import { enrol } from './staff.js'
import type { TelegramUser } from './telegram.js'

/** The chat in which somebody who is not linked yet opens his invitation. */
export const newcomerId = 120
const photo = { name: 'sheet.jpg', mime: 'image/jpeg', content: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0, 1]) }
const typed = (day: string) => day.split('-').reverse().join('.')

async function answerSurvey(chat: TelegramUser): Promise<void> {
  for (let count = 0; count < 40 && !chat.hasButton('Отправить'); count += 1) {
    const { buttons, text } = chat.last
    const [first = ''] = buttons
    if (first.startsWith('▢')) {
      await chat.presses(first)
      await chat.presses(/^Готово/)
    } else if (first.startsWith('▣')) await chat.presses(/^Готово/)
    else if (buttons.includes('Пропустить')) await chat.presses('Пропустить')
    else if (buttons.some((label) => label.startsWith('5 —'))) await chat.presses('4')
    else if (/труднее всего\?|хорошо\?|предмет/.test(text) && !buttons.includes('Да')) await chat.sends('Не успеваю до звонка')
    else await chat.presses(first)
  }
  await chat.presses('Отправить')
}

/** The newcomer's link, papers and survey. */
async function comesIn({ services, school, as }: ChatSchool, nina: TelegramUser): Promise<void> {
  const person = await enrol(services, school.id, { surname: 'Новикова', name: 'Нина', patronymic: 'Павловна', roles: ['mentee'], consents: false })
  const { link } = must(await services.invitations.issue(as.maria, { personId: person.id }))
  await nina.opens(link)
  await nina.presses('Да, это я')
  await nina.presses('Согласен(на)')
  await nina.presses('Заполнить анкету')
  await answerSurvey(nina)
}

/** A pair is proposed, agreed to, declared and ordered. */
async function becomesPair({ services, school, as, people, chats: { olga }, deliver, today }: ChatSchool, nina: TelegramUser): Promise<string> {
  const menteeId = (await services.people.byTelegram(newcomerId))?.id ?? ''
  const { id } = must(await services.pairs.propose(as.maria, {
    mentorId: people.olga.id, menteeIds: [menteeId], form: school.dictionaries.forms[0]?.code ?? '', kinds: [school.dictionaries.kinds[0]?.code ?? ''],
  }))
  await deliver()
  await olga.presses('Согласен(на)')
  await nina.presses('Согласен(на)')
  await deliver()
  await olga.presses('Прочитать и решить')
  await olga.presses('Согласен(на)')
  await olga.presses('Согласен(на)')
  await nina.presses('Прочитать и решить')
  await nina.presses('Согласен(на)')
  must(await services.pairs.recordOrder(as.maria, { pairIds: [id], number: '77-ОД', on: today() }))
  await deliver()
  return id
}

async function addsRow(olga: TelegramUser, aim: string, measures: string, finalOn: string): Promise<void> {
  await olga.presses('Добавить дело')
  await olga.presses(aim)
  await olga.presses('Своими словами')
  await olga.sends('Время на уроке')
  await olga.sends(measures)
  await olga.presses('очно')
  await olga.sends(typed(finalOn))
  await olga.presses('Пропустить')
  await olga.sends('лист наблюдений')
  await olga.presses('Добавить в план')
}

async function plans({ services, as, chats: { olga }, deliver, today }: ChatSchool, nina: TelegramUser, pairId: string): Promise<void> {
  await olga.sends('/start')
  await olga.presses('План')
  await addsRow(olga, 'Убрать трудность', 'Посетить урок в 7 «Б»', addDays(today(), 10))
  await addsRow(olga, 'Поддержать сильную сторону', 'Провести игру в 6 «А»', addDays(today(), 12))
  await olga.presses('Показать наставляемому')
  await deliver()
  await nina.presses('Прочитать план')
  await nina.presses('Согласен(на)')
  await deliver()
  const programme = await services.programmes.ofPair(pairId)
  must(await services.programmes.approve(as.maria, programme?.id ?? ''))
  await deliver()
}

async function works({ chats: { olga }, deliver }: ChatSchool, nina: TelegramUser): Promise<void> {
  const reports = async (words: string) => {
    await nina.sends('/tasks')
    await nina.presses('1')
    await nina.presses('Выполнено')
    await nina.uploads([photo], { caption: words })
    await nina.presses('Готово')
    await deliver()
  }
  await reports('Больше всего помогла структура')
  await olga.presses('Вернуть с комментарием')
  await olga.sends('Добавьте выводы')
  await deliver()
  await reports('Добавила')
  await olga.presses('Принять')
  await deliver()
}

async function meets({ chats: { olga }, deliver }: ChatSchool, nina: TelegramUser): Promise<void> {
  await olga.sends('/start')
  await olga.presses('Назначить встречу')
  await olga.presses('Встреча-знакомство')
  await olga.presses('завтра')
  await olga.presses('14:00')
  await olga.sends('каб. 204')
  await olga.presses('Назначить')
  await deliver()
  await nina.presses('Подтверждаю')
  await nina.presses('Предложить другое время')
  await nina.sends('в четверг после 15:00')
  await deliver()
  await olga.presses('Перенести')
  await olga.sends('послезавтра 15:30')
  await deliver()
}

async function asks({ chats: { olga }, deliver, today }: ChatSchool, nina: TelegramUser): Promise<void> {
  await nina.sends('/start')
  await nina.presses('Попросить помощи')
  await nina.sends('Как вести журнал?')
  await deliver()
  await olga.presses('Ответить')
  await olga.sends('Покажу завтра')
  await deliver()
  await nina.sends('/tasks')
  await nina.presses('1')
  await nina.presses('Не успеваю')
  await nina.sends(typed(addDays(today(), 30)).slice(0, 5))
  await nina.presses('Пропустить')
  await deliver()
  await olga.presses('Принять')
  await deliver()
}

/** Screens that are only looked at, and a proposal that is declined. */
async function looksAround({ services, school, as, people, chats: { olga, gleb, maria, ivan }, deliver }: ChatSchool, nina: TelegramUser): Promise<void> {
  for (const chat of [nina, olga, maria, ivan]) for (const command of ['/start', '/tasks', '/help', '/data', '/settings']) await chat.sends(command)
  must(await services.pairs.propose(as.maria, {
    mentorId: people.olga.id, menteeIds: [people.gleb.id], form: school.dictionaries.forms[0]?.code ?? '', kinds: [school.dictionaries.kinds[0]?.code ?? ''],
  }))
  await deliver()
  await gleb.presses('Отказаться')
  await gleb.sends('Мне далеко ездить')
  await deliver()
}

/**
 * One pair's way through the chats, from the link to finished work, meeting and question; `after` runs after each part. Acts only, nothing is
 * checked: what a test of repeated updates or pressed buttons compares is the database.
 */
export async function walkMainWay(school: ChatSchool, after: (part: string) => Promise<void> = () => Promise.resolve()): Promise<void> {
  const nina = school.telegram.user(newcomerId, { firstName: 'Нина' })
  await comesIn(school, nina)
  await after('comes in')
  const pairId = await becomesPair(school, nina)
  await after('becomes a pair')
  await plans(school, nina, pairId)
  await after('plans')
  await works(school, nina)
  await after('works')
  await meets(school, nina)
  await after('meets')
  await asks(school, nina)
  await after('asks')
  await looksAround(school, nina)
  await after('looks around')
}
