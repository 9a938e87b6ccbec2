/** From a new organisation to the first pair at work, in this order (ORG-09). */
export const startStepCodes = ['profile', 'staff', 'roles', 'leaders', 'texts', 'invitations', 'survey', 'consents', 'pair', 'order', 'programme'] as const
export type StartStepCode = (typeof startStepCodes)[number]

export interface StartFacts {
  /** Who founded the organisation stands in papers: filled by hand, so the profile was looked at. */
  hasProfile: boolean
  /** On the staff list, head and curator not counted; and how many of all hold no role yet. */
  staff: number
  withoutRole: number
  mentors: number
  mentees: number
  hasHead: boolean
  hasCurator: boolean
  /** Somebody holds the role, so that he can be named. */
  isHeadThere: boolean
  isCuratorThere: boolean
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

/** `waits`: for somebody else, and the next steps do not wait for it. */
export type StartStatus = 'done' | 'now' | 'later' | 'waits'

export interface StartStep {
  code: StartStepCode
  status: StartStatus
}

const isDone: Record<StartStepCode, (facts: StartFacts) => boolean> = {
  profile: ({ hasProfile }) => hasProfile,
  staff: ({ staff }) => staff > 0,
  roles: ({ mentors, mentees }) => mentors > 0 && mentees > 0,
  leaders: ({ hasHead, hasCurator, hasCuratorAccount }) => hasHead && hasCurator && hasCuratorAccount,
  texts: ({ areTextsSeen, consents }) => areTextsSeen || consents > 0,
  invitations: ({ invited }) => invited > 0,
  survey: ({ isSurveyOpen }) => isSurveyOpen,
  consents: ({ consents }) => consents > 0,
  pair: ({ pairs }) => pairs > 0,
  order: ({ orders }) => orders > 0,
  programme: ({ runningProgrammes }) => runningProgrammes > 0,
}

/** Head and curator get their roles from the head or the administrator: a curator can only name those who hold them (ROLE-02). */
export const canNameLeaders = ({ isHeadThere, isCuratorThere, hasHead, hasCurator }: StartFacts): boolean => (isHeadThere || hasHead) && (isCuratorThere || hasCurator)

/** Tells of each step whether it is done; the first that is not is to be done now, the others later, what others do waits. */
export function judgeStart(facts: StartFacts, givesRoles: boolean): { steps: StartStep[]; done: number; total: number; isOver: boolean } {
  const waits = (code: StartStepCode): boolean => code === 'leaders' && !givesRoles && !canNameLeaders(facts)
  const now = startStepCodes.find((code) => !isDone[code](facts) && !waits(code))
  const statusOf = (code: StartStepCode): StartStatus => (isDone[code](facts) ? 'done' : waits(code) ? 'waits' : code === now ? 'now' : 'later')
  const steps = startStepCodes.map((code): StartStep => ({ code, status: statusOf(code) }))
  const done = steps.filter(({ status }) => status === 'done').length
  return { steps, done, total: steps.length, isOver: done === steps.length }
}
