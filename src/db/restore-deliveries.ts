import type { RestoreHook } from './restore.js'

/**
 * A message that was on its way or due before the restore is expired: an old backup must not send old reminders. One whose
 * outcome was unknown stays so, and is not tried again.
 */
export const expireDelivery: RestoreHook = (document, now) => {
  if (document.state === 'unknown') {
    document.open = false
    return false
  }
  const isWaiting = document.state === 'pending' && document.dueAt instanceof Date && document.dueAt <= now
  if (!isWaiting && document.state !== 'sending') return false
  Object.assign(document, { state: 'expired', open: false, leaseUntil: null })
  return true
}
