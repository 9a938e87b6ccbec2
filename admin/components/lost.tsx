import React from 'react'
import { Link } from 'react-router-dom'
import { useTitle } from './title.js'
import { useWords } from './words.js'

/** Why a page did not open. */
export type Lost = 'failed' | 'not-found'

/** A page that is not there, or not for this role, answers as not found; all else is a matter of the connection. */
export const lostBy = (error: unknown): Lost => ([403, 404].includes((error as { response?: { status?: number } }).response?.status ?? 0) ? 'not-found' : 'failed')

/** What stands instead of a page that did not open. */
export const LostPage: React.FC<{ lost: Lost }> = ({ lost }) => {
  const word = useWords()
  useTitle(lost === 'failed' ? '' : word('notFound'))
  if (lost === 'failed') return <p className="nst-page" role="alert">{word('failed')}</p>
  return (
    <section className="nst-page" role="alert">
      <h1>{word('notFound')}</h1>
      <p>{word('notFoundText')}</p>
      <p className="nst-actions"><Link className="nst-button nst-quiet" to="/admin">{word('toFront')}</Link></p>
    </section>
  )
}
