import { addDays, dayOf, instantAt } from '../core/dates.js'
import { isQuiet, type QuietRules } from '../modules/deliveries/reminder-rules.js'

const hour = 10
const longestWait = 150

/** The present, or ten o'clock of the next working day when it is quiet now: whoever opens the demo at night is to see its messages come. */
export function workingMorning(now: Date, rules: QuietRules): Date {
  if (!isQuiet(now, rules)) return now
  const today = dayOf(now, rules.zone)
  for (let ahead = 0; ahead <= longestWait; ahead += 1) {
    const morning = instantAt(addDays(today, ahead), hour, 0, rules.zone)
    if (morning > now && !isQuiet(morning, rules)) return morning
  }
  return now
}
