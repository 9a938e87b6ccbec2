import React from 'react'
import type { BoardCard, PageBoard } from '../pages/page.js'
import { PageLink } from './panel-table.js'

const Card: React.FC<{ card: BoardCard }> = ({ card: { title, href, lines, progress, note } }) => (
  <li className="nst-card">
    <PageLink href={href} className="nst-card-title">{title}</PageLink>
    {lines.map((line) => <span key={line} className="nst-cell-note">{line}</span>)}
    {progress ? (
      <span className="nst-card-progress">
        <meter min={0} max={Math.max(progress.total, 1)} value={progress.done} aria-label={progress.text} />
        <span className="nst-cell-note">{progress.text}</span>
      </span>
    ) : null}
    {note ? <span className="nst-card-note">{note}</span> : null}
  </li>
)

/** Columns of cards, one a state; on a phone one below the other, empty ones folded to their heading. */
export const Board: React.FC<{ board: PageBoard }> = ({ board: { columns, empty } }) => (
  <div className="nst-board">
    {columns.map(({ code, label, total, cards, more }) => (
      <section key={code} className={`nst-column nst-column-${code}${cards.length === 0 ? ' nst-column-none' : ''}`} aria-label={label}>
        <h3>{label} <span className="nst-card-count">{total}</span></h3>
        {cards.length === 0 ? <p className="nst-cell-note">{empty}</p> : <ul>{cards.map((card) => <Card key={card.id} card={card} />)}</ul>}
        {more ? <p className="nst-cell-note"><PageLink href={more.href}>{more.text}</PageLink></p> : null}
      </section>
    ))}
  </div>
)
