import React from 'react'
import { Link } from 'react-router-dom'
import type { ListHead as Head } from '../pages/page.js'

/** Figures that lead to their lists, and sentences on how things stand. */
export const ListHead: React.FC<{ head: Head }> = ({ head }) => (
  <div className="nst-head">
    <ul className="nst-figures">
      {head.figures.map(({ label, text, href, isBad }) => (
        <li key={label}><Link to={href} className={isBad ? 'nst-figure nst-figure-bad' : 'nst-figure'}><b>{text}</b> <span>{label}</span></Link></li>
      ))}
    </ul>
    {head.notes.map(({ text, tone }) => <p key={text} className={`nst-head-note nst-tone-${tone}`} role={tone === 'bad' ? 'alert' : undefined}>{text}</p>)}
  </div>
)
