import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHash } from 'node:crypto'
import JSZip from 'jszip'
import { must } from '../../../src/core/result.js'
import type { Consent, ConsentText } from '../../../src/modules/consents/consent-service.js'
import { createDocumentService, type DocumentService } from '../../../src/modules/documents/document-service.js'
import { compareTags, fillTemplate, templateNames } from '../../../src/modules/documents/templates.js'
import type { Pair } from '../../../src/modules/pairs/pair.js'
import type { Programme } from '../../../src/modules/programmes/programme.js'
import { readTemplate } from '../../../src/presets/read-template.js'
import { loadTexts } from '../../../src/texts.js'
import { actorOf, aPairBench, curator, head, ids, olga, organisationId, refusalOf, sysadmin, type PairBench } from '../../support/pair-bench.js'

async function xmlOf(content: Buffer): Promise<string> {
  const file = (await JSZip.loadAsync(content)).file('word/document.xml')
  return file ? file.async('string') : ''
}

/** Words of a paper, cells and lines parted by spaces. */
async function wordsOf(content: Buffer): Promise<string> {
  const xml = await xmlOf(content)
  return xml.replace(/<w:br[^>]*>|<\/w:p>/g, ' ').replace(/<[^>]+>/g, '').replace(/&quot;/g, '"').replace(/\s+/g, ' ').trim()
}

const text: ConsentText = { kind: 'duties', version: 3, title: 'Согласие на дополнительные обязанности', summary: '', text: 'Первый абзац.\n\nВторой абзац.', hash: 'abcdef0123456789' }

function aProgramme(pair: Pair): Programme {
  const at = new Date('2026-09-14T08:00:00Z')
  const mark = (menteeId: string, isAccepted: boolean) => ({ menteeId, state: isAccepted ? ('accepted' as const) : ('open' as const), reports: [], acceptedAt: isAccepted ? at : null, comment: null })
  return {
    ...{ id: '650000000000000000000077', organisationId, yearId: 'y', pairId: pair.id, title: 'Уверенный урок', startsOn: '2026-09-15', endsOn: '2027-05-31' },
    ...{ goal: 'Уверенно вести урок', directions: ['methods', 'digital'], form: pair.form, kinds: pair.kinds, support: [] },
    rows: [{ id: 'r1', aim: 'difficulty', need: 'Проведение урока', measures: 'Посетить три урока', mode: 'offline', intermediateOn: '2026-10-01', finalOn: '2026-11-01', result: 'лист наблюдений', sequence: 0, marks: [mark(ids.anna, true)] }],
    ...{ state: 'approved', agreedBy: [ids.anna], corrections: [], termNote: null, approvedBy: 'x', approvedAt: at, runningSince: null, extended: false },
    ...{ suspendedAt: null, round: 1, lastRow: 1, completion: null, version: 1, createdAt: at, updatedAt: at },
    ...{ returnReason: null, rowDraft: null },
  }
}

