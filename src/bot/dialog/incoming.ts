import type { Context } from 'grammy'
import { isResume, parsePress } from './tokens.js'

/** A file as the messenger announces it. */
export interface IncomingFile {
  fileId: string
  name: string
  mime: string
  size: number
  album: string | null
}

/** What came while a question is open. */
export type Incoming =
  | { kind: 'press'; value: string }
  | { kind: 'stale' }
  | { kind: 'resume' }
  | { kind: 'text'; text: string }
  | { kind: 'file'; file: IncomingFile; caption: string | null }
  | { kind: 'other' }

type Message = NonNullable<Context['message']>

function documentOf(message: Message): Omit<IncomingFile, 'album'> | null {
  const { photo, document, voice, video, audio, video_note: note } = message
  const biggest = photo?.at(-1)
  const id = message.message_id
  if (biggest) return { fileId: biggest.file_id, name: `photo-${id}.jpg`, mime: 'image/jpeg', size: biggest.file_size ?? 0 }
  if (document) {
    return { fileId: document.file_id, name: document.file_name ?? `file-${id}`, mime: document.mime_type ?? '', size: document.file_size ?? 0 }
  }
  if (voice) return { fileId: voice.file_id, name: `voice-${id}.ogg`, mime: voice.mime_type ?? 'audio/ogg', size: voice.file_size ?? 0 }
  if (video) return { fileId: video.file_id, name: video.file_name ?? `video-${id}.mp4`, mime: video.mime_type ?? 'video/mp4', size: video.file_size ?? 0 }
  if (audio) return { fileId: audio.file_id, name: audio.file_name ?? `audio-${id}.mp3`, mime: audio.mime_type ?? 'audio/mpeg', size: audio.file_size ?? 0 }
  if (note) return { fileId: note.file_id, name: `video-${id}.mp4`, mime: 'video/mp4', size: note.file_size ?? 0 }
  return null
}

/** Reads an update as an answer to the question with this token. */
export function readIncoming(ctx: Context, token: string): Incoming {
  const data = ctx.callbackQuery?.data
  if (data !== undefined) {
    if (isResume(data)) return { kind: 'resume' }
    const press = parsePress(data)
    return press?.token === token ? { kind: 'press', value: press.value } : { kind: 'stale' }
  }
  const message = ctx.message
  if (!message) return { kind: 'other' }
  if (message.text !== undefined) return { kind: 'text', text: message.text }
  const file = message.sticker || message.animation ? null : documentOf(message)
  if (!file) return { kind: 'other' }
  return { kind: 'file', file: { ...file, album: message.media_group_id ?? null }, caption: message.caption ?? null }
}
