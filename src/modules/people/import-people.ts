import type { Connection } from 'mongoose'
import type { Actor } from '../../core/actor.js'
import type { Kernel } from '../../core/kernel.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { createImportLock } from './import-lock-model.js'
import { eachInTurns } from './in-turns.js'
import { loadPeopleIndex } from './people-index.js'
import type { PeopleStore } from './people-store.js'
import { mayKeepPeople } from './person-policy.js'
import type { Person } from './person.js'
import { changesOf, checkRows, findClaimedTwice, findGuarded, planImport, type Choices, type ImportPlan } from './plan-import.js'
import type { CheckedRow, StaffError } from './staff-row.js'
import type { StaffRow, StaffWords } from './staff-table.js'
import { createImportWriter } from './write-import.js'

export interface ImportOutcome {
  created: number
  updated: number
  errors: StaffError[]
}

/** What an import would do, to be looked at before. */
export interface ImportPreview {
  fresh: CheckedRow[]
  changed: { row: CheckedRow; person: Person; set: Partial<Person> }[]
  /** On record already, word for word. */
  unchanged: number
  alike: ImportPlan['alike']
  errors: StaffError[]
  fingerprint: string
  /** The day on which roles are looked at. */
  today: string
}

/** What was looked at, and what was said about those who are like somebody. */
export interface Confirmation {
  fingerprint: string
  choices: Choices
}

interface Dependencies {
  connection: Connection
  kernel: Kernel
  store: PeopleStore
}

export const anotherPerson = 'other'
const mostAlike = 500
const transactionTooLarge = 388

function merge(first: readonly StaffError[], later: readonly StaffError[]): StaffError[] {
  const told = new Set(first.map(({ row }) => row))
  return [...first, ...later.filter(({ row }) => !told.has(row))].sort((one, other) => one.row - other.row)
}

/** Puts those about whom people have spoken where they belong; null when somebody was left out. */
function settle(plan: ImportPlan, choices: Choices, guarded: (known: ImportPlan['known']) => StaffError[]): ImportPlan | null {
  const settled: ImportPlan = { ...plan, fresh: [...plan.fresh], known: [...plan.known], alike: [], errors: [...plan.errors] }
  for (const { row, candidates } of plan.alike) {
    const choice = choices.get(row.number)
    const person = candidates.find(({ person: { id } }) => id === choice)?.person
    if (person) {
      settled.known.push({ row, person })
      settled.errors.push(...guarded([{ row, person }]))
    } else if (choice === anotherPerson) settled.fresh.push(row)
    else return null
  }
  settled.errors = merge(settled.errors, findClaimedTwice(settled.known))
  return settled
}

/** A small database cannot hold a very long list in one transaction: it says so, and nothing was written. */
async function orTooMuch<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === transactionTooLarge) return refuse('staff-too-much-at-once')
    throw error
  }
}

/** Makes the import of a staff file (IMPL-08): everything is checked first, then all is written in one transaction, or nothing. */
export function createStaffImport({ connection, kernel, store }: Dependencies) {
  const write = createImportWriter({ connection, kernel, store })
  const lock = createImportLock(connection)

  return {
    /** Tells what an import would do; writes nothing. Problems: forbidden, staff-too-many-alike. */
    async previewImport(actor: Actor, organisationId: string, rows: readonly StaffRow[], words: StaffWords): Promise<Result<ImportPreview>> {
      if (!mayKeepPeople(actor, organisationId)) return refuse('forbidden')
      const today = await store.today(organisationId)
      const { checked, errors } = await checkRows(rows, words, today)
      const plan = await planImport(actor, organisationId, checked, await loadPeopleIndex(connection, store, organisationId), { asks: true, today })
      if (plan.alike.length > mostAlike) return refuse('staff-too-many-alike', { limit: mostAlike })
      const changed: ImportPreview['changed'] = []
      await eachInTurns(plan.known, ({ row, person }) => {
        const set = changesOf(row, person, today)
        if (Object.keys(set).length > 0) changed.push({ row, person, set })
      })
      return ok({ fresh: plan.fresh, changed, unchanged: plan.known.length - changed.length, alike: plan.alike, errors: merge(errors, plan.errors), fingerprint: plan.fingerprint, today })
    },

    /**
     * Imports rows; with any error nothing is written and all errors are told. With a confirmation only what was looked at is written,
     * else the plain rule of equal names decides who is who. Problems: forbidden, staff-import-changed, staff-choice-missing, staff-too-much-at-once.
     */
    async importPeople(actor: Actor, organisationId: string, rows: readonly StaffRow[], words: StaffWords, confirmed?: Confirmation): Promise<Result<ImportOutcome>> {
      if (!mayKeepPeople(actor, organisationId)) return refuse('forbidden')
      const today = await store.today(organisationId)
      const { checked, errors } = await checkRows(rows, words, today)
      if (errors.length > 0 && !confirmed) {
        const plan = await planImport(actor, organisationId, checked, await loadPeopleIndex(connection, store, organisationId), { asks: false, today })
        return ok({ created: 0, updated: 0, errors: merge(errors, plan.errors) })
      }
      return orTooMuch(() => kernel.transaction(async () => {
        await lock(organisationId, kernel.clock.now())
        const plan = await planImport(actor, organisationId, checked, await loadPeopleIndex(connection, store, organisationId), { asks: confirmed !== undefined, today })
        if (confirmed && plan.fingerprint !== confirmed.fingerprint) return refuse('staff-import-changed')
        const settled = settle(plan, confirmed?.choices ?? new Map(), (known) => findGuarded(actor, known, today))
        if (!settled) return refuse('staff-choice-missing')
        const all = merge(errors, settled.errors)
        if (all.length > 0) return ok({ created: 0, updated: 0, errors: all })
        return ok({ ...(await write(actor, organisationId, settled, today)), errors: [] })
      }))
    },
  }
}
