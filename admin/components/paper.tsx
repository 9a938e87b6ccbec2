import React, { useState } from 'react'
import { useNavigate } from 'react-router'
import type { PagePaper } from '../pages/page.js'
import { DayInput } from './day-input.js'
import { useWords } from './words.js'

const Tables: React.FC<{ paper: PagePaper }> = ({ paper }) => (
  <>
    {paper.tables.map(({ title, columns, rows, empty }) => (
      <section key={title}>
        <h2>{title}</h2>
        {rows.length === 0 ? <p>{empty}</p> : (
          <div className="nst-paper-wide" role="region" aria-label={title} tabIndex={0}>
            <table aria-label={title}>
              <thead><tr>{columns.map((column) => <th key={column} scope="col">{column}</th>)}</tr></thead>
              <tbody>{rows.map((cells, at) => <tr key={at}>{cells.map((cell, place) => <td key={place}>{cell}</td>)}</tr>)}</tbody>
            </table>
          </div>
        )}
      </section>
    ))}
  </>
)

/** A journal as it will stand on paper, with the days it covers to choose. */
export const Paper: React.FC<{ paper: PagePaper }> = ({ paper }) => {
  const word = useWords()
  const navigate = useNavigate()
  const { kind, pairId, from, to } = paper.query
  const [days, setDays] = useState({ from, to })
  const asked = (change: Record<string, string> = {}) => new URLSearchParams({ kind, ...(pairId ? { pair: pairId } : {}), from, to, ...change }).toString()
  const show = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    navigate(`/admin/pages/journal?${asked(days)}`)
  }
  return (
    <div className="nst-paper">
      <form className="nst-paper-tools" onSubmit={show}>
        {(['from', 'to'] as const).map((limit) => (
          <label key={limit}>{word(limit)}<DayInput name={limit} required value={days[limit]} onDay={(day) => setDays((former) => ({ ...former, [limit]: day || former[limit] }))} /></label>
        ))}
        <button type="submit" className="nst-button nst-quiet">{word('showPeriod')}</button>
        <button type="button" className="nst-button nst-primary" onClick={() => window.print()}>{word('print')}</button>
        <a className="nst-button nst-quiet" href={`/admin/export/journal/${kind}.xlsx?${asked()}`} download>{word('exportXlsx')}</a>
      </form>
      <article>
        <header>
          <p>{paper.organisation}</p>
          <h1>{paper.title}</h1>
          <p>{paper.period}</p>
        </header>
        <dl>{paper.facts.map(({ label, text }) => <div key={label}><dt>{label}</dt><dd>{text}</dd></div>)}</dl>
        <Tables paper={paper} />
        <footer>{paper.signatures.map(({ role, name }, at) => <p key={at}><span>{role}</span><span className="nst-paper-line" aria-hidden="true" /><span>{name}</span></p>)}</footer>
      </article>
    </div>
  )
}
