import React from 'react'
import type { ChecklistItem } from '../pages/page.js'
import { PageLink } from './panel-table.js'

/** Steps one below the other, each with its state in a word, a sentence and at most one button. */
export const Checklist: React.FC<{ items: ChecklistItem[] }> = ({ items }) => (
  <ol className="nst-checklist">
    {items.map(({ id, title, text, status, statusText, button }, at) => (
      <li key={id} className={`nst-check-${status}`} aria-current={status === 'now' ? 'step' : undefined}>
        <span className="nst-check-mark" aria-hidden="true">{status === 'done' ? '✓' : at + 1}</span>
        <div>
          <h3>{title} <span className="nst-check-status">{statusText}</span></h3>
          {status === 'done' ? null : <p>{text}</p>}
        </div>
        {button ? <PageLink href={button.href} className={button.look === 'primary' ? 'nst-button' : 'nst-button nst-quiet'}>{button.label}</PageLink> : null}
      </li>
    ))}
  </ol>
)
