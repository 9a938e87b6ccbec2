import type { PanelTexts } from '../texts.js'

const hoursOf = { minute: 1 / 60, hour: 1, day: 24, week: 168 } as const
type Unit = keyof typeof hoursOf

const plural = new Intl.PluralRules('ru')
const mostMoments = 10
const longestHours = 366 * 24

/** Makes the words of a deputy head from hours and back: «7 days before; on the day; 3 days after» (section 29). */
export function createDurationWords(texts: PanelTexts) {
  const said = (key: string) => texts.text(`durations.${key}`)
  const beginnings = (key: string) => said(key).split('|')
  const isOf = (key: string, word: string) => beginnings(key).some((beginning) => word.startsWith(beginning))

  function amount(hours: number): string {
    const unit: Unit = hours < 1 ? 'minute' : hours % 24 === 0 ? 'day' : 'hour'
    const count = Math.round((hours / hoursOf[unit]) * 100) / 100
    const form = Number.isInteger(count) ? plural.select(count) : 'few'
    return `${String(count).replace('.', ',')} ${said(`${unit}.${form}`)}`
  }

  /** Hours of «3 days», «day», «4 hours»; null when it is something else. */
  function readAmount(words: readonly string[]): number | null {
    const [first = '', second] = words
    const isCounted = /^\d+(?:[.,]\d+)?$/.test(first)
    const name = isCounted ? second : first
    if (name === undefined || name === '' || words.length !== (isCounted ? 2 : 1)) return null
    const unit = (Object.keys(hoursOf) as Unit[]).find((known) => isOf(`${known}.beginnings`, name))
    const hours = unit ? (isCounted ? Number(first.replace(',', '.')) : 1) * hoursOf[unit] : null
    return hours !== null && hours <= longestHours ? hours : null
  }

  function readMoment(text: string): number | null {
    const [first = '', ...rest] = text.split(/\s+/)
    if (beginnings('at').includes(text)) return 0
    const hours = readAmount(rest)
    if (hours === null) return null
    if (isOf('before', first)) return -hours
    return isOf('after', first) ? hours : null
  }

  const piecesOf = (text: string) => text.split(/[;\n]/).map((part) => part.trim()).filter(Boolean)

  return {
    amount,

    /** Moments around something, earliest first; the moment itself in the words of what it is. */
    sayMoments: (offsets: readonly number[], trigger?: string) =>
      [...offsets].sort((left, right) => left - right).map((hours) => (hours === 0 ? ((trigger && texts.maybe(`durations.atOf.${trigger}`)) || (beginnings('at')[0] ?? '')) : said(hours < 0 ? 'sayBefore' : 'sayAfter').replace('{{amount}}', amount(Math.abs(hours))))).join('; '),

    /** The hours of moments separated by semicolons or lines; null when one is not understood. */
    readMoments(text: string): number[] | null {
      const hours = piecesOf(text.toLowerCase()).map(readMoment)
      return hours.includes(null) || hours.length > mostMoments ? null : [...new Set(hours as number[])].sort((left, right) => left - right)
    },

    /** The first of the moments that is not understood, as it was written. */
    unclearMoment: (text: string): string | null => piecesOf(text).find((piece) => readMoment(piece.toLowerCase()) === null) ?? null,

    /** The hours of a single length of time; null when it is not understood or no time at all. */
    readAmount(text: string): number | null {
      const hours = readAmount(text.toLowerCase().trim().split(/\s+/))
      return hours !== null && hours > 0 ? hours : null
    },
  }
}

export type DurationWords = ReturnType<typeof createDurationWords>
