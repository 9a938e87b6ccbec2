import type { Message } from 'grammy/types'
import type { SandboxFile } from './sandbox-state.js'

export const mediaKinds = ['photo', 'document', 'voice', 'video', 'audio'] as const
export type MediaKind = (typeof mediaKinds)[number]

export const isMediaKind = (value: unknown): value is MediaKind => mediaKinds.some((kind) => kind === value)

/** Fields of a message that carry the file, shaped by its kind. */
export function mediaFields(kind: MediaKind, file: SandboxFile): Partial<Message> {
  const ids = { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.size }
  const named = { ...ids, file_name: file.name, mime_type: file.mime }
  if (kind === 'photo') return { photo: [{ ...ids, width: 1280, height: 960 }] }
  if (kind === 'voice') return { voice: { ...ids, mime_type: file.mime, duration: 3 } }
  if (kind === 'video') return { video: { ...named, width: 640, height: 480, duration: 3 } }
  if (kind === 'audio') return { audio: { ...named, duration: 3 } }
  return { document: named }
}

/** The file that a message carries, with its kind; null for a message without a file. */
export function mediaOf(message: Message): { kind: MediaKind; fileId: string } | null {
  if (message.photo) return { kind: 'photo', fileId: message.photo.at(-1)?.file_id ?? '' }
  for (const kind of ['document', 'voice', 'video', 'audio'] as const) {
    const media = message[kind]
    if (media) return { kind, fileId: media.file_id }
  }
  return null
}

/** The kind that a messenger would send a picked file as. */
export function kindOfMime(mime: string): MediaKind {
  if (['image/jpeg', 'image/png', 'image/webp'].includes(mime)) return 'photo'
  if (mime.startsWith('video/')) return 'video'
  return mime === 'audio/ogg' ? 'voice' : 'document'
}
