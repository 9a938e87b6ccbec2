import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../../src/core/result.js'
import { areChoosable, findItem } from '../../../src/modules/organisations/organisation.js'
import { fillWords } from '../../../src/modules/organisations/vocabulary.js'
import { registerBench, staffOf, type RegisterBench } from '../../support/register-bench.js'

let bench: RegisterBench
beforeAll(async () => {
  bench = await registerBench()
})
afterAll(() => bench.database.drop())

describe('a new organisation', () => {
  it('[IMPL-16] gets everything of its preset, and its own copy of it', async () => {
    const { organisations, system } = bench
    const school = must(await organisations.createFromPreset(system, { preset: 'school', name: '  Школа   № 1 ', zone: 'Asia/Yekaterinburg' }))
    const college = must(await organisations.createFromPreset(system, { preset: 'music-college', name: 'Колледж', shortName: 'КМК', demo: true }))
    expect(school).toMatchObject({ name: 'Школа № 1', shortName: 'Школа № 1', preset: 'school', type: 'school', zone: 'Asia/Yekaterinburg', demo: false })
    expect(college).toMatchObject({ shortName: 'КМК', type: 'music-college', zone: 'Europe/Moscow', demo: true })
    must(await organisations.retireItem(staffOf(school.id, 'curator'), school.id, 'kinds', 'speed'))
    const found = await organisations.get(college.id)
    expect(found && findItem(found, 'kinds', 'speed')?.retiredAt).toBeNull()
    expect((await organisations.list()).map((each) => each.name)).toEqual(expect.arrayContaining(['Колледж', 'Школа № 1']))
  })

  it('is opened by the system administrator only, from a preset that is there, in an existing zone', async () => {
    const { organisations, system } = bench
    const open = { preset: 'school', name: 'Школа' }
    expect(await organisations.createFromPreset(staffOf('65f000000000000000000001', 'curator', 'sysadmin'), open)).toMatchObject({ problem: { code: 'forbidden' } })
    expect(await organisations.createFromPreset(staffOf(null, 'sysadmin'), open)).toMatchObject({ ok: true })
    expect(await organisations.createFromPreset(system, { ...open, preset: 'district' })).toMatchObject({ problem: { code: 'preset-not-ready' } })
    expect(await organisations.createFromPreset(system, { ...open, zone: 'Europe/Atlantis' })).toMatchObject({ problem: { code: 'organisation-field-wrong', params: { field: 'zone' } } })
    expect(await organisations.createFromPreset(system, { ...open, name: '  ' })).toMatchObject({ problem: { code: 'organisation-field-wrong', params: { field: 'name' } } })
    expect(await organisations.get('nonsense')).toBeNull()
  })
})

describe('the profile', () => {
  it('[ORG-01] keeps all facts of an organisation and its place under another', async () => {
    const { organisations } = bench
    const parent = await bench.aSchool('Отдел образования')
    const school = await bench.aSchool()
    const facts = {
      name: 'МБОУ «Школа № 5»',
      shortName: 'Школа № 5',
      type: 'school' as const,
      founder: 'Администрация города',
      region: 'Тверская область',
      municipality: 'Город',
      site: 'https://school5.example',
      socialPages: ['https://vk.com/school5'],
      headPersonId: '65f0000000000000000000aa',
      curatorPersonId: '65f0000000000000000000ab',
      parentId: parent.id,
    }
    must(await organisations.update(staffOf(school.id, 'curator'), school.id, facts))
    expect(await organisations.get(school.id)).toMatchObject(facts)
    expect(must(await organisations.update(staffOf(school.id, 'curator'), school.id, { site: '' }))).toMatchObject({ site: null, founder: 'Администрация города' })
  })

  it('refuses what does not fit, a stale form and a stranger', async () => {
    const { organisations, setTime } = bench
    const school = await bench.aSchool()
    const curator = staffOf(school.id, 'curator')
    for (const patch of [{ site: ['javascript', 'alert(1)'].join(':') }, { parentId: school.id }, { parentId: '65f000000000000000000001' }, { zone: 'Moscow' }, { headPersonId: 'x' }]) {
      expect(await organisations.update(curator, school.id, patch)).toMatchObject({ problem: { code: 'organisation-field-wrong', params: { field: Object.keys(patch)[0] } } })
    }
    expect(await organisations.update(staffOf('65f000000000000000000001', 'curator'), school.id, { name: 'Чужая' })).toMatchObject({ problem: { code: 'forbidden' } })
    expect(await organisations.update(staffOf(school.id, 'mentor', 'mentee', 'head'), school.id, { name: 'Чужая' })).toMatchObject({ problem: { code: 'forbidden' } })
    setTime('2026-09-15T10:00:00Z')
    must(await organisations.update(curator, school.id, { region: 'Область' }, school.updatedAt))
    expect(await organisations.update(curator, school.id, { region: 'Край' }, school.updatedAt)).toMatchObject({ problem: { code: 'panel-stale' } })
  })

  it('leaves a line of history with what was before', async () => {
    const school = await bench.aSchool()
    must(await bench.organisations.update(staffOf(school.id, 'curator'), school.id, { region: 'Область' }))
    const lines = await bench.history.list(school.id, { subject: { type: 'Organisation', id: school.id } })
    expect(lines.map((line) => line.action)).toEqual(['profile-change', 'create'])
    expect(lines[0]).toMatchObject({ before: { region: null }, after: { region: 'Область' }, actor: { accountId: 'account', channel: 'panel' } })
  })
})

