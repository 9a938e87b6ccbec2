import { useEffect } from 'react'
import type { ReduxState } from 'adminjs'
import { useSelector } from 'react-redux'

/** Names the tab of the browser by the page that stands open: «Pairs · product». */
export function useTitle(title: string | null | undefined): void {
  const product = useSelector((state: ReduxState) => state.branding.companyName)
  useEffect(() => {
    document.title = [title, product].filter(Boolean).join(' · ')
  }, [title, product])
}
