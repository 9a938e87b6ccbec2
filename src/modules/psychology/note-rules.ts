import { isDay } from '../../core/dates.js'
import { ok, refuse, type Result } from '../../core/result.js'
import { allowWords } from '../../core/wording.js'
import type { NoteKind, PsychologyNote } from './psychology-note.js'

export interface NoteInput {
  kind: NoteKind
  on: string
  testName?: string | null
  personIds: string[]
  pairId?: string | null
  details?: string
  conclusion?: string
}

export type NoteWords = Pick<PsychologyNote, 'kind' | 'on' | 'testName' | 'personIds' | 'pairId' | 'details' | 'conclusion'>

const longestName = 200
const longestDetails = 8_000
const longestConclusion = 2_000

/** Checks what a note says: a day that is not ahead, somebody it is about, a test with its name (PSY-01). */
export function checkNote(input: NoteInput, today: string): Result<NoteWords> {
  if (!isDay(input.on) || input.on > today) return refuse('note-day-wrong', { field: 'on' })
  const pairId = input.pairId ?? null
  const personIds = [...new Set(input.personIds)]
  if (pairId === null && personIds.length === 0) return refuse('note-about-nobody', { field: 'personIds' })
  const testName = allowWords(input.testName, longestName)
  if (!testName.ok) return testName
  if (input.kind === 'compatibility' && testName.value === '') return refuse('note-test-missing', { field: 'testName' })
  const details = allowWords(input.details, longestDetails)
  if (!details.ok) return details
  const conclusion = allowWords(input.conclusion, longestConclusion)
  if (!conclusion.ok) return conclusion
  return ok({ kind: input.kind, on: input.on, testName: testName.value || null, personIds, pairId, details: details.value, conclusion: conclusion.value })
}
