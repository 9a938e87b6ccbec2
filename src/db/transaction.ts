import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import type { ClientSession, Connection } from 'mongoose'

/** Runs the work in one transaction; a call inside a running one joins it. */
export type Transaction = <T>(work: () => Promise<T>) => Promise<T>

interface Running {
  connection: Connection
  session: ClientSession
  isOpen: boolean
  afterCommit: (() => void)[]
}

const running = new AsyncLocalStorage<Running>()
const attempts = 8
const writeConflict = 112

/** Servers differ in whether they label a write conflict, so the code is looked at too. */
function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const labelled = 'hasErrorLabel' in error && typeof error.hasErrorLabel === 'function' && error.hasErrorLabel('TransientTransactionError') === true
  return labelled || ('code' in error && error.code === writeConflict)
}

/** The session of the running transaction, for calls that go past mongoose (native collections). */
export function currentSession(connection: Connection): ClientSession | undefined {
  const current = running.getStore()
  return current?.isOpen && current.connection === connection ? current.session : undefined
}

/** Calls back once the running transaction has been committed, never when it is rolled back; at once when there is none. */
export function afterCommit(connection: Connection, callback: () => void): void {
  const current = running.getStore()
  if (current?.isOpen && current.connection === connection) current.afterCommit.push(callback)
  else callback()
}

async function runOnce<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  let outcome: { value: T } | undefined
  let callbacks: (() => void)[] = []
  await connection.transaction(async (session) => {
    const current: Running = { connection, session, isOpen: true, afterCommit: [] }
    callbacks = current.afterCommit
    try {
      outcome = { value: await running.run(current, work) }
    } finally {
      current.isOpen = false
    }
  })
  for (const callback of callbacks) callback()
  if (!outcome) throw new Error('the transaction ended without running its work')
  return outcome.value
}

/** Makes the runner of transactions of one connection; the work may run again after a conflict, so it holds no other effects. */
export function createTransaction(connection: Connection): Transaction {
  return async (work) => {
    if (currentSession(connection)) return work()
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await runOnce(connection, work)
      } catch (error) {
        if (!isTransient(error) || attempt === attempts) throw error
        await wait(10 * 2 ** attempt * Math.random())
      }
    }
  }
}
