import { unpack, type ZipEntry } from './read-zip.js'
import { readXml } from './read-xml.js'

/** Longest text of a cell that spreadsheet programs know. */
export const longestText = 32_767
const mostSheets = 50
const mostStrings = 600_000

export interface Archive {
  bytes: Buffer
  entries: ReadonlyMap<string, ZipEntry>
}

export interface SheetPlace {
  name: string
  entry: ZipEntry
}

export interface BookParts {
  sheets: SheetPlace[]
  strings: string[]
  /** Which styles of cells show a date. */
  dateStyles: ReadonlySet<number>
  /** Days are counted from 1904: files of an old program for another system. */
  isFrom1904: boolean
}

const bookFolder = 'xl/'
const builtInDates = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
/** Longest format that spreadsheet programs know; a longer one shows no date. */
const longestFormat = 255
/** A format with day, month or year in it, apart from what stands in quotes and brackets. */
const showsDate = (format: string): boolean => format.length <= longestFormat && /[dmy]/i.test(format.replace(/"[^"]*"|\[[^\][]*\]|\\./g, '')) && !/general/i.test(format)

/** Reads texts that cells share; `rPh` are readings of hieroglyphs, not part of the text. */
export async function readStrings({ bytes, entries }: Archive): Promise<string[]> {
  const entry = entries.get(`${bookFolder}sharedStrings.xml`)
  const strings: string[] = []
  if (!entry) return strings
  let [text, isText, isReading] = ['', false, false]
  await readXml(unpack(bytes, entry), {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 't') isText = !isReading
      else if (name === 'rPh') isReading = true
    },
    text(piece) {
      if (isText && text.length < longestText) text += piece.slice(0, longestText - text.length)
    },
    close(name) {
      if (name === 't') isText = false
      else if (name === 'rPh') isReading = false
      else if (name === 'si') strings.push(text)
    },
    isDone: () => strings.length > mostStrings,
  })
  return strings
}

/** Reads which styles show dates. */
export async function readDateStyles({ bytes, entries }: Archive): Promise<Set<number>> {
  const entry = entries.get(`${bookFolder}styles.xml`)
  const [dates, formats] = [new Set<number>(), new Map<number, boolean>()]
  if (!entry) return dates
  let [isInCells, count] = [false, 0]
  await readXml(unpack(bytes, entry), {
    open(name, attributes) {
      if (name === 'numFmt') formats.set(Number(attributes['numFmtId']), showsDate(attributes['formatCode'] ?? ''))
      else if (name === 'cellXfs') isInCells = true
      else if (name === 'xf' && isInCells) {
        const id = Number(attributes['numFmtId'] ?? 0)
        const own = formats.get(id)
        if (own ?? builtInDates(id)) dates.add(count)
        count += 1
      }
    },
    close(name) {
      if (name === 'cellXfs') isInCells = false
    },
  })
  return dates
}

async function readTargets({ bytes, entries }: Archive): Promise<Map<string, string>> {
  const targets = new Map<string, string>()
  const entry = entries.get(`${bookFolder}_rels/workbook.xml.rels`)
  if (!entry) return targets
  await readXml(unpack(bytes, entry), {
    open(name, { Id: id, Target: target }) {
      if (name === 'Relationship' && id && target) targets.set(id, target.startsWith('/') ? target.slice(1) : bookFolder + target)
    },
  })
  return targets
}

/** Reads the list of sheets; null where there is no workbook inside. Hidden sheets come last. */
export async function readSheetList(archive: Archive): Promise<Pick<BookParts, 'sheets' | 'isFrom1904'> | null> {
  const entry = archive.entries.get(`${bookFolder}workbook.xml`)
  if (!entry) return null
  const targets = await readTargets(archive)
  const [shown, hidden]: [SheetPlace[], SheetPlace[]] = [[], []]
  let isFrom1904 = false
  await readXml(unpack(archive.bytes, entry), {
    open(name, attributes) {
      if (name === 'workbookPr') isFrom1904 = attributes['date1904'] === '1' || attributes['date1904'] === 'true'
      const place = name === 'sheet' ? archive.entries.get(targets.get(attributes['r:id'] ?? '') ?? '') : undefined
      if (place && shown.length + hidden.length < mostSheets) (attributes['state']?.toLowerCase().includes('hidden') ? hidden : shown).push({ name: (attributes['name'] ?? '').slice(0, 100), entry: place })
    },
  })
  return { sheets: [...shown, ...hidden], isFrom1904 }
}
