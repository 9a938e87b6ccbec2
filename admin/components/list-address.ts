import { useLocation, useNavigate } from 'react-router'

export const filterPrefix = 'filters.'
const places = ['after', 'before']

export interface ListAddress {
  query: URLSearchParams
  /** Goes to the list with these changes; an empty value takes one out, and the list begins anew. */
  go(changes: Record<string, string>, options?: { isTyping?: boolean }): void
}

/** The address of a list, which holds all that was chosen: it can be kept, sent to a colleague and gone back to. */
export function useListAddress(): ListAddress {
  const location = useLocation()
  const navigate = useNavigate()
  return {
    query: new URLSearchParams(location.search),
    go(changes, { isTyping = false } = {}) {
      const next = new URLSearchParams(location.search)
      for (const name of places) next.delete(name)
      for (const [name, value] of Object.entries(changes)) {
        if (value === '') next.delete(name)
        else next.set(name, value)
      }
      navigate({ pathname: location.pathname, search: next.toString() }, { replace: isTyping })
    },
  }
}
