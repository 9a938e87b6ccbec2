import { useEffect, useRef } from 'react'

/** Says that nobody pressed anything: such a look keeps nobody signed in (`gate/guard.ts`). */
export interface LookOptions {
  headers?: Record<string, string>
}

const automatic: LookOptions = { headers: { 'x-nastavnik-automatic': '1' } }

/** Looks again every so many seconds while the page is seen; a look that fails leaves what was there. */
export function useRefresh(seconds: number | undefined, load: (options: LookOptions) => Promise<unknown>): void {
  const newest = useRef(load)
  newest.current = load
  useEffect(() => {
    if (!seconds) return undefined
    const timer = window.setInterval(() => {
      if (!document.hidden) newest.current(automatic).catch(() => undefined)
    }, seconds * 1_000)
    return () => window.clearInterval(timer)
  }, [seconds])
}
