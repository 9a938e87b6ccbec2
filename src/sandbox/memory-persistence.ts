import type { RecordKind, SandboxPersistence } from './sandbox-state.js'

export const recordKinds: readonly RecordKind[] = ['meta', 'users', 'chats', 'messages', 'files', 'updates']

export function emptyRecords(): Record<RecordKind, Map<string, unknown>> {
  return { meta: new Map(), users: new Map(), chats: new Map(), messages: new Map(), files: new Map(), updates: new Map() }
}

/** Persistence of tests and benchmarks: only the contents of files are kept, as long as the process lives. */
export function createMemoryPersistence(): SandboxPersistence {
  const contents = new Map<string, Buffer>()
  return {
    load: () => Promise.resolve(emptyRecords()),
    save: () => undefined,
    flush: () => Promise.resolve(),
    saveContent(fileId, content) {
      contents.set(fileId, content)
      return Promise.resolve()
    },
    loadContent: (fileId) => Promise.resolve(contents.get(fileId) ?? null),
  }
}
