import { callback } from '../../callbacks/codec.js'

/** The newest announcements once more: the morning's summary holds only their beginnings. */
export const announcementCallbacks = callback('ann', { latest: 'l' })