describe('papers', () => {
  let bench: PairBench
  let documents: DocumentService
  let pair: Pair
  let group: Pair
  let programme: Programme

  beforeAll(async () => {
    bench = await aPairBench()
    const consent = { state: 'given', signedOn: '2026-09-10', decidedAt: new Date('2026-09-11T08:00:00Z') } as Consent
    documents = createDocumentService({
      kernel: bench.kernel,
      connection: bench.database.connection,
      files: bench.database.files,
      words: loadTexts('documents'),
      readTemplate,
      sources: {
        person: async (id) => bench.people.get(id) ?? null,
        organisation: async (id) => (id === organisationId ? bench.organisation : null),
        pair: (id) => bench.pairs.get(id),
        programme: async (id) => (programme.id === id ? programme : null),
        programmeOf: async (id) => (programme.pairId === id ? programme : null),
        closedYearOn: async () => null,
        signatory: async (_, onDay) => (onDay < '2026-10-01' ? { title: null, name: 'Громов И. А.' } : { title: 'и. о. директора', name: 'Лисина М. О.' }),
        yearEnd: async () => '2027-08-31',
        consentText: async () => text,
        consent: async (_, kind) => (kind === 'mentoring' ? consent : null),
      },
    })
    await bench.database.index()
    pair = await bench.agreed()
    group = await bench.agreed({ mentorId: ids.boris, menteeIds: [ids.vera, ids.gleb] })
    programme = aProgramme(pair)
  })
  afterAll(() => bench.database.drop())

  async function contentOf(fileId: string): Promise<Buffer> {
    const opened = await bench.database.files.open(fileId)
    const chunks: Buffer[] = []
    for await (const chunk of opened?.stream ?? []) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks)
  }

  it('[DOC-03] [CONS-01] prints no order before the consents', async () => {
    expect(refusalOf(await documents.makeOrder(head, { pairIds: [pair.id], number: '1', on: '2026-09-14' }))).toBe('pair-consents-missing')
  })

  it('[DOC-03] [DOC-04] prints the order with the table and the mentors’ written consents', async () => {
    for (const each of [pair, group]) {
      bench.signAll(each)
      await bench.pairs.progress(curator, each.id)
    }
    const record = must(await documents.makeOrder(head, { pairIds: [pair.id, group.id], number: '17-од', on: '2026-09-14' }))
    expect(record).toMatchObject({ kind: 'order', number: '17-од', on: '2026-09-14', pairIds: [pair.id, group.id], fileName: expect.stringMatching(/\.docx$/) })
    const content = await contentOf(record.fileId)
    expect(createHash('sha256').update(content).digest('hex')).toBe(record.hash)
    const words = await wordsOf(content)
    expect(words).toContain('с их письменного согласия: – Орлову Ольгу Ивановну, согласие от 10.09.2026; – Белова Бориса Петровича, согласие от 10.09.2026;')
    expect(words).toContain('14 сентября 2026 г.')
    const form = bench.organisation.dictionaries.forms[0]?.text ?? '-'
    expect(words).toContain(`1 Орлова Ольга Ивановна Петрова Анна Сергеевна ${form}`)
    expect(words).toContain('с 15.09.2026 по 31.05.2027 Лисина Мария Олеговна')
    expect(words).toContain('2 Белов Борис Петрович Котова Вера Львовна, Зимин Глеб Юрьевич')
    expect(words).toContain('с 14.09.2026 по 31.08.2027')
    expect(words).toContain('Письменное согласие каждого из них получено')
    expect(words).not.toMatch(/[{}]|undefined|null/)
  })

  it('[ROLE-17] names whoever holds the office on the day of the paper', async () => {
    const printed = async (number: string, on: string) => wordsOf(await contentOf(must(await documents.makeOrder(head, { pairIds: [pair.id], number, on })).fileId))
    const before = await printed('31', '2026-09-30')
    expect(before).toContain('Громов И. А.')
    const during = await printed('32', '2026-10-01')
    expect(during).toContain('И. о. директора')
    expect(during).toContain('Лисина М. О.')
    expect(during).not.toContain('Громов И. А.')
  })

  it('[DOC-24] the same order twice is one paper; another one cannot take its number in this year', async () => {
    const input = { pairIds: [pair.id], number: '18-од', on: '2026-09-14' }
    const [one, two] = await Promise.all([documents.makeOrder(head, input), documents.makeOrder(curator, input)])
    expect(must(one).id).toBe(must(two).id)
    expect(refusalOf(await documents.makeOrder(head, { ...input, pairIds: [group.id] }))).toBe('order-number-taken')
    expect(must(await documents.makeOrder(head, { ...input, pairIds: [group.id], on: '2027-01-11' })).number).toBe('18-од')
  })

  it('[DOC-04] registers the signed scan as the order', async () => {
    const { fileId } = await bench.database.files.put(Buffer.from('%PDF scan'), { name: 'scan.pdf', mime: 'application/pdf', meta: { organisationId } })
    const record = must(await documents.recordOrder(curator, { pairIds: [group.id], number: '19', on: '2026-09-14', fileId }))
    expect(record).toMatchObject({ fileId, kind: 'order' })
    const printed = must(await documents.makeOrder(head, { pairIds: [group.id], number: '19-б', on: '2026-09-14' }))
    const signed = await bench.database.files.put(Buffer.from('%PDF signed'), { name: 'signed.pdf', mime: 'application/pdf', meta: { organisationId } })
    const again = { pairIds: [group.id], number: '19-б', on: '2026-09-14', fileId: signed.fileId }
    expect([must(await documents.recordOrder(head, again)).id, must(await documents.recordOrder(head, again)).id]).toEqual([printed.id, printed.id])
    expect(await documents.list(organisationId, { kind: 'scan' })).toMatchObject([{ number: '19-б', fileId: signed.fileId, pairIds: [group.id] }])
    expect(refusalOf(await documents.recordOrder(curator, { pairIds: [group.id], number: '20', on: '2026-09-14', fileId: '650000000000000000000abc' }))).toBe('file-missing')
  })

  it('[DOC-24] uses the case forms that a person confirmed', async () => {
    const mentor = bench.people.get(ids.boris)
    if (mentor) bench.people.set(ids.boris, { ...mentor, position: 'учитель физики', nameForms: { ...mentor.nameForms, accusative: 'Белова Бориса' } })
    const record = must(await documents.makeOrder(head, { pairIds: [group.id], number: '21', on: '2026-09-14' }))
    expect(await wordsOf(await contentOf(record.fileId))).toContain('– Белова Бориса (учитель физики), согласие')
  })

  it('[DOC-07] prints a consent with its version for oneself or by the curator, for nobody else', async () => {
    const input = { personId: ids.olga, kind: 'duties', pairId: pair.id }
    const words = await wordsOf(await contentOf(must(await documents.makeConsentSheet(olga, input)).fileId))
    expect(words).toContain('Согласие на дополнительные обязанности Первый абзац. Второй абзац. Пара (группа): Орлова О. И., Петрова А. С.')
    expect(words).toContain('Редакция текста 3, контрольный код abcdef012345')
    must(await documents.makeConsentSheet(curator, { personId: ids.olga, kind: 'mentoring' }))
    for (const actor of [sysadmin, actorOf(ids.anna, 'mentee')]) expect(refusalOf(await documents.makeConsentSheet(actor, input))).toBe('not-allowed')
    expect(refusalOf(await documents.makeConsentSheet(curator, { ...input, personId: ids.vera }))).toBe('pair-not-found')
  })

  it('[DOC-06] [PROG-03] [PROG-05] prints the programme with all fields and the plan of five columns', async () => {
    const record = must(await documents.makeProgramme(actorOf(ids.anna, 'mentee'), programme.id))
    const words = await wordsOf(await contentOf(record.fileId))
    expect(words).toContain('Наставник: Орлова Ольга Ивановна Наставляемый (наставляемые): Петрова Анна Сергеевна Срок действия программы: с 15 сентября 2026 г. по 31 мая 2027 г.')
    for (const part of ['Куратор: Лисина Мария Олеговна', 'Пояснительная записка Цель: Уверенно вести урок', 'План мероприятий', 'Информационно-методическое обеспечение']) expect(words).toContain(part)
    expect(words).toContain('Проведение урока (затруднение) Посетить три урока Результат: лист наблюдений')
    expect(words).toContain('промежуточный: 01.10.2026 итог: 01.11.2026 выполнено 14.09.2026')
    expect(refusalOf(await documents.makeProgramme(actorOf(ids.gleb, 'mentee'), programme.id))).toBe('not-allowed')
  })

  it('[ORG-15] names come from the profile only: no template holds the name of an organisation, place or person', async () => {
    const marked = { ...bench.organisation, name: 'Лицей имени Проверки', shortName: 'ЛИП', municipality: 'город Пробный' }
    Object.assign(bench.organisation, marked)
    const record = must(await documents.makeOrder(head, { pairIds: [pair.id], number: '22', on: '2026-09-14' }))
    const words = await wordsOf(await contentOf(record.fileId))
    for (const name of ['Лицей имени Проверки', 'ЛИП', 'город Пробный', 'Громов И. А.']) expect(words).toContain(name)
    expect(words).not.toContain('Ушакова')
    for (const template of templateNames) {
      const plain = (await wordsOf(await readTemplate(template))).replace(/\{[^}]*\}/g, '')
      expect(plain).not.toMatch(/школ|колледж|лицей|гимнази|округ|МБОУ|ГБПОУ|МТТК|директор|имени/i)
    }
  })

  it('[ORG-15] a value that a template misses, or has no place for, is found before printing', async () => {
    const template = await readTemplate('consent-sheet')
    const data = { organisation: 'a', title: 'b', person: 'c', position: '', paragraphs: [{ paragraph: 'd' }], pair: [], personShort: 'e', version: 'f' }
    expect(await compareTags(template, data)).toEqual({ missing: [], unused: [] })
    const { title: _title, ...without } = data
    expect(await compareTags(template, { ...without, heading: 'b' })).toEqual({ missing: ['title'], unused: ['heading'] })
    await expect(fillTemplate(template, { ...data, paragraphs: [{ text: 'd' }] })).rejects.toThrow('missing [paragraphs.paragraph], unused [paragraphs.text]')
  })

  it('[DOC-07] papers are A4 in a serif of office papers', async () => {
    for (const name of templateNames) {
      const xml = await xmlOf(await readTemplate(name))
      expect(xml).toMatch(/w:pgSz w:w="(11907|16840)" w:h="(16840|11907)"|w:pgSz w:h="(16840|11907)" w:w="(11907|16840)"/)
      expect(xml).toContain('Times New Roman')
    }
  })
})
