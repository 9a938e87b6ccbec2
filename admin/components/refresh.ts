import { useEffect, useRef } from 'react'

/** Looks again every so many seconds while the page is seen; a look that fails leaves what was there. */
export function useRefresh(seconds: number | undefined, load: () => Promise<unknown>): void {
  const newest = useRef(load)
  newest.current = load
  useEffect(() => {
    if (!seconds) return undefined
    const timer = window.setInterval(() => {
      if (!document.hidden) newest.current().catch(() => undefined)
    }, seconds * 1_000)
    return () => window.clearInterval(timer)
  }, [seconds])
}
