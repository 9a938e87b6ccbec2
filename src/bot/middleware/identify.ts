import type { NextFunction } from 'grammy'
import type { Logger } from 'pino'
import type { Actor } from '../../core/actor.js'
import type { Clock } from '../../core/clock.js'
import { dayOf } from '../../core/dates.js'
import type { Problem } from '../../core/result.js'
import type { Organisation } from '../../modules/organisations/organisation.js'
import { rolesOn, type Person } from '../../modules/people/person.js'
import type { Services } from '../../services.js'
import { createChat } from '../chat.js'
import type { BotContext, FileSource } from '../context.js'
import type { TextBook, Texts } from '../texts.js'
import { createDoublePresses } from './double-press.js'

const nobody: Actor = { organisationId: null, personId: null, accountId: null, roles: [], channel: 'bot' }

function actorOf(person: Person | null, zone: string, now: Date): Actor {
  if (!person) return nobody
  return { ...nobody, organisationId: person.organisationId, personId: person.id, roles: rolesOn(person, dayOf(now, zone)) }
}

/** Says a refusal; one whose words are missing gets a general line. */
export function sayProblem(texts: Texts, problem: Problem): string {
  const key = `problem-${problem.code}`
  return texts.has(key) ? texts.t(key, problem.params) : texts.t('problem-unknown')
}

export interface IdentifyDependencies {
  services: Services
  textBook: TextBook
  clock: Clock
  log: Logger
  files: FileSource
  defaultZone: string
  publicUrl?: string
}

/** Finds who writes, of which organisation, and puts all that handlers need into the context. */
export function identify({ services, textBook, clock, log, files, defaultZone, publicUrl = '' }: IdentifyDependencies) {
  const presses = createDoublePresses()

  async function recognise(ctx: BotContext): Promise<void> {
    const person: Person | null = ctx.from ? await services.people.byTelegram(ctx.from.id) : null
    if (person?.unreachableAt) await services.people.markReachable(person.id)
    const organisation: Organisation | null = person ? await services.organisations.get(person.organisationId) : null
    const texts = textBook.textsFor(organisation)
    const zone = organisation?.zone ?? defaultZone
    const actor = actorOf(person, zone, clock.now())
    const problemText = (problem: Problem) => sayProblem(texts, problem)
    Object.assign(ctx, { person, organisation, texts, zone, actor, t: texts.t, problemText })
  }

  return async (ctx: BotContext, next: NextFunction): Promise<void> => {
    Object.assign(ctx, {
      services,
      log,
      files,
      now: () => clock.now(),
      publicUrl,
      screen: createChat(ctx),
      requestedDialogue: null,
      isPressRepeated: false,
      refresh: () => recognise(ctx),
      async openDialogue(id: string, args: Record<string, string | null> = {}) {
        if (presses.isRepeated(ctx)) return void (ctx.isPressRepeated = true)
        presses.remember(ctx)
        await ctx.conversation.exitAll()
        ctx.requestedDialogue = { id, args }
      },
    })
    presses.see(ctx)
    await recognise(ctx)
    await next()
  }
}
