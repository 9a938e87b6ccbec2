import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WaitingLine } from '../../../src/modules/waiting/waiting-service.js'
import { waitingCodes } from '../../../src/modules/waiting/waiting.js'
import { waitingScreen } from '../../../src/bot/views/waiting.js'
import { aChatSchool, type ChatSchool } from '../../support/chat-school.js'

let school: ChatSchool
beforeAll(async () => void (school = await aChatSchool()))
afterAll(() => school.stop())

const linesFor = (who: 'maria' | 'ivan' | 'olga') => school.services.waiting.listFor(school.as[who])
const brief = (lines: WaitingLine[]) => Object.fromEntries(lines.map(({ code, count }) => [code, count]))

describe('what waits', () => {
  it('[IMPL-11] lists unpaired mentees, answers, papers, orders and programmes, each with its filtered list', async () => {
    const { people, services, as } = school
    expect(brief(await linesFor('maria'))).toMatchObject({ 'mentees-without-pair': 3, 'surveys-unfilled': 3 })
    const agreed = await school.agreedPair([people.anna.id])
    const [missing] = (await linesFor('maria')).filter(({ code }) => code === 'consents-missing')
    expect(missing).toMatchObject({ count: 1, resource: 'Pair', filter: { state: 'agreed' }, items: [{ label: 'Орлова О. И., Петрова А. С.', subject: { type: 'Pair', id: agreed.id } }] })
    const signed = (personId: string, kind: 'mentoring' | 'duties') => services.consents.registerPaper(as.maria, { personId, kind, pairId: kind === 'duties' ? agreed.id : null, signedOn: school.today(), fileId: null })
    await signed(people.olga.id, 'mentoring')
    for (const person of [people.olga, people.anna]) await signed(person.id, 'duties')
    expect(brief(await linesFor('maria'))).toMatchObject({ 'pairs-without-order': 1, 'mentees-without-pair': 2 })
    await services.pairs.recordOrder(as.ivan, { pairIds: [agreed.id], number: '5', on: school.today() })
    expect(brief(await linesFor('maria'))).toMatchObject({ 'pairs-without-programme': 1 })
    expect(await linesFor('olga')).toEqual([])
  })

  it('[IMPL-11] shows overdue rows and unanswered requests, the urgent first', async () => {
    const { people, services, as } = school
    const { pair } = await school.runningProgramme([people.vera.id])
    await services.requests.askHelp(as.vera, { pairId: pair.id, menteeId: people.vera.id, text: 'Где бланки?' })
    await school.pass(24 * 22)
    const codes = (await linesFor('maria')).map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining(['requests-unanswered', 'rows-overdue']))
    expect(codes).toEqual(waitingCodes.filter((code) => codes.includes(code)))
  })

  it('[ROLE-05] [IMPL-11] the administrator sees messages only, the head what he decides, others nothing', async () => {
    const sysadmin = { ...school.as.maria, roles: ['sysadmin' as const] }
    expect((await school.services.waiting.listFor(sysadmin)).every(({ code }) => code === 'deliveries-failed')).toBe(true)
    const forHead = (await linesFor('ivan')).map(({ code }) => code)
    expect(forHead.every((code) => ['completions-unconfirmed', 'programmes-unapproved', 'pairs-without-order'].includes(code))).toBe(true)
    expect(await school.services.waiting.listFor({ ...school.as.maria, organisationId: '65f000000000000000000009' })).toEqual([])
  })

  it('[IMPL-11] the curator reads it in the chat, nobody else opens it', async () => {
    const { maria, vera } = school.chats
    await maria.sends('/start')
    await maria.sees('Вас ждёт дел')
    await maria.presses(/^Что ждёт/)
    await maria.sees(/Что ждёт:\n• Просьбы без ответа: 1, с \d+ \S+/)
    await vera.look()
    await vera.pressesData(vera.lastMessage?.id ?? 0, 'wait:s:0')
    await vera.seesPopup('Это действие вам недоступно')
  })

  it('[IMPL-11] five lines at a time, with buttons into the panel where Telegram takes its address', () => {
    const line = (code: WaitingLine['code']): WaitingLine => ({ code, count: 2, since: null, items: [], resource: 'Pair', filter: { state: 'consents' } })
    const face = { t: (key: string) => key, now: new Date('2026-09-14T08:00:00Z'), zone: 'Europe/Moscow', publicUrl: 'https://school.ru' }
    const lines = waitingCodes.slice(0, 7).map(line)
    const first = waitingScreen(face, lines, 0)
    expect(first.text.split('\n')).toHaveLength(6)
    expect(first.buttons?.flat()[0]).toEqual({ label: 'waiting-link-deliveries-failed', url: 'https://school.ru/admin/resources/Pair?filters.state=consents' })
    expect(first.buttons?.flat().at(-1)).toEqual({ label: 'label-more', data: 'wait:s:5' })
    expect(waitingScreen(face, lines, 5).buttons?.flat()).toHaveLength(2)
    expect(waitingScreen({ ...face, publicUrl: 'http://localhost:3000' }, lines, 0).buttons?.flat()).toHaveLength(1)
  })
})
