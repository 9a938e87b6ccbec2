const titleLength = 60

/** The beginning of a text, as its name. */
export const startOf = (text: string) => {
  const line = text.replace(/\s+/g, ' ')
  return line.length <= titleLength ? line : `${line.slice(0, titleLength - 1).trimEnd()}…`
}
