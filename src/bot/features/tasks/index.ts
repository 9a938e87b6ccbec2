import { addDays, dayOf, mondayOf } from '../../../core/dates.js'
import type { Screen } from '../../../core/screen.js'
import { isDayOver } from '../../../modules/requests/term-rules.js'
import { isLinked, type BotContext, type LinkedContext } from '../../context.js'
import type { Feature, HomePart } from '../../feature.js'
import { faceOf } from '../../views/programmes/face.js'
import { termOnTask } from '../../views/requests/request-views.js'
import { checkList, personalScreen, reviewScreen, taskList, taskScreen } from '../../views/programmes/task-views.js'
import { homeButton } from '../home.js'
import { namesOf } from '../programmes/open-plan.js'
import { requestDialogues } from '../requests/callbacks.js'
import { findOpenTerm, requestScreen } from '../requests/faces.js'
import { taskCallbacks } from './callbacks.js'
import { openTask, type OpenTask } from './open-task.js'
import { reportTask } from './report-dialogue.js'
import { returnTask } from './return-dialogue.js'
import { sendFiles } from './send-files.js'

async function tasksScreen(ctx: LinkedContext, page: number) {
  return taskList(faceOf(ctx), await ctx.services.programmes.tasksOf(ctx.person.id), page, homeButton(ctx))
}

async function showTasks(ctx: BotContext): Promise<void> {
  if (isLinked(ctx)) await ctx.screen.send(await tasksScreen(ctx, 0))
  else await ctx.screen.send({ text: ctx.t('common-unknown-person') })
}

async function checksScreen(ctx: LinkedContext, page: number) {
  const tasks = await ctx.services.programmes.toCheck(ctx.person.id)
  const { nameOf } = await namesOf(ctx, tasks.map(({ mark }) => mark.menteeId))
  return checkList(faceOf(ctx), tasks, nameOf, page, homeButton(ctx))
}

/** The person's own task behind a button. */
async function withTask(ctx: LinkedContext, programmeId: string, rowId: string, run: (task: OpenTask) => Promise<void>): Promise<void> {
  const opened = await openTask(ctx, { programmeId, rowId, menteeId: ctx.person.id }, 'mentee')
  if (opened.ok) await run(opened.value)
  else await ctx.screen.popUp(ctx.problemText(opened.problem), true)
}

/** A mentee's report before his mentor. */
async function withReview(ctx: LinkedContext, [programmeId = '', rowId = '', menteeId = '']: string[], run: (task: OpenTask) => Promise<void>): Promise<void> {
  const opened = await openTask(ctx, { programmeId, rowId, menteeId }, 'mentor')
  if (opened.ok) await run(opened.value)
  else await ctx.screen.popUp(ctx.problemText(opened.problem), true)
}

const messageId = (ctx: LinkedContext) => String(ctx.screen.pressedMessageId() ?? '')

async function screenOf(ctx: LinkedContext, task: OpenTask): Promise<Screen> {
  const found = await findOpenTerm(ctx, task.programmeId, task.row)
  return taskScreen(faceOf(ctx), task, found && termOnTask(found.face, found.request, task.row))
}

/** «Не успеваю»: a request that is open is shown, one whose day is over is asked anew. */
async function askTerm(ctx: LinkedContext, { programmeId, row }: OpenTask): Promise<void> {
  const found = await findOpenTerm(ctx, programmeId, row)
  if (found && !isDayOver(found.request, dayOf(ctx.now(), ctx.zone))) return void (await ctx.screen.send(requestScreen(found)))
  await ctx.openDialogue(requestDialogues.askTerm, { programmeId, rowId: row.id })
}

/** A task that is no longer open says so and shows where it stands. */
async function ifOpen(ctx: LinkedContext, task: OpenTask, run: () => Promise<void>): Promise<void> {
  const { state } = task.mark
  if (state === 'open' || state === 'returned') return run()
  await ctx.screen.popUp(ctx.problemText({ code: `mark-${state}-already` }))
  await ctx.screen.replace(taskScreen(faceOf(ctx), task))
}

async function accept(ctx: LinkedContext, ...ids: string[]): Promise<void> {
  const [programmeId = '', rowId = '', menteeId = ''] = ids
  const accepted = await ctx.services.programmes.accept(ctx.actor, { programmeId, rowId, menteeId })
  if (!accepted.ok) await ctx.screen.popUp(ctx.problemText(accepted.problem))
  await withReview(ctx, ids, (task) => ctx.screen.replace(reviewScreen(faceOf(ctx), task)))
}

