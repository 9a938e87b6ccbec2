import { defineModels } from '../src/define-models.js'
import { ok } from '../src/core/result.js'
import { backupDatabase, type BackupDone } from '../src/db/backup.js'
import { createIndexes, findMissingIndexes } from '../src/db/indexes.js'
import { restoreDatabase, type RestoreDone } from '../src/db/restore.js'
import type { Damage } from '../src/modules/audit/audit-head-model.js'
import { createAuditService } from '../src/modules/audit/audit-service.js'
import { loadTexts } from '../src/texts.js'
import { runCommand, type Action, type CommandContext } from './command.js'
import { openApp, operator } from './open-app.js'

const texts = loadTexts('commands')
const file = { file: { type: 'string', required: true } } as const

interface Checked {
  version: string
  transactions: true
  missingIndexes: string[]
  /** Chains of the history in which something was changed from outside. */
  history: { entries: number; broken: { organisationId: string | null; total: number; damage: Damage; seq: number; to?: number; entryId: string | null; fingerprint: string | null }[] }
}

const indexes: Action = {
  async run({ connection }) {
    await defineModels(connection)
    return ok({ models: await createIndexes(connection) })
  },
  print: ({ models }: { models: number }) => [texts('db-indexes', { models })],
}

/** Transactions were tried when the database was opened; the history is looked through entry by entry. */
const check: Action = {
  async run({ connection, clock }) {
    await defineModels(connection)
    const { version } = (await connection.db?.admin().command({ buildInfo: 1 })) ?? {}
    const chains = await createAuditService({ connection, clock }).verifyAll()
    const broken = chains.flatMap(({ organisationId, fingerprint, check: { findings, total } }) => findings.slice(0, 1).map((first) => ({ organisationId, total, fingerprint, ...first })))
    const history = { entries: chains.reduce((sum, { check: { entries } }) => sum + entries, 0), broken }
    return ok({ version: String(version), transactions: true, missingIndexes: await findMissingIndexes(connection), history })
  },
  print: ({ version, missingIndexes, history: { entries, broken } }: Checked) => [
    ...(missingIndexes.length === 0 ? [texts('db-check-well', { version })] : missingIndexes.map((index) => texts('db-check-missing', { index }))),
    ...(broken.length === 0 ? [texts('db-check-history', { entries })] : []),
    ...broken.map(({ organisationId, damage, seq, to, entryId, total }) => texts(to ? 'db-check-removed-many' : `db-check-${damage}`, { organisation: organisationId ?? texts('db-check-installation'), seq, to: to ?? seq, entry: entryId ?? '—', total })),
  ],
  hasFailed: ({ history }: Checked) => history.broken.length > 0,
}

const backup: Action = {
  options: file,
  run: (context, given) => backupDatabase(context, given.text('file')),
  print: ({ file, documents, files }: BackupDone) => [texts('db-backup', { file, documents, files })],
}

/** The gap stands in every organisation's history: what was written in it is not there. */
async function noteGap(context: CommandContext, { takenAt, restoredAt }: RestoreDone): Promise<void> {
  const { services, kernel } = openApp(context)
  for (const { id } of await services.organisations.list()) {
    await kernel.transaction(() =>
      kernel.audit({ actor: operator(id), organisationId: id, action: 'database-restored', subject: { type: 'Organisation', id }, after: { takenAt, restoredAt } }),
    )
  }
}

const sayMoment = (at: Date) => new Intl.DateTimeFormat('ru', { dateStyle: 'long', timeStyle: 'medium' }).format(at)

const restore: Action = {
  options: file,
  async run(context, given) {
    const restored = await restoreDatabase(context, given.text('file'))
    if (!restored.ok) return restored
    await defineModels(context.connection)
    await createIndexes(context.connection)
    await noteGap(context, restored.value)
    return restored
  },
  print: ({ documents, files, expired, takenAt, restoredAt }: RestoreDone) => [
    texts('db-restore', { documents, files, expired }),
    texts('db-restore-gap', { from: sayMoment(takenAt), to: sayMoment(restoredAt) }),
  ],
}

await runCommand('db', { indexes, check, backup, restore })
