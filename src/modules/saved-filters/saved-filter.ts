/** A list of the panel as somebody wants to see it again: the words of its address. */
export interface SavedFilter {
  id: string
  name: string
  query: Record<string, string>
}

export const mostSaved = 20
const longestName = 60
const longestValue = 200
const mostWords = 30
/** What an address may hold of a list; a place in it is not kept. */
const keptWords = /^(filters\.[A-Za-z][A-Za-z.]{0,40}(~~(from|to))?|sortBy|direction)$/

/** The name without blanks around it; null when there is none or it is too long. */
export function cleanName(name: string): string | null {
  const cleaned = name.replace(/\p{C}+/gu, ' ').replace(/\s+/g, ' ').trim()
  return cleaned === '' || cleaned.length > longestName ? null : cleaned
}

/** The words of the address that make the list; null when they are not such words. */
export function cleanQuery(query: Readonly<Record<string, string>>): Record<string, string> | null {
  const entries = Object.entries(query).filter(([, value]) => value !== '')
  const fits = entries.length <= mostWords && entries.every(([name, value]) => keptWords.test(name) && value.length <= longestValue)
  return fits ? Object.fromEntries(entries) : null
}
