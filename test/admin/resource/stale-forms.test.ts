import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ShownForm } from '../../../admin/actions/form.js'
import { must } from '../../../src/core/result.js'
import { aSchoolInWork, type Scene } from '../../attack/scene.js'
import { testApp, type TestApp } from '../../support/app.js'
import { filled, formsOf, type FormTarget } from '../../support/forms.js'
import { testPanel, visitor, type TestPanel, type Visitor } from '../../support/panel.js'

let app: TestApp
let panel: TestPanel
let scene: Scene
let curator: Visitor
let minute = 0

beforeAll(async () => {
  app = await testApp()
  scene = await aSchoolInWork(app)
  panel = await testPanel(app.database)
  curator = visitor(panel.url)
  await curator.signIn(await panel.openAccount('curator', scene.school.id))
}, 60_000)
afterAll(async () => {
  await panel.close()
  await app.database.drop()
})

const open = (target: FormTarget) => formsOf(curator).open(target)
const post = (target: FormTarget, data: FormData) => formsOf(curator).post(target, data)

/** The other one's change a minute later. */
function later(): void {
  minute += 1
  panel.setTime(`2031-09-15T09:${String(minute).padStart(2, '0')}:00Z`)
}

interface Case extends FormTarget {
  typed: Record<string, string>
  meanwhile(): Promise<unknown>
  row: { label: string; was: string; now: string }
  /** What stands in the field in the end. */
  kept: Record<string, string>
}

const byHead = () => ({ ...scene.actors.curator, personId: scene.people.curator.id })
const cases: Record<string, () => Promise<Case>> = {
  'Person.edit': async () => ({
    resource: 'Person', action: 'edit', id: scene.people.mentee.id, typed: { position: 'завуч' }, kept: { position: 'завуч' },
    meanwhile: () => panel.services.people.update(byHead(), scene.people.mentee.id, { position: 'методист' }),
    row: { label: 'Должность', was: '—', now: 'методист' },
  }),
  'Organisation.edit': async () => ({
    resource: 'Organisation', action: 'edit', id: scene.school.id, typed: { region: 'Край' }, kept: { region: 'Край' },
    meanwhile: () => panel.services.organisations.update(byHead(), scene.school.id, { region: 'Область' }),
    row: { label: 'Регион', was: '—', now: 'Область' },
  }),
  'Organisation.setText': async () => {
    const chosen = await open({ resource: 'Organisation', action: 'setText', id: scene.school.id })
    const keys = (chosen.fields[0]?.choices ?? []).map(({ value }) => value)
    const key = keys.find((known) => panel.services.organisations.checkText(known, 'Другое приветствие').ok) ?? ''
    return {
      resource: 'Organisation', action: 'setText', id: scene.school.id, query: `key=${key}`, typed: { text: 'Моё приветствие' }, kept: { text: 'Моё приветствие' },
      meanwhile: () => panel.services.organisations.setText(byHead(), scene.school.id, key, 'Другое приветствие').then(must),
      row: { label: expect.any(String) as unknown as string, was: expect.any(String) as unknown as string, now: 'Другое приветствие' },
    }
  },
  'Programme.changeRow': async () => ({
    resource: 'Programme', action: 'changeRow', id: scene.programme.id, query: `row=${scene.second.id}`, typed: { need: 'Моё затруднение', reason: 'уточнили' }, kept: { need: 'Моё затруднение' },
    meanwhile: () => panel.services.programmes.changeRow(byHead(), { programmeId: scene.programme.id, rowId: scene.second.id, patch: { need: 'Другое затруднение' }, reason: 'правка' }).then(must),
    row: { label: expect.any(String) as unknown as string, was: 'Увлечь класс', now: 'Другое затруднение' },
  }),
  'Programme.edit': async () => ({
    resource: 'Programme', action: 'edit', id: scene.programme.id, typed: { goal: 'Моя цель', reason: 'уточнили' }, kept: { goal: 'Моя цель' },
    meanwhile: () => panel.services.programmes.change(byHead(), scene.programme.id, { goal: 'Другая цель' }, 'правка').then(must),
    row: { label: expect.any(String) as unknown as string, was: 'Уверенно вести урок', now: 'Другая цель' },
  }),
  'Announcement.change': async () => ({
    resource: 'Announcement', action: 'change', id: scene.announcement.id, typed: { text: 'Моё объявление' }, kept: { text: 'Моё объявление' },
    meanwhile: () => panel.services.announcements.change(byHead(), scene.announcement.id, { text: 'Другое объявление', audience: 'all', pairId: null }).then(must),
    row: { label: expect.any(String) as unknown as string, was: 'Собрание в пятницу', now: 'Другое объявление' },
  }),
  'Consent.editText': async () => {
    const wording = await panel.services.consents.wordingOf(scene.school.id, 'mentoring')
    return {
      resource: 'Consent', action: 'editText', id: null, query: 'kind=mentoring', typed: { title: 'Моё название' }, kept: { title: 'Моё название' },
      meanwhile: () => panel.services.consents.publishText(byHead(), scene.school.id, 'mentoring', { ...wording, title: 'Другое название' }).then(must),
      row: { label: expect.any(String) as unknown as string, was: wording.title, now: 'Другое название' },
    }
  },
}

