import { BACK, type Answered } from './dialog.js'

/** One step of a form: fills its part of the draft, or goes back. A step that asks nothing returns `passed`. */
export type Step<D> = (draft: D) => Promise<Answered<'passed' | 'asked'>>

/** Runs the steps in order; «← Назад» goes to the step before that asked something. At the first it returns BACK. */
export async function runSteps<D>(draft: D, steps: readonly Step<D>[]): Promise<Answered<D>> {
  const asked: number[] = []
  for (let at = 0; at < steps.length; ) {
    const outcome = await steps[at]?.(draft)
    if (outcome === BACK) {
      const former = asked.pop()
      if (former === undefined) return BACK
      at = former
      continue
    }
    if (outcome === 'asked') asked.push(at)
    at += 1
  }
  return draft
}
