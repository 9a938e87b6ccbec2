/** What a sheet of a table program holds at most in one cell. */
const longestCell = 32_000

const withoutMeaning = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g
const formula = /^[\s\0]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/

/**
 * A text as files carry it: line ends are «\n», a tab is a blank; control signs, signs that turn the direction of writing and
 * halves of signs are gone; what is longer than a cell is cut, with a dot line for the rest. Blanks around it are gone.
 */
export function cleanText(text: string): string {
  const cleaned = text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(withoutMeaning, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .trim()
  return cleaned.length > longestCell ? `${cleaned.slice(0, longestCell).replace(/\p{Surrogate}$/u, '')}…` : cleaned
}

/** A cell of a CSV file: always in quotes, and a text that a table program would take for a formula begins with an apostrophe (ASVS 1.2.10). */
export function csvCell(text: string): string {
  const cleaned = cleanText(text)
  const harmless = formula.test(text) || formula.test(cleaned) ? `'${cleaned}` : cleaned
  return `"${harmless.replaceAll('"', '""')}"`
}

/** A text cell of an xlsx file: what readers take for an escaped sign stays what was typed. */
export const xlsxText = (text: string): string => cleanText(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')

/** A name for a file on every system. */
export function fileName(name: string, extension: string): string {
  const plain = cleanText(name).replace(/[\\/:*?"<>|\n]+/g, ' ').replace(/\s+/g, ' ').replace(/^[. ]+|[. ]+$/g, '').slice(0, 120)
  return `${plain || 'list'}.${extension}`
}
