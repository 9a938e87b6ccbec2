import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHash } from 'node:crypto'
import { must } from '../../../src/core/result.js'
import { safeName } from '../../../src/modules/attachments/attachment.js'
import { refusalOf } from '../../support/pair-bench.js'
import { aProgrammeBench, type ProgrammeBench } from '../../support/programme-bench.js'

let bench: ProgrammeBench
beforeAll(async () => void (bench = await aProgrammeBench()))
afterAll(() => bench.database.drop())

const file = (name: string, mime = 'application/octet-stream', content = Buffer.from('содержимое')) => ({ organisationId: bench.organisationId, name, mime, content })

describe('attachments', () => {
  it('[IMPL-14] keeps photos, office files, sound and video with their hash, outside the chat', async () => {
    for (const name of ['фото.JPG', 'a.png', 'b.heic', 'c.webp', 'd.pdf', 'e.docx', 'f.xlsx', 'g.pptx', 'h.ogg', 'i.mp3', 'j.mp4']) {
      expect((await bench.attachments.save(bench.as.anna, file(name))).ok, name).toBe(true)
    }
    const saved = must(await bench.attachments.save(bench.as.anna, file('', 'image/jpeg')))
    expect(saved).toMatchObject({ name: 'file.jpg', ownerPersonId: bench.ids.anna, size: 20, sha256: createHash('sha256').update('содержимое').digest('hex') })
    expect(safeName('../../etc/па<b>сс\u202e.pdf', 'pdf')).toBe('etc па b сс.pdf')
  })

  it('[IMPL-14] refuses what is empty, over 20 MB, of another kind, or a program under a false name', async () => {
    const save = async (...args: Parameters<typeof file>) => refusalOf(await bench.attachments.save(bench.as.anna, file(...args)))
    expect(await save('a.pdf', 'application/pdf', Buffer.alloc(0))).toBe('file-empty')
    expect(await save('a.pdf', 'application/pdf', Buffer.alloc(20 * 1024 * 1024 + 1))).toBe('file-too-big')
    expect(await save('a.exe')).toBe('file-kind')
    expect(await save('noending')).toBe('file-kind')
    expect(await save('a.pdf', 'application/pdf', Buffer.from('MZ program'))).toBe('file-kind')
  })

  it('[IMPL-14] opens only for the owner, the mentor, the curator and the head', async () => {
    const { attachments, as } = bench
    await bench.agreedPair()
    const { id } = must(await attachments.save(as.anna, file('урок.pdf', 'application/pdf')))
    for (const actor of [as.anna, as.olga, as.maria, as.ivan]) expect(must(await attachments.read(actor, id)).content.toString()).toBe('содержимое')
    for (const actor of [as.vera, as.boris, { ...as.maria, organisationId: 'another' }]) expect(refusalOf(await attachments.read(actor, id))).toBe('file-not-found')
    expect(refusalOf(await attachments.read(as.anna, 'nonsense'))).toBe('file-not-found')
    const brought = must(await attachments.save(as.maria, { ...file('скан.pdf'), ownerPersonId: bench.ids.anna }))
    expect(brought.ownerPersonId).toBe(bench.ids.anna)
    expect(refusalOf(await attachments.save(as.vera, { ...file('скан.pdf'), ownerPersonId: bench.ids.anna }))).toBe('forbidden')
  })
})
