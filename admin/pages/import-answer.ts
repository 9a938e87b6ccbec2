import { z } from 'zod'
import type { Actor } from '../../src/core/actor.js'
import { ok, refuse, type Problem, type Result } from '../../src/core/result.js'
import { mayOpen } from '../../src/modules/accounts/rights.js'
import { markErrors } from '../../src/modules/people/mark-errors.js'
import { greatestMegabytes } from '../../src/modules/people/staff-file.js'
import type { StaffError } from '../../src/modules/people/staff-row.js'
import { rowsBelow, summaryLines, type StaffRow, type StaffWords } from '../../src/modules/people/staff-table.js'
import { writeStaffTemplate } from '../../src/modules/people/staff-template.js'
import { staffWordsFrom, templateWordsFrom } from '../../src/modules/people/staff-words.js'
import { loadTexts } from '../../src/texts.js'
import type { ActionScope, Choice } from '../actions/form.js'
import type { PanelUser } from '../gate/panel-user.js'
import { organisationChoices } from '../resources/choices.js'
import type { ResourceContext } from '../resources/resource-entry.js'
import { parseJson, readPosted, showColumns, type ImportSheet, type ReadFile } from './import-file.js'
import { showPreview, type ShownPreview } from './import-preview.js'
import { createOffer, pageLink } from './links.js'
import type { PageButton } from './page.js'

/** What the page gets: one of these a step. */
export interface ImportAnswer {
  /** At the beginning: organisations to choose from, for whoever keeps several. */
  organisations?: Choice[]
  megabytes?: number
  columns?: ImportSheet
  preview?: ShownPreview
  /** A file to save, its bytes in Base64: nothing of it lies on the server. */
  saved?: { name: string; mime: string; content: string }
  done?: { text: string; buttons: PageButton[] }
  problem?: string
  /** The list has changed meanwhile: the preview is a new one. */
  isAnew?: boolean
}

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const postedChoices = z.record(z.string().regex(/^\d{1,7}$/), z.string().max(40))

interface Given {
  actor: Actor
  organisationId: string
  user: PanelUser
  words: StaffWords
  read: ReadFile
  rows: StaffRow[]
  posted: Record<string, unknown>
}

function choicesOf(posted: unknown): ReadonlyMap<number, string> {
  const parsed = postedChoices.safeParse(parseJson(posted))
  return new Map(Object.entries(parsed.success ? parsed.data : {}).map(([row, choice]) => [Number(row), choice]))
}

/** Answers the page of the import (IMPL-08): each step reads the posted file anew, so nothing is kept between steps. */
export function createImportAnswer({ services, texts }: ResourceContext) {
  const staffTexts = loadTexts('staff')
  const words = staffWordsFrom(staffTexts)
  const say = (problem: Problem): ImportAnswer => ({ problem: texts.problem(problem) })

  async function template(): Promise<ImportAnswer> {
    const content = await writeStaffTemplate(words, templateWordsFrom(staffTexts))
    return { saved: { name: texts.text('import.templateName'), mime: xlsx, content: content.toString('base64') } }
  }

  async function marked({ read, errors }: { read: ReadFile; errors: StaffError[] }): Promise<ImportAnswer> {
    const content = await markErrors(read.lines, read.layout, errors, { sheet: texts.text('import.sheetName'), mistakes: texts.text('import.mistakes'), describe: texts.problem })
    return { saved: { name: texts.text('import.markedName'), mime: xlsx, content: content.toString('base64') } }
  }

  async function preview({ actor, organisationId, rows, read }: Given): Promise<ImportAnswer> {
    const made = await services.people.previewImport(actor, organisationId, rows, words)
    return made.ok ? { preview: showPreview(made.value, texts, summaryLines(read.lines, read.layout, words)) } : say(made.problem)
  }

  async function write(given: Given): Promise<ImportAnswer> {
    const { actor, organisationId, rows, posted, user } = given
    const fingerprint = typeof posted['fingerprint'] === 'string' ? posted['fingerprint'] : ''
    const done = await services.people.importPeople(actor, organisationId, rows, words, { fingerprint, choices: choicesOf(posted['choices']) })
    if (!done.ok && done.problem.code === 'staff-import-changed') return { ...(await preview(given)), ...say(done.problem), isAnew: true }
    if (!done.ok) return say(done.problem)
    const { created, updated, errors } = done.value
    const [first] = errors
    if (first) return { problem: texts.text('import.rowProblem', { row: first.row, message: texts.problem(first.problem) }) }
    const offer = createOffer(user, texts)
    const { total } = await services.people.list(organisationId, { withoutRole: true, pageSize: 1 })
    const query = user.organisationId === null ? { query: { organisationId } } : {}
    const buttons = offer({ resource: 'Person', action: 'nameRoles', id: null, ...query, look: 'primary', when: total > 0 }, { resource: 'Invitation', action: 'issue', id: null, look: total > 0 ? 'quiet' : 'primary' }, { resource: 'Person', action: 'list', id: null })
    const start: PageButton = { label: texts.text('pages.start.menu'), href: pageLink('start', user.organisationId === null ? { organisation: organisationId } : {}), look: 'quiet' }
    return { done: { text: texts.text('import.done', { created, updated }) + (total > 0 ? ` ${texts.text('import.withoutRole', { count: total })}` : ''), buttons: [...buttons, ...(mayOpen([user.role], 'start') ? [start] : [])] } }
  }

  async function give(actor: Actor, { user }: ActionScope, posted: Record<string, unknown>): Promise<Result<Given>> {
    const chosen = typeof posted['organisationId'] === 'string' ? posted['organisationId'] : ''
    const organisationId = user.organisationId ?? chosen
    if (!(await services.organisations.get(organisationId))) return refuse('organisation-not-found')
    const read = await readPosted(posted, words)
    if (!read.ok) return read
    const rows = posted['step'] === 'columns' ? ok([]) : rowsBelow(read.value.lines, read.value.layout, words)
    return rows.ok ? ok({ actor, organisationId, user, words, read: read.value, rows: rows.value, posted }) : rows
  }

  return async (actor: Actor, scope: ActionScope, posted: Record<string, unknown> | null): Promise<ImportAnswer> => {
    const { user } = scope
    if (posted === null) return { megabytes: greatestMegabytes, organisations: user.organisationId === null ? await organisationChoices(services, user) : [] }
    if (posted['step'] === 'template') return template()
    const given = await give(actor, scope, posted)
    if (!given.ok) return say(given.problem)
    if (posted['step'] === 'columns') return { columns: showColumns(given.value.read, words, texts) }
    if (posted['step'] === 'import') return write(given.value)
    if (posted['step'] !== 'marked') return preview(given.value)
    const made = await services.people.previewImport(actor, given.value.organisationId, given.value.rows, words)
    return made.ok ? marked({ read: given.value.read, errors: made.value.errors }) : say(made.problem)
  }
}
