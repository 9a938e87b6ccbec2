import { expect, it } from 'vitest'
import { answerReminders, mostAnswerReminders } from '../../../src/modules/pairs/pair-messages.js'
import type { Organisation } from '../../../src/modules/organisations/organisation.js'
import type { Pair } from '../../../src/modules/pairs/pair.js'

it('[IMPL-01] a proposal is repeated three times at most', () => {
  const pair = { id: 'p', organisationId: 'o', mentorId: 'm', members: [] } as unknown as Pair
  const organisation = { settings: { reminders: { 'request-undecided': { offsets: [72], repeatHours: 168 } } } } as unknown as Organisation
  const now = new Date('2026-09-14T08:00:00Z')
  const days = answerReminders(pair, organisation, 'm', now).map(({ dueAt }) => ((dueAt?.getTime() ?? 0) - now.getTime()) / 86_400_000)
  expect(days).toEqual([3, 10, 17])
  expect(days).toHaveLength(mostAnswerReminders)
})
