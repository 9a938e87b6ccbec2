import { createClock } from '../../src/core/clock.js'

const prefix = 'nst-draft:'
const keptMs = 24 * 60 * 60 * 1000
const clock = createClock()

type Typed = [name: string, value: string][]

interface Kept {
  at: number
  typed: Typed
}

/** What came back into the form: since when it lies here, null when it differs in nothing, and what it was made from. */
interface Restored {
  at: Date | null
  seen: Seen | null
}

/** Version and values of the form that was being filled in. */
export interface Seen {
  seenAt: string
  seenForm: string
}

const isSeen = (element: Element): element is HTMLInputElement => element instanceof HTMLInputElement && (element.name === 'seenAt' || element.name === 'seenForm')

const isText = (element: Element): element is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement =>
  (element instanceof HTMLInputElement && !['file', 'password', 'checkbox', 'radio', 'search', 'hidden'].includes(element.type)) ||
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement

/** Keeps what is being typed in this browser, for a closed tab or an ended session; a success and a logout remove it. */
export function keepDraft(key: string, form: HTMLFormElement): void {
  const typed: Typed = [...form.elements].filter((element) => isSeen(element) || isText(element)).filter(({ name }) => name !== '').map(({ name, value }) => [name, value])
  window.localStorage.setItem(prefix + key, JSON.stringify({ at: clock.now().getTime(), typed } satisfies Kept))
}

/** Puts a kept draft back into the form; returns what it was made from, which may be older than the form is now. */
export function restoreDraft(key: string, form: HTMLFormElement): Restored {
  dropOld()
  const text = window.localStorage.getItem(prefix + key)
  if (!text) return { at: null, seen: null }
  const { at, typed } = JSON.parse(text) as Kept
  let isOther = false
  for (const [name, value] of typed) {
    const element = form.elements.namedItem(name)
    if (!(element instanceof Element) || !isText(element) || value === '' || element.value === value) continue
    element.value = value
    isOther = true
  }
  const { seenAt, seenForm } = Object.fromEntries(typed)
  return { at: isOther ? new Date(at) : null, seen: seenAt && seenForm ? { seenAt, seenForm } : null }
}

/** What was left for longer than a day is about somebody else by now. */
function dropOld(): void {
  for (const key of Object.keys(window.localStorage).filter((known) => known.startsWith(prefix))) {
    const kept = JSON.parse(window.localStorage.getItem(key) ?? '{}') as Partial<Kept>
    if (!kept.at || kept.at < clock.now().getTime() - keptMs) window.localStorage.removeItem(key)
  }
}

export function forgetDraft(key: string): void {
  window.localStorage.removeItem(prefix + key)
}

/** At logout nothing typed stays in the browser. */
export function forgetAllDrafts(): void {
  for (const key of Object.keys(window.localStorage)) {
    if (key.startsWith(prefix)) window.localStorage.removeItem(key)
  }
}
