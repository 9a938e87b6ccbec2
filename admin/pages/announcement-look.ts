import { join } from 'node:path'
import { createTextBook } from '../../src/bot/texts.js'
import type { Announcement } from '../../src/modules/announcements/announcement.js'
import { displayName } from '../../src/modules/people/person.js'
import { projectRoot } from '../../src/paths.js'
import type { Services } from '../../src/services.js'

const place = '\u0000'

/** Makes the look of an announcement before it goes: the bot's own words around it, as plain lines. */
export function createAnnouncementLook(services: Pick<Services, 'organisations' | 'people'>) {
  const book = createTextBook(join(projectRoot, 'locales', 'ru'))
  return async ({ organisationId, text, authorRole, authorPersonId }: Pick<Announcement, 'organisationId' | 'text' | 'authorRole' | 'authorPersonId'>): Promise<string> => {
    const [organisation, author] = await Promise.all([services.organisations.get(organisationId), authorPersonId ? services.people.get(authorPersonId) : null])
    const { t } = book.textsFor(organisation)
    const key = `announcement-from-${authorRole}`
    const from = author ? t(`${key}-named`, { name: displayName(author) }) : t(key)
    return t('announcement-message', { from, text: place }).replace(/<[^>]+>/g, '').replace(place, () => text)
  }
}
