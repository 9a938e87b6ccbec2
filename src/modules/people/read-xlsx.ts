import { ok, refuse, type Result } from '../../core/result.js'
import { BrokenZipError, listZip, type ZipEntry } from './read-zip.js'
import type { StaffFile } from './staff-file.js'
import { greatestColumns } from './staff-table.js'
import { readDateStyles, readSheetList, readStrings, type Archive, type BookParts } from './xlsx-parts.js'
import { readSheet } from './xlsx-sheet.js'

const megabyte = 1024 * 1024
const greatestUnpacked = 100 * megabyte
/** Tables shrink some twenty times; what shrinks more is empty rows with looks, or a trap. */
const greatestRatio = 150
const smallEnough = 5 * megabyte

function isTooLarge(entries: readonly ZipEntry[]): boolean {
  const size = entries.reduce((sum, entry) => sum + entry.size, 0)
  const isTrap = entries.some((entry) => entry.size > smallEnough && entry.size > entry.packedSize * greatestRatio)
  return size > greatestUnpacked || isTrap
}

/** What a broken archive throws becomes a refusal; anything else is a bug. */
async function orBroken<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof BrokenZipError) return refuse('staff-file-broken')
    throw error
  }
}

const isRead = ({ name }: ZipEntry): boolean => name.startsWith('xl/') && /\.(xml|rels)$/.test(name)

/** Opens an .xlsx: sizes are judged before anything is unpacked, macros are never looked at. Problems: staff-file-broken, staff-file-unpacked. */
export async function openXlsx(bytes: Buffer): Promise<Result<StaffFile>> {
  const listed = listZip(bytes)
  if (!listed) return refuse('staff-file-broken')
  if (isTooLarge(listed.filter(isRead))) return refuse('staff-file-unpacked', { megabytes: greatestUnpacked / megabyte })
  const archive: Archive = { bytes, entries: new Map(listed.map((entry) => [entry.name, entry])) }
  return orBroken(async () => {
    const book = await readSheetList(archive)
    if (!book || book.sheets.length === 0) return refuse('staff-file-broken')
    const parts: BookParts = { ...book, strings: await readStrings(archive), dateStyles: await readDateStyles(archive) }
    return ok({
      sheets: book.sheets.map(({ name }) => name),
      hasMacros: listed.some(({ name }) => name.endsWith('vbaProject.bin')),
      lines: (sheet: number, most: number) =>
        orBroken(async () => {
          const place = book.sheets[sheet]
          if (!place) return refuse('staff-sheet-missing')
          const { lines, isTooWide } = await readSheet(bytes, place, parts, most)
          return isTooWide ? refuse('staff-too-many-columns', { limit: greatestColumns }) : ok(lines)
        }),
    })
  })
}
