import type { Button, Screen } from '../../core/screen.js'
import { dayOf } from '../../core/dates.js'
import { questionnaireKinds, type QuestionnaireKind } from '../../modules/questionnaires/questionnaire.js'
import { callback } from '../callbacks/codec.js'
import type { BotContext, LinkedContext } from '../context.js'
import { questionnaire, questionnaireDialogue } from '../conversations/questionnaire.js'
import type { Feature, HomePart } from '../feature.js'
import { plainDay } from '../views/dates.js'
import { homeButton } from './home.js'

const surveyCallbacks = callback('qn', { fill: 'f', forms: 'l' })

type Standing = { state: 'none' } | { state: 'draft'; answered: number; total: number } | { state: 'sent'; sentAt: Date | null }

async function standingOf(ctx: LinkedContext, kind: QuestionnaireKind): Promise<Standing> {
  const { questionnaires } = ctx.services
  const draft = await questionnaires.progress(ctx.organisation.id, ctx.person.id, kind)
  if (draft) return { state: 'draft', answered: draft.answered, total: draft.total }
  const sent = await questionnaires.latestSent(ctx.person.id, kind)
  return sent ? { state: 'sent', sentAt: sent.sentAt } : { state: 'none' }
}

function isExpected(ctx: LinkedContext, kind: QuestionnaireKind): boolean {
  return ctx.actor.roles.includes(kind === 'needs' ? 'mentee' : 'mentor')
}

const fillButton = (ctx: LinkedContext, kind: QuestionnaireKind, key: string): Button => surveyCallbacks.button(ctx.t(key), 'fill', kind)

/** A begun form, or one that is expected and not begun. */
async function waiting(ctx: LinkedContext, kind: QuestionnaireKind, standing: Standing): Promise<HomePart | null> {
  const title = ctx.t(`survey-title-${kind}`)
  if (standing.state === 'draft') {
    const { answered, total } = standing
    return { lines: [ctx.t('survey-home-draft', { title, answered, total })], first: [fillButton(ctx, kind, 'survey-continue')], buttons: [] }
  }
  if (standing.state === 'sent' || !isExpected(ctx, kind)) return null
  if (kind === 'needs') return { lines: [ctx.t('survey-home-new')], first: [fillButton(ctx, kind, 'survey-begin')], buttons: [] }
  return { lines: [ctx.t('survey-home-new-mentor')], first: [fillButton(ctx, kind, 'survey-begin-mentor')], buttons: [] }
}

/** Self-nomination stands on the home screen of whoever is no mentor and has not asked for it yet (MENTOR-02). */
function selfNomination(ctx: LinkedContext, mentor: Standing): Button[] {
  if (mentor.state !== 'none' || isExpected(ctx, 'mentor')) return []
  return [fillButton(ctx, 'mentor', 'survey-be-mentor')]
}

/** At most one form waits on the home screen; the others are behind «Анкеты». */
async function homePart(ctx: LinkedContext): Promise<HomePart | null> {
  const isParticipant = ctx.actor.roles.some((role) => role === 'mentee' || role === 'mentor')
  if (!isParticipant || !(await ctx.services.consents.has(ctx.person.id, 'personal-data'))) return null
  const standings = { needs: await standingOf(ctx, 'needs'), mentor: await standingOf(ctx, 'mentor') }
  const forms = await Promise.all(questionnaireKinds.map((kind) => waiting(ctx, kind, standings[kind])))
  const first = forms.find((part) => part !== null)
  if (first) return first
  return { lines: [], buttons: [], more: [...selfNomination(ctx, standings.mentor), surveyCallbacks.button(ctx.t('survey-forms'), 'forms')] }
}

function lineOf(ctx: LinkedContext, kind: QuestionnaireKind, standing: Standing): string {
  const title = ctx.t(`survey-title-${kind}`)
  if (standing.state === 'none') return ctx.t('survey-form-line-none', { title })
  if (standing.state === 'draft') return ctx.t('survey-form-line-draft', { title, answered: standing.answered, total: standing.total })
  const day = standing.sentAt ? plainDay(dayOf(standing.sentAt, ctx.zone), dayOf(ctx.now(), ctx.zone)) : ''
  return ctx.t('survey-form-line-sent', { title, day })
}

/** Both forms with what stands; each may be answered at any time, outside a campaign too (SURVEY-13). */
async function formsScreen(ctx: LinkedContext): Promise<Screen> {
  const lines: string[] = []
  for (const kind of questionnaireKinds) lines.push(lineOf(ctx, kind, await standingOf(ctx, kind)))
  const mentorKey = isExpected(ctx, 'mentor') ? 'survey-form-mentor' : 'survey-be-mentor'
  const buttons = [[fillButton(ctx, 'needs', 'survey-form-needs')], [fillButton(ctx, 'mentor', mentorKey)], [homeButton(ctx)]]
  return { text: [ctx.t('survey-forms-text'), ...lines].join('\n'), buttons }
}

const isKind = (kind: string): kind is QuestionnaireKind => (questionnaireKinds as readonly string[]).includes(kind)

/** The button that opens a form; other features offer it where it is needed. */
export function questionnaireButton(ctx: LinkedContext, kind: QuestionnaireKind): Button {
  return fillButton(ctx, kind, kind === 'needs' ? 'survey-begin' : 'survey-begin-mentor')
}

/** The button under an invitation: the form opens at once. */
export function fillInButton({ t }: Pick<BotContext, 't'>, kind: string): Button {
  return surveyCallbacks.button(t('survey-fill-in'), 'fill', isKind(kind) ? kind : 'needs')
}

/** The needs survey and the mentors' questionnaire in the chat (SURVEY-01, MENTOR-01, MENTOR-02). */
export const questionnaires: Feature = {
  callbacks: [
    surveyCallbacks.on({
      async fill(ctx, kind = '') {
        if (isKind(kind)) await ctx.openDialogue(questionnaireDialogue, { kind })
      },
      forms: async (ctx) => void (await ctx.screen.send(await formsScreen(ctx))),
    }),
  ],
  dialogues: [questionnaire],
  home: [{ order: 50, build: homePart }],
}
