import { dayOf } from '../../core/dates.js'
import type { Texts } from '../../texts.js'
import type { Signatory } from '../organisations/office.js'
import { findItem, type DictionaryName, type Organisation } from '../organisations/organisation.js'
import { fullName, shortName, type Person } from '../people/person.js'
import type { Mark, PlanRow, Programme } from '../programmes/programme.js'
import { inFigures, inWords } from './document-dates.js'
import type { TemplateData } from './templates.js'

export interface ProgrammeOnPaper {
  programme: Programme
  organisation: Organisation
  mentor: Person
  mentees: Person[]
  curator: Person | null
  /** Who approved it, or would today (ROLE-17). */
  signatory: Signatory
  /** Day of the paper. */
  today: string
}

const capitalise = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Data of the programme on the template of 000 app. 2: the fields of PROG-03 and the plan of five columns (PROG-05, DOC-06). */
export function programmeData({ programme, organisation, mentor, mentees, curator, signatory, today }: ProgrammeOnPaper, words: Texts): TemplateData {
  const labels = (name: DictionaryName, codes: readonly string[]) => codes.map((code) => findItem(organisation, name, code)?.text ?? code)
  const bullets = (items: readonly string[]): TemplateData[] => items.map((item) => ({ item }))
  return {
    organisation: organisation.name,
    organisationShort: organisation.shortName,
    heading: capitalise(organisation.vocabulary.programme.nominative),
    title: programme.title,
    mentor: fullName(mentor),
    mentees: mentees.map(fullName).join(', '),
    period: words('programme-period', { from: inWords(programme.startsOn), to: inWords(programme.endsOn) }),
    curator: curator ? fullName(curator) : words('nobody'),
    date: inWords(today),
    goal: programme.goal || words('not-given'),
    directions: bullets(labels('directions', programme.directions)),
    form: labels('forms', [programme.form]).join(', ') || words('not-given'),
    kinds: labels('kinds', programme.kinds).join(', ') || words('not-given'),
    rows: programme.rows.map((row) => rowData(row, mentees, organisation, words)),
    supports: bullets(labels('supports', programme.support)),
    mentorShort: shortName(mentor),
    menteesShort: mentees.map(shortName).join(', '),
    curatorShort: curator ? shortName(curator) : '',
    approval: programme.approvedAt ? words('programme-approved', { day: inFigures(dayOf(programme.approvedAt, organisation.zone)) }) : words('programme-not-approved'),
    headTitle: capitalise(signatory.title ?? organisation.vocabulary.head.nominative),
    headName: signatory.name,
  }
}

function rowData(row: PlanRow, mentees: readonly Person[], organisation: Organisation, words: Texts): TemplateData {
  const aim = words(row.aim === 'difficulty' ? 'programme-difficulty' : 'programme-strength')
  const intermediate = row.intermediateOn ? [words('programme-intermediate', { day: inFigures(row.intermediateOn) })] : []
  return {
    need: `${row.need}\n(${aim})`,
    measures: row.result ? `${row.measures}\n${words('programme-result', { result: row.result })}` : row.measures,
    mode: findItem(organisation, 'modes', row.mode)?.text ?? words(`mode-${row.mode}`),
    terms: [...intermediate, words('programme-final', { day: inFigures(row.finalOn) })].join('\n'),
    mark: row.marks.map((mark) => markText(mark, row.marks.length > 1 ? mentees : [], organisation.zone, words)).join('\n'),
  }
}

/** The mark in words; in a group with the mentee's name before it (IMPL-27). */
function markText(mark: Mark, mentees: readonly Person[], zone: string, words: Texts): string {
  const day = mark.acceptedAt ? inFigures(dayOf(mark.acceptedAt, zone)) : ''
  const state = words(`mark-${mark.state}`, { day })
  const mentee = mentees.find(({ id }) => id === mark.menteeId)
  return mentee ? `${shortName(mentee)}: ${state}` : state
}
