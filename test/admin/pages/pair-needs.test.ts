import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from '../../../admin/pages/page.js'
import { must } from '../../../src/core/result.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { aPanelSchool, type PanelSchool } from '../../support/panel-pairs.js'
import { signedInDesk, wordsOf, type Desk } from '../../support/panel-pages.js'
import { testPanel, type TestPanel } from '../../support/panel.js'

let database: TestDatabase
let panel: TestPanel
let school: PanelSchool
let curator: Desk
let council: Desk
let pairId = ''
let programmeId = ''
const row = async (at: number) => ({ programmeId, rowId: (await panel.services.programmes.get(programmeId))?.rows[at]?.id ?? '', menteeId: school.ids.anna })
const page = async (desk = curator): Promise<Page> => {
  const found = await desk.page('Pair', pairId)
  if (!found) throw new Error('no page')
  return found
}
/** Each need with the words of its buttons, phones left out. */
const needs = async () => ((await page()).needs ?? []).map(({ text, acts }) => [text, ...acts.filter((act) => act.kind === 'press' || !act.href.startsWith('tel:')).map(({ label }) => label)])
const sectionsOf = ({ sections }: Page) => sections.filter(({ isFolded, isFoldedOnPhone }) => !isFolded && !isFoldedOnPhone).map(({ id }) => id)

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database)
  school = await aPanelSchool(panel)
  curator = await signedInDesk(panel, 'curator', school.organisationId)
  council = await signedInDesk(panel, 'council', school.organisationId)
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

it('until it works, a pair says in every state what it lacks, each with the button that mends it', async () => {
  const { ids } = school
  pairId = (await school.proposed([ids.anna])).id
  expect(await needs()).toEqual([
    ['Орлова А. С.: ждём ответа.', 'Записать ответ', 'Напомнить всем'],
    ['Петрова А. С.: ждём ответа.', 'Записать ответ'],
  ])
  expect(JSON.stringify((await page()).needs)).toContain('tel:+79001234567')
  await school.answered(pairId, [ids.anna])
  expect((await needs()).map(([text, first]) => [text, first])).toEqual([
    ['Орлова А. С.: нет согласия быть наставником.', 'Внести бумажное согласие'],
    ['Орлова А. С.: нет согласия на дополнительные обязанности.', 'Внести бумажное согласие'],
    ['Петрова А. С.: нет согласия на дополнительные обязанности.', 'Внести бумажное согласие'],
    ['Программы ещё нет: её составляет наставник в боте, можно и здесь.', 'Составить программу'],
  ])
  expect(sectionsOf(await page())).toEqual(['papers'])
  await school.signed(pairId, [ids.anna])
  expect((await needs())[0]).toEqual(['Нет приказа руководителя.', 'Внести приказ', 'Напечатать приказ', 'Напомнить руководителю'])
  await school.ordered(pairId)
  expect(await needs()).toEqual([['Программы ещё нет: её составляет наставник в боте, можно и здесь.', 'Составить программу', 'Напомнить']])
  programmeId = await school.drafted(pairId)
  expect(await needs()).toEqual([['Программа ещё составляется.', 'Показать наставляемому', 'Напомнить']])
  must(await panel.services.programmes.show(school.as.curator, programmeId))
  expect((await needs())[0]?.at(-1)).toBe('Напомнить')
  must(await panel.services.programmes.agree(school.as.curator, { programmeId, menteeId: ids.anna }))
  expect(await needs()).toEqual([['Программа согласована и ждёт утверждения.', 'Утвердить программу']])
  must(await panel.services.programmes.approve(school.as.curator, programmeId))
  expect(await needs()).toEqual([])
  expect(sectionsOf(await page())).toEqual(['programme'])
})

it('[PROG-07] why a row is late is said in words: no report, waits for the mentor, given back, another term asked for', async () => {
  const { programmes, requests } = panel.services
  panel.setTime('2031-09-27T09:00:00Z')
  curator = await signedInDesk(panel, 'curator', school.organisationId)
  expect(await needs()).toEqual([
    ['Срок прошёл 25.09.2031: «Посетить урок» (Петрова А. С.). Отчёта ещё нет.', 'Напомнить'],
    ['Срок прошёл 26.09.2031: «Открытый урок» (Петрова А. С.). Отчёта ещё нет.'],
  ])
  const why = async (at: number) => (await page()).sections.find(({ id }) => id === 'programme')?.table?.rows[at]?.cells.at(-1)?.notes?.[0]
  must(await programmes.report(school.as.anna, { ...(await row(0)), text: 'Сходила', fileIds: [] }))
  expect(await why(0)).toBe('Ждёт проверки наставника с 27.09.2031.')
  must(await programmes.returnRow(school.as.olga, { ...(await row(0)), comment: 'Добавьте вывод' }))
  expect(await why(0)).toBe('Наставник вернул с комментарием 27.09.2031, ждём нового отчёта.')
  must(await requests.askTerm(school.as.anna, { ...(await row(1)), proposedOn: '2031-10-03', text: 'Болела' }))
  expect(await why(1)).toBe('Просят перенести на 03.10.2031. Ждём ответа: Орлова А. С.')
  expect((await needs())[0]).toEqual(['Петрова А. С. просит перенести срок: «Болела»', 'Открыть просьбу'])
})

it('[ROLE-16] a pause and reasons are read by those who may: the council sees that the pair rests, not why', async () => {
  must(await panel.services.pairs.pause(school.as.curator, pairId, 'Лечение наставника'))
  expect(await needs()).toEqual([['Пара на паузе: Лечение наставника. План сохранён, напоминания молчат.']])
  expect((await page()).next.map(({ label }) => label)).toEqual(['Продолжить'])
  council = await signedInDesk(panel, 'council', school.organisationId)
  const seen = wordsOf(await page(council))
  expect(seen).toContain('Пара на паузе')
  for (const secret of ['Лечение', 'Добавьте вывод', 'Болела', 'Сходила', 'tel:']) expect(seen).not.toContain(secret)
})

it('[PROG-25] progress stands whole and per difficulty; messages come with what became of each', async () => {
  must(await panel.services.pairs.resume(school.as.curator, pairId))
  must(await panel.services.programmes.accept(school.as.curator, await row(0)))
  const { sections } = await page()
  expect(sections.find(({ id }) => id === 'programme')?.progress).toEqual([{ text: 'Принято всего', done: 1, total: 2 }, { text: 'Проведение урока', done: 1, total: 2 }])
  const section = sections.find(({ id }) => id === 'messages')
  const messages = section?.table?.rows ?? []
  const rest = section?.rest?.table.rows ?? []
  expect(messages.length + rest.length).toBeGreaterThan(3)
  expect(messages.filter(({ cells }) => ['cancelled', 'expired'].includes(cells[3]?.state ?? ''))).toEqual([])
  expect(new Set(rest.map(({ cells }) => cells[3]?.state))).toEqual(new Set(['cancelled']))
  expect(section?.rest?.title).toBe(`Не понадобились: ${rest.length}`)
  expect(messages.every(({ cells }) => cells[3]?.state && cells[3].text)).toBe(true)
})
