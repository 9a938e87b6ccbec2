import { longest } from '../../../modules/programmes/wording.js'
import type { Result } from '../../../core/result.js'
import type { BotContext } from '../../context.js'
import { askText, BACK } from '../../dialog/index.js'
import type { Dialogue } from '../../feature.js'
import { outcomeOf, showOutcome } from './open-plan.js'

/** A dialogue of one text: asks, calls the service, shows the plan. */
function oneText(id: string, question: string, max: number, call: (ctx: BotContext, programmeId: string, text: string) => Promise<Result<unknown>>): Dialogue {
  return {
    id,
    async build(dialog, { programmeId }) {
      const text = await askText(dialog, { text: dialog.t(question), max })
      if (text === BACK) return
      const outcome = await dialog.run(async (ctx) => outcomeOf(await call(ctx, programmeId ?? '', text)))
      await showOutcome(dialog, programmeId ?? '', outcome)
    },
  }
}

/** The mentee's correction, the approver's return, the mentor's summary (PROG-08, PROG-24, END-01). */
export const decideDialogues: Dialogue[] = [
  oneText('plan-correct', 'plan-ask-correction', longest.comment, (ctx, programmeId, text) =>
    ctx.services.programmes.proposeCorrection(ctx.actor, { programmeId, menteeId: ctx.person?.id ?? '', text }),
  ),
  oneText('plan-send-back', 'plan-ask-send-back', longest.comment, (ctx, programmeId, text) => ctx.services.programmes.sendBack(ctx.actor, programmeId, text)),
  oneText('plan-summarise', 'plan-ask-summary', longest.summary, (ctx, programmeId, text) => ctx.services.programmes.summarise(ctx.actor, programmeId, text)),
]
