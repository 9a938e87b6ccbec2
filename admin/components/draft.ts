const prefix = 'nst-draft:'

type Typed = [name: string, value: string][]

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
  window.localStorage.setItem(prefix + key, JSON.stringify(typed))
}

/** Puts a kept draft back into the form; returns what it was made from, which may be older than the form is now. */
export function restoreDraft(key: string, form: HTMLFormElement): Seen | null {
  const kept = window.localStorage.getItem(prefix + key)
  if (!kept) return null
  for (const [name, value] of JSON.parse(kept) as Typed) {
    const element = form.elements.namedItem(name)
    if (element instanceof Element && isText(element) && value !== '') element.value = value
  }
  const { seenAt, seenForm } = Object.fromEntries(JSON.parse(kept) as Typed)
  return seenAt && seenForm ? { seenAt, seenForm } : null
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
