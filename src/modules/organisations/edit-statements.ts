import type { Actor } from '../../core/actor.js'
import type { Clock } from '../../core/clock.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { tidyWords } from '../../core/wording.js'
import type { OrganisationChange, OrganisationStore } from './organisation-store.js'
import type { Organisation, Statement, StatementList } from './organisation.js'

const mostStatements = 40
const longestStatement = 500
/** Older readings stand in the history of changes. */
const mostFormer = 20

/** A line that was there keeps its code and clause; a changed one keeps those of the line in whose place it stands. */
export function readStatements(lines: readonly string[], former: readonly Statement[]): Statement[] {
  const kept = new Map(former.map((statement) => [statement.text, statement]))
  const gone = former.filter(({ text }) => !lines.includes(text))
  const taken = new Set(former.map(({ code }) => code))
  let next = 0
  const freshCode = (): string => {
    do next += 1
    while (taken.has(`own-${next}`))
    return `own-${next}`
  }
  return lines.map((text, at) => {
    const same = kept.get(text)
    if (same) return same
    const before = former[at]
    const place = before && gone.includes(before) ? before : null
    return place ? { ...place, text } : { code: freshCode(), text, clause: null, proposed: false }
  })
}

function checkLines(given: readonly string[]): Result<string[]> {
  const lines = [...new Set(given.map(tidyWords).filter((line) => line !== ''))]
  if (lines.length === 0) return refuse('statements-empty')
  if (lines.length > mostStatements) return refuse('statements-too-many', { limit: mostStatements })
  if (lines.some((line) => line.length > longestStatement)) return refuse('statement-too-long', { limit: longestStatement })
  return ok(lines)
}

const textsOf = (statements: readonly Statement[]) => statements.map(({ text }) => text)

/** Memos with rights and duties in the organisation's own words (DUTY-01, DUTY-02, IMPL-26): a changed one is read and acknowledged anew. */
export function createStatementEditor({ store, clock }: { store: OrganisationStore; clock: Clock }) {
  function changeOf(action: string, organisation: Organisation, list: StatementList, fresh: Statement[]): Result<OrganisationChange> {
    const current = organisation.statements[list]
    const former = [...organisation.formerStatements, { list, statements: current, until: clock.now() }]
    const others = former.filter((version) => version.list !== list)
    const fields = {
      statements: { ...organisation.statements, [list]: fresh },
      formerStatements: [...others, ...former.filter((version) => version.list === list).slice(-mostFormer)],
    }
    return ok({ action, fields, before: { [list]: textsOf(current) }, after: { [list]: textsOf(fresh) } })
  }

  return {
    /** Tells whether a memo's lines would be taken, without keeping them. Problems: statements-empty, statements-too-many, statement-too-long. */
    checkStatements: (lines: readonly string[]): Result<string[]> => checkLines(lines),

    /** Replaces a memo, one right or duty a line. Problems: those of the check. */
    setStatements: (actor: Actor, organisationId: string, list: StatementList, given: readonly string[]): Promise<Result<Organisation>> =>
      store.change(actor, organisationId, (organisation) => {
        const lines = checkLines(given)
        return lines.ok ? changeOf('memo-set', organisation, list, readStatements(lines.value, organisation.statements[list])) : lines
      }),

    /** Takes a former memo again; `until` names it. Problem: text-version-gone. */
    restoreStatements: (actor: Actor, organisationId: string, list: StatementList, until: Date): Promise<Result<Organisation>> =>
      store.change(actor, organisationId, (organisation) => {
        const chosen = organisation.formerStatements.find((version) => version.list === list && version.until.getTime() === until.getTime())
        return chosen ? changeOf('memo-restore', organisation, list, chosen.statements) : refuse('text-version-gone')
      }),
  }
}
