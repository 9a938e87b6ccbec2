import React from 'react'
import type { ListAddress } from './list-address.js'
import { useWords } from './words.js'

interface Meta {
  total: number | null
  isMore: boolean
  former: string | null
  later: string | null
}

/** How many there are; above a thousand it is said so. */
const Count: React.FC<{ meta: Meta }> = ({ meta: { total, isMore } }) => {
  const word = useWords()
  if (total === null || total === 0) return null
  return <p className="nst-found" role="status">{word(isMore ? 'foundMore' : 'found', { total })}</p>
}

/** On and back by place. */
const Places: React.FC<{ meta: Meta; go: ListAddress['go'] }> = ({ meta: { former, later }, go }) => {
  const word = useWords()
  if (!former && !later) return null
  return (
    <nav className="nst-actions" aria-label={word('pages')}>
      {former ? <button type="button" className="nst-button nst-quiet" onClick={() => go({})}>{word('toStart')}</button> : null}
      {former ? <button type="button" className="nst-button nst-quiet" onClick={() => go({ before: former })}>{word('former')}</button> : null}
      {later ? <button type="button" className="nst-button nst-quiet" onClick={() => go({ after: later })}>{word('later')}</button> : null}
    </nav>
  )
}

/** The list as a file: exactly as it is filtered and sorted now. */
const Exports: React.FC<{ resourceId: string; present: Record<string, string> }> = ({ resourceId, present }) => {
  const word = useWords()
  const href = (format: string) => `/admin/export/${resourceId}.${format}?${new URLSearchParams(present).toString()}`
  return (
    <details className="nst-more">
      <summary>{word('export')}</summary>
      <div className="nst-actions">
        <a className="nst-button nst-quiet" href={href('xlsx')} download>{word('exportXlsx')}</a>
        <a className="nst-button nst-quiet" href={href('csv')} download>{word('exportCsv')}</a>
      </div>
    </details>
  )
}

export const ListFoot = { Count, Places, Exports }