describe('words, forms and settings', () => {
  it('[ORG-03] [VAR-01] puts the organisation\'s own words into texts', async () => {
    const school = await bench.aSchool()
    const text = '{Teacher.plural} нашей {organisation.genitive} внесены в {bank.accusative}, {unknown.word} остаётся'
    expect(fillWords(text, school.vocabulary)).toBe('Учителя нашей школы внесены в базу, {unknown.word} остаётся')
    const words = must(await bench.organisations.saveWords(staffOf(school.id, 'curator'), school.id, { bank: { ...school.vocabulary.bank, accusative: 'реестр' } }))
    expect(fillWords(text, words.vocabulary)).toContain('внесены в реестр')
    const broken = { bank: { ...school.vocabulary.bank, dative: '{ $x }' } }
    expect(await bench.organisations.saveWords(staffOf(school.id, 'curator'), school.id, broken)).toMatchObject({ problem: { code: 'vocabulary-wrong', params: { field: 'bank.dative' } } })
  })

  it('[ORG-16] allows one or several forms and kinds of the organisation\'s own set', async () => {
    const school = await bench.aSchool()
    expect(areChoosable(school, 'forms', ['teacher_teacher'])).toBe(true)
    expect(areChoosable(school, 'forms', ['head_teacher'])).toBe(false)
    expect(areChoosable(school, 'kinds', ['traditional', 'virtual', 'goal_setting'])).toBe(true)
    const own = must(await bench.organisations.addItem(staffOf(school.id, 'curator'), school.id, 'forms', { code: 'head_teacher', text: 'Директор – учитель' }))
    expect(areChoosable(own, 'forms', ['teacher_teacher', 'head_teacher'])).toBe(true)
  })

  it('[ORG-17] keeps terms that explain who is who', async () => {
    const school = await bench.aSchool()
    expect(school.terms.find((term) => term.code === 'mentor')).toMatchObject({ title: 'Кто такой наставник?', clause: '001 §1' })
    expect(school.terms.map((term) => term.code)).toEqual(['mentor', 'mentee', 'curator', 'mentoring', 'form', 'programme'])
  })

  it('[ORG-10] [VAR-05] changes settings and refuses those that cannot be', async () => {
    const school = await bench.aSchool()
    const curator = staffOf(school.id, 'curator')
    const saved = must(await bench.organisations.saveSettings(curator, school.id, { programmeMinMonths: 1, consentWay: { 'personal-data': 'button', mentoring: 'paper', duties: 'paper' } }))
    expect(saved.settings).toMatchObject({ programmeMinMonths: 1, programmeMaxMonths: 12, consentWay: { 'personal-data': 'button' } })
    for (const wrong of [{ programmeMinMonths: 13 }, { reminderBudget: 0 }, { quietFrom: '25:00' }, { quietWeekdays: [8] }]) {
      const refused = await bench.organisations.saveSettings(curator, school.id, wrong)
      expect(refused).toMatchObject({ ok: false, problem: { code: 'settings-wrong' } })
    }
    expect((await bench.organisations.get(school.id))?.settings.reminderBudget).toBe(3)
  })
})

describe('academic years', () => {
  it('[ORG-08] knows the year of a day, opens it once and keeps it', async () => {
    const school = await bench.aSchool()
    const { organisations } = bench
    bench.setTime('2026-08-31T22:00:00Z')
    const opened = await Promise.all([1, 2, 3].map(() => organisations.currentYear(school.id)))
    expect(opened[0]).toMatchObject({ title: '2026/2027', startsOn: '2026-09-01', endsOn: '2027-08-31', organisationId: school.id })
    expect(new Set(opened.map((year) => year?.id)).size).toBe(1)
    expect(await organisations.currentYear(school.id, '2026-08-31')).toMatchObject({ title: '2025/2026' })
    const next = must(await organisations.openYear(staffOf(school.id, 'curator'), school.id, '2027-10-01'))
    expect(must(await organisations.openYear(staffOf(school.id, 'curator'), school.id, '2028-01-15')).id).toBe(next.id)
    expect((await organisations.listYears(school.id)).map((year) => year.title)).toEqual(['2027/2028', '2026/2027', '2025/2026'])
    expect(await organisations.openYear(staffOf(school.id, 'head'), school.id, '2029-10-01')).toMatchObject({ problem: { code: 'forbidden' } })
    expect(await organisations.openYear(staffOf(school.id, 'curator'), school.id, '2029-02-31')).toMatchObject({ problem: { code: 'date-invalid' } })
    expect(await organisations.currentYear('65f000000000000000000009')).toBeNull()
  })
})

it('[IMPL-25] [ROLE-17] who approves and who heads is not the curator’s to change', async () => {
  const school = await bench.aSchool()
  const [curator, administrator] = [staffOf(school.id, 'curator'), staffOf(school.id, 'sysadmin')]
  const other = school.settings.programmeApprover === 'head' ? 'curator' : 'head'
  const tries = [{ programmeApprover: other }, { secondDatum: !school.settings.secondDatum }] as const
  for (const patch of tries) {
    expect(await bench.organisations.saveSettings(curator, school.id, patch)).toMatchObject({ problem: { code: 'settings-duties' } })
    must(await bench.organisations.saveSettings(administrator, school.id, patch))
  }
  must(await bench.organisations.saveSettings(curator, school.id, { programmeApprover: other, mentorCapacity: 3 }))
})
