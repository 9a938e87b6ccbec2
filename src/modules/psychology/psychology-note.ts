import type { Transitions } from '../../core/transitions.js'

/** PSY-01 tests of compatibility, PSY-02 satisfaction, PSY-03 consultations, PSY-04 support of a mentee without a pair. */
export const noteKinds = ['compatibility', 'satisfaction', 'consultation', 'support'] as const
export type NoteKind = (typeof noteKinds)[number]

export const noteStates = ['asked', 'noted', 'released'] as const
export type NoteState = (typeof noteStates)[number]

/** A consultation begins as asked for; only the conclusion of a released note leaves the psychologist (PSY-07). */
export const noteTransitions = {
  asked: ['noted'],
  noted: ['released'],
  released: [],
} as const satisfies Transitions<NoteState>

/** What the psychologist writes down; everything but a released conclusion is his alone (PSY-07, DATA-06). */
export interface PsychologyNote {
  id: string
  organisationId: string
  kind: NoteKind
  state: NoteState
  /** Day of the test or talk; of the asking while it is only asked for. */
  on: string
  testName: string | null
  personIds: string[]
  pairId: string | null
  details: string
  conclusion: string
  askedAt: Date | null
  releasedAt: Date | null
  createdAt: Date
  updatedAt: Date
}

/** What a curator sees of a released note. */
export interface ReleasedConclusion extends Pick<PsychologyNote, 'id' | 'kind' | 'on' | 'testName' | 'personIds' | 'conclusion'> {
  releasedAt: Date
}
