import { TemplateHandler } from 'easy-template-x'

export const templateNames = ['order', 'consent-sheet', 'programme'] as const
export type TemplateName = (typeof templateNames)[number]

/** What fills a template: words, and lists of rows of words. */
export type TemplateData = { [tag: string]: string | TemplateData[] }

interface Tag {
  name: string
  disposition: string
}

const tagOptions = { delimiters: { tagStart: '{', tagEnd: '}', containerTagOpen: '#', containerTagClose: '/' } } as const

/** Names the tags that the data lacks or that the template has no place for, with the lists they are in: `pairs.mentor`. */
export async function compareTags(template: Buffer, data: TemplateData): Promise<{ missing: string[]; unused: string[] }> {
  const tags = (await new TemplateHandler(tagOptions).parseTags(template)) as Tag[]
  const wanted = new Set<string>()
  const path: string[] = []
  for (const { name, disposition } of tags) {
    if (disposition === 'Close') {
      path.pop()
      continue
    }
    wanted.add([...path, name].join('.'))
    if (disposition === 'Open') path.push(name)
  }
  const given = pathsOf(data)
  const isGiven = (tag: string) => given.has(tag) || isInEmptyList(tag, data)
  return { missing: [...wanted].filter((tag) => !isGiven(tag)), unused: [...given].filter((tag) => !wanted.has(tag)) }
}

function pathsOf(data: TemplateData, prefix = ''): Set<string> {
  const paths = new Set<string>()
  for (const [name, value] of Object.entries(data)) {
    paths.add(prefix + name)
    if (typeof value === 'string') continue
    for (const row of value) for (const inner of pathsOf(row, `${prefix}${name}.`)) paths.add(inner)
  }
  return paths
}

/** Rows of an empty list cannot be looked at: nothing of them is printed. */
function isInEmptyList(tag: string, data: TemplateData): boolean {
  const [head = '', ...rest] = tag.split('.')
  const value = data[head]
  return rest.length > 0 && Array.isArray(value) && value.length === 0
}

/** Fills a template; a value that is missing or has no place is a bug and throws with its name. */
export async function fillTemplate(template: Buffer, data: TemplateData): Promise<Buffer> {
  const { missing, unused } = await compareTags(template, data)
  if (missing.length > 0 || unused.length > 0) throw new Error(`template and data differ: missing [${missing.join(', ')}], unused [${unused.join(', ')}]`)
  return new TemplateHandler(tagOptions).process(template, data)
}