async function giveBack(ctx: LinkedContext, ...ids: string[]): Promise<void> {
  await withReview(ctx, ids, async (task) => {
    const { programmeId, row, mark } = task
    if (mark.state === 'reported') return ctx.openDialogue('task-return', { programmeId, rowId: row.id, menteeId: mark.menteeId, messageId: messageId(ctx) })
    await ctx.screen.popUp(ctx.problemText({ code: `mark-${mark.state === 'open' ? 'not-reported' : `${mark.state}-already`}` }))
    await ctx.screen.replace(reviewScreen(faceOf(ctx), task))
  })
}

/** «Задачи: 2 на этой неделе, 1 ждёт проверки»; the mentor sees what waits for him. */
async function homePart(ctx: LinkedContext): Promise<HomePart | null> {
  const [tasks, checks] = [await ctx.services.programmes.tasksOf(ctx.person.id), await ctx.services.programmes.toCheck(ctx.person.id)]
  const isMentee = ctx.actor.roles.includes('mentee')
  if (tasks.length === 0 && checks.length === 0 && !isMentee) return null
  const today = dayOf(ctx.now(), ctx.zone)
  const sunday = addDays(mondayOf(today), 6)
  const open = tasks.filter(({ mark }) => mark.state !== 'reported')
  const returned = open.filter(({ mark }) => mark.state === 'returned').length
  const late = open.filter(({ row }) => row.finalOn < today).length
  const week = open.filter(({ row }) => row.finalOn <= sunday).length - late
  const waiting = tasks.length - open.length
  const line = tasks.length > 0 ? [ctx.t('task-home', { week, late, returned, waiting, all: open.length })] : []
  const check = checks.length > 0 ? [ctx.t('review-home', { count: checks.length })] : []
  const mine = isMentee || tasks.length > 0 ? [taskCallbacks.button(ctx.t('label-my-tasks'), 'list')] : []
  const button = checks.length > 0 ? [taskCallbacks.button(ctx.t('review-button', { count: checks.length }), 'toCheck')] : []
  if (tasks.length === 0) return { lines: check, first: button, buttons: [], more: mine }
  return { lines: [...line, ...check], first: button, buttons: mine }
}

/** «Мои задачи» of the mentee and «Проверить» of the mentor (PROG-06, PROG-07). */
export const tasks: Feature = {
  commands: { tasks: showTasks },
  callbacks: [
    taskCallbacks.on({
      list: async (ctx, page) => (page === undefined ? showTasks(ctx) : ctx.screen.replace(await tasksScreen(ctx, Number(page)))),
      open: (ctx, programmeId = '', rowId = '') => withTask(ctx, programmeId, rowId, async (task) => void (await ctx.screen.send(await screenOf(ctx, task)))),
      done: (ctx, programmeId = '', rowId = '') =>
        withTask(ctx, programmeId, rowId, (task) => ifOpen(ctx, task, () => ctx.openDialogue('task-report', { programmeId, rowId, messageId: messageId(ctx) }))),
      late: (ctx, programmeId = '', rowId = '') =>
        withTask(ctx, programmeId, rowId, (task) => ifOpen(ctx, task, () => askTerm(ctx, task))),
      ask: (ctx, programmeId = '', rowId = '') => withTask(ctx, programmeId, rowId, ({ pair }) => ctx.openDialogue(requestDialogues.askHelp, { pairId: pair.id, rowId })),
      toCheck: async (ctx, page) => {
        const screen = await checksScreen(ctx, Number(page ?? 0))
        await (page === undefined ? ctx.screen.send(screen) : ctx.screen.replace(screen))
      },
      review: (ctx, ...ids) => withReview(ctx, ids, async (task) => void (await ctx.screen.send(reviewScreen(faceOf(ctx), task)))),
      accept,
      giveBack,
      files: (ctx, ...ids) => withReview(ctx, ids, ({ mark }) => sendFiles(ctx, mark.reports.at(-1)?.fileIds ?? [])),
      personalAsk: (ctx, ...ids) => withReview(ctx, ids, (task) => ctx.screen.replace(personalScreen(faceOf(ctx), task))),
      personal: accept,
    }),
  ],
  dialogues: [reportTask, returnTask],
  home: [{ order: 30, build: homePart }],
}
