import { GrammyError, type Api } from 'grammy'
import { ok, refuse } from '../core/result.js'
import { largestDownload, type FileFetcher } from './messenger.js'

async function readBounded(response: Response): Promise<Buffer | null> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    const bytes = part as Uint8Array
    size += bytes.length
    if (size > largestDownload) return null
    parts.push(bytes)
  }
  return Buffer.concat(parts)
}

/** Downloads what people send, up to the size that Telegram gives to bots. */
export function createTelegramFiles({ api, token, apiRoot }: { api: Api; token: string; apiRoot: string }): FileFetcher {
  return {
    async download(fileId) {
      try {
        const file = await api.getFile(fileId)
        if (!file.file_path) return refuse('file-not-available')
        const response = await fetch(`${apiRoot}/file/bot${token}/${file.file_path}`)
        if (!response.ok) return refuse('file-not-available')
        const content = await readBounded(response)
        return content ? ok(content) : refuse('file-too-big', { megabytes: largestDownload / 1024 / 1024 })
      } catch (error) {
        if (error instanceof GrammyError && error.description.includes('file is too big')) {
          return refuse('file-too-big', { megabytes: largestDownload / 1024 / 1024 })
        }
        throw error
      }
    },
  }
}
