import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

/** Folder of the server that parallel runs of the suite share. */
export function sharedDataDir({ TEST_SERVER: kind }: Record<string, string | undefined>): string {
  return join(tmpdir(), `nastavnik-tests-${userInfo().username}${kind ? `-${kind}` : ''}`)
}
