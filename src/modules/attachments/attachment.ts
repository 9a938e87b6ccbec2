/** A file that came as evidence: stored outside the chat, linked to rows by its id (IMPL-14). */
export interface Attachment {
  id: string
  organisationId: string
  ownerPersonId: string | null
  name: string
  mime: string
  /** bytes */
  size: number
  sha256: string
  /** GridFS id. */
  storedAs: string
  /** The messenger's own id of the file, to know one sent twice. */
  source: string | null
  createdAt: Date
}

const kinds = {
  image: 'jpg jpeg png heic heif webp',
  document: 'pdf doc docx xls xlsx ppt pptx odt ods odp rtf txt csv',
  audio: 'mp3 m4a ogg oga opus wav aac',
  video: 'mp4 mov webm',
} as const
export type FileKind = keyof typeof kinds

const mimes: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/heic': 'heic',
  'image/heif': 'heic',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
}

/** The ending of a file's name, lower case, without the dot; by its type where the name has none; null for neither. */
export function endingOf(name: string, mime: string): string | null {
  const found = /\.([a-z0-9]{1,8})$/i.exec(name.trim())?.[1]?.toLowerCase()
  return found ?? mimes[mime.toLowerCase().split(';')[0] ?? ''] ?? null
}

/** What a file is, by its ending; null for a kind that is not kept. */
export function fileKindOf(ending: string): FileKind | null {
  const found = (Object.entries(kinds) as [FileKind, string][]).find(([, endings]) => endings.split(' ').includes(ending))
  return found?.[0] ?? null
}

const startsWith = (content: Buffer, ...bytes: number[]) => bytes.every((byte, index) => content[index] === byte)

/** True for a program or a script, whatever its name says. */
export function isProgram(content: Buffer): boolean {
  return startsWith(content, 0x4d, 0x5a) || startsWith(content, 0x7f, 0x45, 0x4c, 0x46) || startsWith(content, 0x23, 0x21)
}

const unsafe = /[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu

/** A name that may be shown and downloaded: no path, no control characters, at most 120 characters, with the ending. */
export function safeName(name: string, ending: string): string {
  const stem = name.normalize('NFC').replace(/\.[a-z0-9]{1,8}$/i, '').replace(unsafe, ' ').replace(/\s+/g, ' ').replace(/^[. ]+/, '').trim()
  return `${stem.slice(0, 110) || 'file'}.${ending}`
}
