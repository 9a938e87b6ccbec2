/** From a new organisation to the first pair at work, in this order (ORG-09). */
export const startStepCodes = ['profile', 'staff', 'leaders', 'texts', 'invitations', 'survey', 'consents', 'pair', 'order', 'programme'] as const
export type StartStepCode = (typeof startStepCodes)[number]

export interface StartFacts {
  /** Who founded the organisation stands in papers: filled by hand, so the profile was looked at. */
  hasProfile: boolean
  mentors: number
  mentees: number
  hasHead: boolean
  hasCurator: boolean
  /** Somebody can enter the panel as curator. */
  hasCuratorAccount: boolean
  areTextsSeen: boolean
  /** People in the bot, and invitations that went out. */
  invited: number
  isSurveyOpen: boolean
  consents: number
  pairs: number
  orders: number
  runningProgrammes: number
}

export type StartStatus = 'done' | 'now' | 'later'

export interface StartStep {
  code: StartStepCode
  status: StartStatus
}

const isDone: Record<StartStepCode, (facts: StartFacts) => boolean> = {
  profile: ({ hasProfile }) => hasProfile,
  staff: ({ mentors, mentees }) => mentors > 0 && mentees > 0,
  leaders: ({ hasHead, hasCurator, hasCuratorAccount }) => hasHead && hasCurator && hasCuratorAccount,
  texts: ({ areTextsSeen, consents }) => areTextsSeen || consents > 0,
  invitations: ({ invited }) => invited > 0,
  survey: ({ isSurveyOpen }) => isSurveyOpen,
  consents: ({ consents }) => consents > 0,
  pair: ({ pairs }) => pairs > 0,
  order: ({ orders }) => orders > 0,
  programme: ({ runningProgrammes }) => runningProgrammes > 0,
}

/** Tells of each step whether it is done; the first that is not is to be done now, the others later. */
export function judgeStart(facts: StartFacts): { steps: StartStep[]; done: number; total: number; isOver: boolean } {
  const now = startStepCodes.find((code) => !isDone[code](facts))
  const steps = startStepCodes.map((code): StartStep => ({ code, status: isDone[code](facts) ? 'done' : code === now ? 'now' : 'later' }))
  const done = steps.filter(({ status }) => status === 'done').length
  return { steps, done, total: steps.length, isOver: now === undefined }
}
