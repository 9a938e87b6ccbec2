const outer = /[«»]/g

/** Quotation marks within quotation marks take the inner form, as the language's typography wants; unpaired ones stay as typed. */
export function nestQuotes(text: string): string {
  let depth = 0
  let isPaired = true
  const nested = text.replace(outer, (mark) => {
    if (mark === '«') return ++depth > 1 ? '„' : mark
    if (--depth < 0) isPaired = false
    return depth > 0 ? '“' : mark
  })
  return isPaired && depth === 0 ? nested : text
}
