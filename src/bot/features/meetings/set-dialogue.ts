import type { Problem } from '../../../core/result.js'
import { choosableItems, findItem } from '../../../modules/organisations/organisation.js'
import { escapeHtml } from '../../chat.js'
import { askChoice, askMoment, askText, BACK, confirm, runSteps, type Answered, type Dialog } from '../../dialog/index.js'
import type { Dialogue } from '../../feature.js'
import type { Choice } from '../../dialog/ask.js'
import { sayMoment } from '../../views/dates.js'
import { homeButton } from '../home.js'
import { meetingCallbacks, meetingDialogues } from './callbacks.js'
import { ledPairs, linked, menteesLabel } from './faces.js'

interface Draft {
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
/** Which question a refusal leads back to. */
const mendable: Record<string, number> = { 'meeting-kind-unknown': 1, 'meeting-past': 2, 'meeting-time-wrong': 2, 'meeting-place-missing': 3, 'meeting-link-wrong': 3 }

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

function stepsOf(dialog: Dialog, pairs: readonly Choice[], isPairAsked: boolean) {
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

function save(dialog: Dialog, { pairId, kind, startsAt, place }: Draft): Promise<Problem | null> {
  return dialog.run(async (ctx) => {
    const isLink = /^https?:\/\/\S+$/i.test(place)
    const set = await ctx.services.meetings.set(ctx.actor, { pairId, kind, startsAt: new Date(startsAt), ...(isLink ? { link: place } : { place }) })
    return set.ok ? null : set.problem
  })
}

async function leadsTo(dialog: Dialog): Promise<Choice[]> {
  return dialog.run(async (outer) => {
    const ctx = linked(outer)
    return Promise.all((await ledPairs(ctx)).map(async (pair) => ({ label: await menteesLabel(ctx, pair), value: pair.id })))
  })
}

async function build(dialog: Dialog, args: Record<string, string | null>): Promise<void> {
  const pairs = await leadsTo(dialog)
  const given = pairs.find(({ value }) => value === args.pairId) ?? (pairs.length === 1 ? pairs[0] : undefined)
  if (pairs.length === 0) return void (await dialog.send({ text: dialog.t('meeting-no-pair') }))
  const draft: Draft = { pairId: given?.value ?? '', name: given?.label ?? '', kind: '', startsAt: '', place: '', isSure: false }
  const steps = stepsOf(dialog, pairs, given === undefined)
  for (let from = 0; ; ) {
    const filled = await runSteps(draft, steps.slice(from))
    if (filled === BACK) {
      from = Math.max(0, from - 1)
      continue
    }
    if (!draft.isSure) return void (await dialog.send({ text: dialog.t('meeting-not-set') }))
    const problem = await save(dialog, draft)
    if (problem === null) break
    await dialog.sendProblem(problem)
    const again = mendable[problem.code]
    if (again === undefined) return
    from = again
  }
  await dialog.run((ctx) =>
    ctx.screen.send({
      text: ctx.t('meeting-done-set', { name: escapeHtml(draft.name) }),
      buttons: [[meetingCallbacks.button(ctx.t('meeting-mine-mentor'), 'mine'), homeButton(ctx)]],
    }),
  )
}

/** «Назначить встречу» (MEET-01): with one pair nobody is asked whom, the next kind is proposed first. */
export const setMeetingDialogue: Dialogue = { id: meetingDialogues.set, build }
