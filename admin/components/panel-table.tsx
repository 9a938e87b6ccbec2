import React from 'react'
import { Link } from 'react-router-dom'
import type { PageButton, PageCell, PageTable } from '../pages/page.js'

/** Forms of the gate stand outside the panel's own pages. */
const isGate = (href: string) => href.startsWith('/admin/access/')
const isFile = (href: string) => href.startsWith('/admin/files/')

/** A link inside the panel, or a file in its own tab. */
export const PageLink: React.FC<{ href: string; className?: string; label?: string; children: React.ReactNode }> = ({ href, className, label, children }) =>
  isGate(href) ? <a className={className} href={href} aria-label={label}>{children}</a> : isFile(href) ? <a className={className} href={href} aria-label={label} target="_blank" rel="noreferrer">{children}</a> : <Link className={className} to={href} aria-label={label}>{children}</Link>

export const Buttons: React.FC<{ buttons: PageButton[] | undefined }> = ({ buttons = [] }) =>
  buttons.length === 0 ? null : (
    <div className="nst-actions">
      {buttons.map(({ label, href, look }) => (
        <PageLink key={href + label} href={href} className={look === 'primary' ? 'nst-button' : `nst-button nst-quiet nst-look-${look}`}>{label}</PageLink>
      ))}
    </div>
  )

export const Cell: React.FC<{ cell: PageCell }> = ({ cell }) => {
  const words = cell.state ? <span className={`nst-state nst-state-${cell.state}`}>{cell.text}</span> : <span className="nst-text">{cell.text}</span>
  return (
    <>
      {cell.href ? <PageLink href={cell.href}>{words}</PageLink> : words}
      {(cell.notes ?? []).map((note) => <span key={note} className="nst-cell-note">{note}</span>)}
      {(cell.links ?? []).map(({ text, href }) => <span key={href} className="nst-cell-note"><PageLink href={href}>{text}</PageLink></span>)}
    </>
  )
}

/** A table that becomes cards on a phone. */
export const PanelTable: React.FC<{ table: PageTable; label: string }> = ({ table, label }) => {
  const hasButtons = table.rows.some(({ buttons = [] }) => buttons.length > 0)
  return (
    <table className="nst-table" aria-label={label}>
      <thead>
        <tr>
          {table.columns.map((column) => <th key={column} scope="col">{column}</th>)}
          {hasButtons ? <td /> : null}
        </tr>
      </thead>
      <tbody>
        {table.rows.map(({ id, cells, buttons }) => (
          <tr key={id}>
            {cells.map((cell, at) => (
              <td key={table.columns[at]} data-label={table.columns[at]} className={cell.text || cell.links?.length ? undefined : 'nst-blank'}><Cell cell={cell} /></td>
            ))}
            {hasButtons ? <td className="nst-row-actions"><Buttons buttons={buttons} /></td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
