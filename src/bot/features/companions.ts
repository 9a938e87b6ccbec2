import { displayName, type Person } from '../../modules/people/person.js'
import { currentMenteeIds, type Pair } from '../../modules/pairs/pair.js'
import { escapeHtml } from '../chat.js'
import type { LinkedContext } from '../context.js'
import type { Feature, HomePart } from '../feature.js'

const mostLines = 3

const withSubject = (person: Person): string => escapeHtml([displayName(person), person.subject].filter(Boolean).join(', '))

async function lineOf(ctx: LinkedContext, pair: Pair): Promise<string | null> {
  const isMentor = pair.mentorId === ctx.person.id
  const others = await ctx.services.people.getMany(isMentor ? currentMenteeIds(pair) : [pair.mentorId])
  if (others.length === 0) return null
  const names = others.length === 1 ? others.map(withSubject).join('') : others.map((person) => escapeHtml(displayName(person))).join(', ')
  const line = ctx.t(isMentor ? 'companions-mentees' : 'companions-mentor', { names, count: others.length })
  return pair.state === 'paused' ? `${line} ${ctx.t('companions-paused')}` : line
}

async function homePart(ctx: LinkedContext): Promise<HomePart | null> {
  const pairs = (await ctx.services.pairs.openOf(ctx.person.id)).filter(({ state }) => state !== 'proposed')
  const lines = await Promise.all(pairs.slice(0, mostLines).map((pair) => lineOf(ctx, pair)))
  return pairs.length === 0 ? null : { lines: lines.filter((line) => line !== null), buttons: [] }
}

/** Who works with whom, at the top of the home screen (IMPL-24). */
export const companions: Feature = { home: [{ order: 10, build: homePart }] }
