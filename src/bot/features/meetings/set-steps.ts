import { choosableItems, findItem } from '../../../modules/organisations/organisation.js'
import { escapeHtml } from '../../chat.js'
import type { Choice } from '../../dialog/ask.js'
import { askChoice, askMoment, askText, BACK, confirm, type Answered, type Dialog } from '../../dialog/index.js'
import { sayMoment } from '../../views/dates.js'
import { linked } from './faces.js'

export interface Draft {
  pairId: string
  /** The mentees, for the questions; unescaped. */
  name: string
  kind: string
  startsAt: string
  place: string
  isSure: boolean
}

type Asked = Promise<Answered<'passed' | 'asked'>>

const longestPlace = 200

/** Kinds in order, the next one that the pair has neither had nor planned first (MEET-01). */
function kindChoices(dialog: Dialog, pairId: string): Promise<Choice[]> {
  return dialog.run(async (outer) => {
    const ctx = linked(outer)
    const missing = await ctx.services.meetings.missingKinds(pairId)
    const planned = new Set((await ctx.services.meetings.listOf(pairId)).filter(({ state }) => state === 'planned').map(({ kind }) => kind))
    const next = missing.find((code) => !planned.has(code)) ?? missing[0]
    const all = choosableItems(ctx.organisation, 'meetingKinds').map(({ code, text }) => ({ label: text, value: code }))
    return [...all.filter(({ value }) => value === next), ...all.filter(({ value }) => value !== next)]
  })
}

async function summaryText(dialog: Dialog, draft: Draft): Promise<string> {
  return dialog.run((outer) => {
    const ctx = linked(outer)
    const kind = findItem(ctx.organisation, 'meetingKinds', draft.kind)?.text ?? draft.kind
    return ctx.t('meeting-ask-confirm', {
      moment: sayMoment(new Date(draft.startsAt), ctx.now(), ctx.zone),
      kind: escapeHtml(kind),
      name: escapeHtml(draft.name),
      place: escapeHtml(draft.place),
    })
  })
}

/** The questions in their order. */
export function stepsOf(dialog: Dialog, pairs: readonly Choice[], isPairAsked: boolean) {
  async function pair(draft: Draft): Asked {
    if (!isPairAsked) return 'passed'
    const chosen = await askChoice(dialog, { text: dialog.t('meeting-ask-pair'), choices: [...pairs] })
    if (chosen === BACK) return BACK
    draft.pairId = chosen
    draft.name = pairs.find(({ value }) => value === chosen)?.label ?? ''
    return 'asked'
  }
  async function kind(draft: Draft): Asked {
    const chosen = await askChoice(dialog, { text: dialog.t('meeting-ask-kind'), choices: await kindChoices(dialog, draft.pairId), back: isPairAsked })
    if (chosen === BACK) return BACK
    draft.kind = chosen
    return 'asked'
  }
  async function moment(draft: Draft): Asked {
    const chosen = await askMoment(dialog, { text: dialog.t('meeting-ask-moment'), back: true })
    if (chosen === BACK) return BACK
    draft.startsAt = chosen
    return 'asked'
  }
  async function place(draft: Draft): Asked {
    const written = await askText(dialog, { text: dialog.t('meeting-ask-place'), max: longestPlace, back: true })
    if (written === BACK) return BACK
    draft.place = written
    return 'asked'
  }
  async function sure(draft: Draft): Asked {
    const answer = await confirm(dialog, { text: await summaryText(dialog, draft), yes: dialog.t('meeting-do-set'), no: dialog.t('meeting-do-not-set'), back: true })
    if (answer === BACK) return BACK
    draft.isSure = answer
    return 'asked'
  }
  return [pair, kind, moment, place, sure]
}
