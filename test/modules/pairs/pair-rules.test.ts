import { describe, expect, it } from 'vitest'
import { canMove, finalStates, unreachableStates } from '../../../src/core/transitions.js'
import { pairStates, pairTransitions, type Pair, type PairState } from '../../../src/modules/pairs/pair.js'
import { mayAnswerPair, mayRunPairs } from '../../../src/modules/pairs/pair-policy.js'
import { nextStateOf, whyNotOrdered } from '../../../src/modules/pairs/pair-rules.js'
import { actorOf, curator, head, ids, organisationId, otherOrganisationId, sysadmin } from '../../support/pair-bench.js'

const allowed = new Set([
  'proposed agreed', 'proposed terminated',
  'agreed consents', 'agreed terminated',
  'consents ordered', 'consents agreed', 'consents terminated',
  'ordered active', 'ordered terminated', 'ordered replaced',
  'active paused', 'active completed', 'active terminated', 'active replaced',
  'paused active', 'paused completed', 'paused terminated', 'paused replaced',
])

const at = new Date('2026-09-14T08:00:00Z')
const side = { answer: 'agreed' as const, reason: null, answeredAt: at, recordedBy: null }

function aPair(overrides: Partial<Pair> = {}): Pair {
  return {
    ...{ id: 'p', organisationId, yearId: 'y', mentorId: ids.olga, mentor: side, form: 'f', kinds: ['k'], direction: null, why: '' },
    members: [{ menteeId: ids.anna, from: '2026-09-14', to: null, ...side }],
    ...{ curatorId: ids.curator, state: 'proposed', order: null, pauseReason: null, end: null, replacedById: null, replacesId: null },
    ...{ activeSince: null, createdAt: at, updatedAt: at },
    ...overrides,
  }
}

describe('states of a pair', () => {
  it('[PAIR-15] reaches every state from the proposal and ends in three', () => {
    expect(unreachableStates(pairTransitions, 'proposed')).toEqual([])
    expect(finalStates<PairState>(pairTransitions)).toEqual(['completed', 'terminated', 'replaced'])
  })

  it('[PAIR-15] [IMPL-10] forbids every move that is not listed', () => {
    for (const from of pairStates) {
      for (const to of pairStates) expect(`${from} ${to} ${canMove<PairState>(pairTransitions, from, to)}`).toBe(`${from} ${to} ${allowed.has(`${from} ${to}`)}`)
    }
  })

  it('[IMPL-10] lets the order only where the consents are complete', () => {
    const codes = pairStates.map((state) => `${state}: ${whyNotOrdered(aPair({ state }))?.code ?? 'may be ordered'}`)
    expect(codes).toEqual([
      'proposed: pair-not-agreed',
      'agreed: pair-consents-missing',
      'consents: may be ordered',
      'ordered: pair-ordered-already',
      'active: pair-ordered-already',
      'paused: pair-ordered-already',
      'completed: pair-over',
      'terminated: pair-over',
      'replaced: pair-over',
    ])
  })

  it('[IMPL-10] [PROG-24] starts only with order, consents and an approved programme', () => {
    const ordered = aPair({ state: 'ordered' })
    expect(nextStateOf(ordered, { missingConsents: 0, programmeState: 'agreed' })).toBeNull()
    expect(nextStateOf(ordered, { missingConsents: 1, programmeState: 'approved' })).toBeNull()
    expect(nextStateOf(aPair({ state: 'consents' }), { missingConsents: 0, programmeState: 'approved' })).toBeNull()
    expect(nextStateOf(ordered, { missingConsents: 0, programmeState: 'approved' })).toBe('active')
  })

  it('[CONS-08] goes back when a consent is withdrawn, and pauses what runs', () => {
    const facts = { missingConsents: 1, programmeState: 'running' as const }
    expect(nextStateOf(aPair({ state: 'consents' }), facts)).toBe('agreed')
    expect(nextStateOf(aPair({ state: 'active' }), facts)).toBe('paused')
  })
})

describe('who may', () => {
  const steps = ['propose', 'answer', 'order', 'pause', 'resume', 'terminate', 'replaceMentor', 'handOver', 'complete'] as const
  const of = (actor: typeof curator) => steps.filter((step) => mayRunPairs(actor, organisationId, step))

  it('[ROLE-05] [MENTOR-08] the head orders, the curator leads, the administrator does nothing', () => {
    expect(of(curator)).toEqual([...steps])
    expect(of(head)).toEqual(['order', 'terminate', 'handOver', 'complete'])
    expect(of(sysadmin)).toEqual([])
    expect(of(actorOf(ids.olga, 'mentor'))).toEqual([])
  })

  it('[PAIR-03] each side answers for itself only, nobody in another organisation', () => {
    const pair = aPair()
    expect(mayAnswerPair(actorOf(ids.anna, 'mentee'), pair, ids.anna)).toBe(true)
    expect(mayAnswerPair(actorOf(ids.anna, 'mentee'), pair, ids.olga)).toBe(false)
    expect(mayAnswerPair(actorOf(ids.vera, 'mentee'), pair, ids.vera)).toBe(false)
    expect(mayRunPairs({ ...curator, organisationId: otherOrganisationId }, organisationId, 'propose')).toBe(false)
  })
})
