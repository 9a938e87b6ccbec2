import React from 'react'
import type { ListHead as Head } from '../pages/page.js'
import { useWords } from './words.js'

/** Figures that lead to their lists, and sentences on how things stand. */
export const ListHead: React.FC<{ head: Head; view: string; onChoose(view: string): void }> = ({ head, view, onChoose }) => {
  const word = useWords()
  return (
    <div className="nst-head">
      <ul className="nst-figures">
        {head.figures.map(({ label, text, view: own, isBad }) => (
          <li key={label}><button type="button" aria-pressed={own === view} onClick={() => onChoose(own)} className={isBad ? 'nst-figure nst-figure-bad' : 'nst-figure'}><b>{text}</b> <span>{label}</span></button></li>
        ))}
      </ul>
      {head.notes.map(({ text, more, tone }) => (
        <React.Fragment key={text}>
          <p className={`nst-head-note nst-tone-${tone}`} role={tone === 'bad' ? 'alert' : undefined}>{text}</p>
          {more ? <details className="nst-more"><summary>{word('details')}</summary><p className="nst-hint">{more}</p></details> : null}
        </React.Fragment>
      ))}
    </div>
  )
}