describe('a form whose record was changed meanwhile', () => {
  it.each(Object.keys(cases))('[IMPL-05] %s: says who and what, keeps what was typed, saves it when asked', async (name) => {
    const { row, typed, kept, meanwhile, ...target } = await (cases[name] as () => Promise<Case>)()
    const form = await open(target)
    later()
    await meanwhile()
    later()
    const answer = await post(target, filled(form, typed))
    expect(answer.stale?.lead).toMatch(/^Запись изменил\(а\) Лисина А\. С\., 15\.09\.2031 12:\d\d\./)
    expect(answer.stale?.rows).toEqual([{ ...row, typed: Object.values(kept)[0] }])
    const between = await open(target)
    expect(between.fields).toEqual(answer.stale?.form.fields)
    const mine = await post(target, filled(answer.stale?.form as ShownForm, typed))
    expect([mine.notice?.type ?? mine.quiet, mine.errors, mine.problem]).toEqual([name === 'Announcement.change' ? true : 'success', undefined, undefined])
    const after = await open(target)
    expect(Object.fromEntries(after.fields.filter((field) => Object.hasOwn(kept, field.name)).map((field) => [field.name, field.value]))).toEqual(kept)
  })

  it.each(['settings', 'reminders'])('[IMPL-05] Organisation.%s says the changed setting', async (action) => {
    const target: FormTarget = { resource: 'Organisation', action, id: scene.school.id }
    const form = await open(target)
    later()
    const fields = form.fields.filter(({ kind, value }) => (kind === 'number' || /^\d+$/.test(String(value))) && value !== null)
    const [first] = fields
    if (!first) throw new Error('no number among the settings')
    const other = await post(target, filled(form, { [first.name]: String(Number(first.value) + 1) }))
    expect(other.notice?.type).toBe('success')
    later()
    const answer = await post(target, filled(form, { [first.name]: String(Number(first.value) + 2) }))
    expect(answer.stale?.lead).toMatch(/^Вы изменили это в другом окне, 15\.09\.2031/)
    expect(answer.stale?.rows).toEqual([{ label: first.label, was: String(first.value), now: String(Number(first.value) + 1), typed: String(Number(first.value) + 2) }])
  })

  it('[IMPL-05] Meeting.move: a meeting moved meanwhile is not moved twice unseen', async () => {
    const target: FormTarget = { resource: 'Meeting', action: 'move', id: scene.meeting.id }
    const form = await open(target)
    later()
    must(await panel.services.meetings.move(byHead(), { meetingId: scene.meeting.id, startsAt: new Date('2031-10-01T10:00:00Z') }))
    const answer = await post(target, filled(form, { startsAt: '2031-10-02T10:00' }))
    expect(answer.stale?.lead).toContain('Лисина')
    expect(answer.stale?.rows).toMatchObject([{ was: '20.09.2026 13:00', now: '01.10.2031 13:00', typed: '02.10.2031 10:00' }])
    expect((await panel.services.meetings.get(scene.meeting.id))?.startsAt).toEqual(new Date('2031-10-01T10:00:00Z'))
  })

  it('goes through when only what the form does not show was changed', async () => {
    const target: FormTarget = { resource: 'Person', action: 'edit', id: scene.people.mentor.id }
    const form = await open(target)
    later()
    must(await panel.services.people.giveRole(app.operator, scene.people.mentor.id, { role: 'mentee', from: '2031-09-01' }))
    const answer = await post(target, filled(form, { position: 'учитель' }))
    expect(answer.notice?.type).toBe('success')
    expect(await panel.services.people.get(scene.people.mentor.id)).toMatchObject({ position: 'учитель', roles: [{ role: 'mentor' }, { role: 'mentee' }] })
  })

  it('lets one of two through that are saved at the same moment', async () => {
    const target: FormTarget = { resource: 'Person', action: 'edit', id: scene.people.otherMentee.id }
    const form = await open(target)
    later()
    const answers = await Promise.all(['первая', 'вторая', 'третья'].map((position) => post(target, filled(form, { position }))))
    expect(answers.filter(({ notice }) => notice?.type === 'success')).toHaveLength(1)
    expect(answers.filter(({ stale }) => stale?.rows.length === 1)).toHaveLength(2)
  })

  it('does not trust what comes back as seen', async () => {
    const target: FormTarget = { resource: 'Person', action: 'edit', id: scene.people.otherMentee.id }
    const form = await open(target)
    later()
    must(await panel.services.people.update(byHead(), scene.people.otherMentee.id, { position: 'директор' }))
    for (const seenForm of ['', '{', '[]', 'null', '"x"', '{"position":{"$ne":1}}', '{"__proto__":{"position":1}}']) {
      const data = filled(form, { position: 'взлом' })
      data.set('seenForm', seenForm)
      expect((await post(target, data)).stale?.lead).toContain('Лисина')
    }
    expect((await panel.services.people.get(scene.people.otherMentee.id))?.position).toBe('директор')
  })
})
