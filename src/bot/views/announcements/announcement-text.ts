import type { Announcement } from '../../../modules/announcements/announcement.js'
import { escapeHtml } from '../../chat.js'
import type { Texts } from '../../texts.js'

interface Parts {
  t: Texts['t']
  announcement: Pick<Announcement, 'text' | 'authorRole'>
  /** Escaped already; null when the account has no person. */
  author: string | null
}

/** Who writes: the curator or the head, by name where it is known. */
function headOf({ t, announcement: { authorRole }, author }: Parts): string {
  if (authorRole === 'head') return author ? t('announcement-from-head-named', { name: author }) : t('announcement-from-head')
  return author ? t('announcement-from-curator-named', { name: author }) : t('announcement-from-curator')
}

/** An announcement as people read it in the chat. */
export function announcementText(parts: Parts): string {
  return parts.t('announcement-message', { from: headOf(parts), text: escapeHtml(parts.announcement.text) })
}
