import { dayOf } from '../../../core/dates.js'
import type { Result } from '../../../core/result.js'
import type { Programme } from '../../../modules/programmes/programme.js'
import type { Dialog } from '../../dialog/index.js'
import { openPlan } from './open-plan.js'

export interface Given {
  programme: Programme
  proposals: string[]
  today: string
}

/** The plan as it stands, as plain data; ends the dialogue kindly when it is not there for this person. */
export async function given(dialog: Dialog, programmeId: string): Promise<Given> {
  const found = await dialog.run(async (ctx): Promise<Result<Given>> => {
    const opened = await openPlan(ctx, programmeId)
    if (!opened.ok) return opened
    const { goals } = await ctx.services.programmes.proposals(programmeId)
    return { ok: true, value: { programme: opened.value.programme, proposals: goals, today: dayOf(ctx.now(), ctx.zone) } }
  })
  if (found.ok) return found.value
  await dialog.sendProblem(found.problem)
  return dialog.leave()
}
