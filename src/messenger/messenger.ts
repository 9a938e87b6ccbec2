import type { Result } from '../core/result.js'
import type { Screen } from '../core/screen.js'
import type { SendOutcome } from '../modules/deliveries/delivery-service.js'

/** A document of ours sent along with a message. */
export interface OutgoingFile {
  name: string
  mime: string
  content: Buffer
}

export type OutgoingMessage = Screen & { file?: OutgoingFile; silent?: boolean }

/** The port to a messenger: another one is a second adapter behind it. */
export interface Messenger {
  /** Tries once; the outcome tells whether the person has it, has it not, or nobody knows. */
  send(chatId: number, message: OutgoingMessage): Promise<SendOutcome>
}

/** Brings a file that a person sent. Problems: `file-too-big`, `file-not-available`. */
export interface FileFetcher {
  download(fileId: string): Promise<Result<Buffer>>
}

/** Telegram gives bots files up to this size. */
export const largestDownload = 20 * 1024 * 1024
