export const documentKinds = ['order', 'consent-sheet', 'programme', 'invitation-sheet', 'scan'] as const
export type DocumentKind = (typeof documentKinds)[number]

/** A paper made by us or registered as a scan; the file lies in the file store. */
export interface DocumentRecord {
  id: string
  organisationId: string
  kind: DocumentKind
  title: string
  number: string | null
  on: string | null
  fileId: string
  fileName: string
  /** SHA-256 of the file, hex. */
  hash: string
  pairIds: string[]
  personIds: string[]
  programmeId: string | null
  createdAt: Date
}

export const docxMime = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Makes a file's name from a title: nothing that a file system refuses, at most 80 characters. */
export function fileNameOf(title: string, extension = 'docx'): string {
  const name = title.replace(/[\\/:*?"<>|\p{C}]+/gu, ' ').replace(/\s+/g, ' ').trim()
  return `${[...name].slice(0, 80).join('').trim()}.${extension}`
}
