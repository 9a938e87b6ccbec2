import { displayName } from '../../../modules/people/person.js'
import { escapeHtml } from '../../chat.js'
import type { LinkedContext } from '../../context.js'
import type { Feature } from '../../feature.js'
import { announcementText } from '../../views/announcements/announcement-text.js'
import { sayDay } from '../../views/dates.js'
import { homeButton } from '../home.js'
import { announcementCallbacks } from './callbacks.js'
import { dayOf } from '../../../core/dates.js'

/** So many fit into one message of the messenger, each at its longest. */
const mostShown = 1
const mostListed = 3
const longestScreen = 3_500

async function showLatest(ctx: LinkedContext): Promise<void> {
  const { t, zone, services, person } = ctx
  const found = await services.announcements.latestFor(person.id, mostListed)
  const texts: string[] = []
  for (const announcement of found) {
    const author = announcement.authorPersonId ? await services.people.get(announcement.authorPersonId) : null
    const at = announcement.publishedAt
    const text = announcementText({ t, announcement, author: author && escapeHtml(displayName(author)) })
    const whole = at ? `${t('announcement-of', { day: sayDay(dayOf(at, zone), ctx.now(), zone) })}\n${text}` : text
    if (texts.length >= mostShown && texts.join('\n\n').length + whole.length > longestScreen) break
    texts.push(whole)
  }
  const text = texts.length > 0 ? texts.join('\n\n') : t('announcement-none')
  await ctx.screen.send({ text, buttons: [[homeButton(ctx)]] })
}

/** What curators and heads wrote to everybody, to read once more (IMPL-21). */
export const announcements: Feature = {
  callbacks: [announcementCallbacks.on({ latest: (ctx) => showLatest(ctx) })],
}
