import { randomBytes } from 'node:crypto'
import type { SandboxFile, SandboxPersistence, SandboxState } from './sandbox-state.js'

export interface FileContents {
  keep(file: { name: string; mime: string; content: Buffer }): Promise<SandboxFile>
  read(fileId: string): Promise<Buffer | null>
}

/** Keeps the bytes of sent files under ids that look like Telegram's. */
export function createFileContents(state: SandboxState, persistence: SandboxPersistence): FileContents {
  return {
    async keep({ name, mime, content }) {
      const file: SandboxFile = {
        fileId: `BQACAgIAAxkB${randomBytes(24).toString('base64url')}`,
        uniqueId: `AgAD${randomBytes(8).toString('base64url')}`,
        name, mime, size: content.length,
      }
      await persistence.saveContent(file.fileId, content)
      state.putFile(file)
      return file
    },
    read: (fileId) => persistence.loadContent(fileId),
  }
}
