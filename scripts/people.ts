import { access, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTextBook } from '../src/bot/texts.js'
import { dayOf } from '../src/core/dates.js'
import { ok, refuse, type Result } from '../src/core/result.js'
import { fullName, rolesOn } from '../src/modules/people/person.js'
import { readStaffFile } from '../src/modules/people/staff-file.js'
import type { StaffError } from '../src/modules/people/staff-row.js'
import { writeStaffTemplate } from '../src/modules/people/staff-template.js'
import { staffWordsFrom, templateWordsFrom } from '../src/modules/people/staff-words.js'
import { projectRoot } from '../src/paths.js'
import { loadTexts } from '../src/texts.js'
import { runCommand, type CommandContext, type Given } from './command.js'
import { openApp, operator } from './open-app.js'

interface Imported {
  created: number
  updated: number
  errors: { row: number; column: string; message: string }[]
}

interface Listed {
  id: string
  fullName: string
  roles: string[]
  linked: boolean
}

const texts = loadTexts('staff')

function inWords(errors: StaffError[]): Imported['errors'] {
  const { common } = createTextBook(join(projectRoot, 'locales', 'ru'))
  return errors.map(({ row, column, problem }) => ({ row, column, message: common.t(`problem-${problem.code}`, problem.params) }))
}

async function readBytes(file: string): Promise<Buffer | null> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code) return null
    throw error
  })
}

async function writeTemplate(file: string): Promise<Result<{ file: string }>> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  )
  if (isThere) return refuse('file-exists', { file })
  const bytes = await writeStaffTemplate(staffWordsFrom(texts), templateWordsFrom(texts))
  return writeFile(file, bytes).then(
    () => ok({ file }),
    () => refuse('file-unreadable', { file }),
  )
}

async function importFile(context: CommandContext, given: Given): Promise<Result<Imported>> {
  const { services } = openApp(context)
  const organisation = await services.organisations.get(given.text('org'))
  if (!organisation) return refuse('organisation-not-found')
  const file = given.text('file')
  const bytes = await readBytes(file)
  if (!bytes) return refuse('file-unreadable', { file })
  const words = staffWordsFrom(texts)
  const rows = await readStaffFile(bytes, words)
  if (!rows.ok) return rows
  const outcome = await services.people.importPeople(operator(organisation.id), organisation.id, rows.value, words)
  return outcome.ok ? ok({ ...outcome.value, errors: inWords(outcome.value.errors) }) : outcome
}

async function listPeople(context: CommandContext, given: Given): Promise<Result<Listed[]>> {
  const { services } = openApp(context)
  const organisation = await services.organisations.get(given.text('org'))
  if (!organisation) return refuse('organisation-not-found')
  const today = dayOf(context.clock.now(), organisation.zone)
  const listed: Listed[] = []
  for (let page = 1; ; page += 1) {
    const { items, total } = await services.people.list(organisation.id, { page, pageSize: 500 })
    listed.push(...items.map((person) => ({ id: person.id, fullName: fullName(person), roles: rolesOn(person, today), linked: person.telegramId !== null })))
    if (items.length === 0 || listed.length >= total) return ok(listed)
  }
}

const org = { type: 'string', required: true } as const
const file = { type: 'string', required: true } as const

await runCommand('people', {
  template: {
    options: { file },
    run: (_context, given) => writeTemplate(given.text('file')),
    print: (value: { file: string }) => [value.file],
  },
  import: {
    options: { org, file },
    run: importFile,
    print: ({ created, updated, errors }: Imported) => [
      ...errors.map((error) => texts('error-line', { ...error })),
      errors.length > 0 ? texts('import-refused', { errors: errors.length }) : texts('import-done', { created, updated }),
    ],
    hasFailed: ({ errors }: Imported) => errors.length > 0,
  },
  list: {
    options: { org },
    run: listPeople,
    print: (all: Listed[]) => all.map(({ id, fullName: name, roles }) => `${id}  ${name}  ${roles.join(', ')}`),
  },
})
