import { announcementText } from '../announcements/announcement-text.js'
import { shortLine } from '../programmes/face.js'
import { escapeHtml } from '../../chat.js'
import type { DeliveryData, DeliveryViews } from './data.js'

const longestLine = 110

const partsOf = ({ t, announcement, params, people, nameOf }: DeliveryData) => {
  if (!announcement) throw new Error('a message about an announcement that is not there')
  const { authorId } = params
  return { t, announcement, author: authorId && people[authorId] ? nameOf(authorId) : null }
}

/** One line of the morning's summary: who writes, and the beginning; the button beside it opens the whole. */
export function announcementLine(data: DeliveryData): string {
  const { announcement, t } = partsOf(data)
  const from = announcement.authorRole === 'head' ? t('announcement-line-head') : t('announcement-line-curator')
  return t('announcement-line', { from, text: escapeHtml(shortLine(announcement.text.replace(/\s+/g, ' '), longestLine)) })
}

/** What a curator or a head writes to a chosen audience (IMPL-21). */
export const announcementDeliveries: DeliveryViews<'announcement'> = {
  announcement: (data) => ({ text: announcementText(partsOf(data)) }),
}
