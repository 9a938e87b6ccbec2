import React, { useState } from 'react'
import { useNavigate } from 'react-router'
import type { InvitationSheet } from '../actions/panel-action.js'
import { useWords } from './words.js'

export type { InvitationSheet }

const steps = ['sheetStepScan', 'sheetStepStart', 'sheetStepConfirm']

const Sheet: React.FC<{ sheet: InvitationSheet }> = ({ sheet }) => {
  const word = useWords()
  const [isCopied, setCopied] = useState(false)
  const copy = () => navigator.clipboard.writeText(sheet.link).then(() => setCopied(true))
  return (
    <li className="nst-sheet">
      <div className="nst-sheet-head">
        <div>
          <p className="nst-cell-note">{sheet.organisation}</p>
          <h2>{sheet.name}</h2>
          <p>{word('sheetRole', { role: sheet.role })}</p>
        </div>
        <img className="nst-qr" src={sheet.qr} alt={word('sheetQr', { name: sheet.name })} />
      </div>
      <ol className="nst-sheet-steps">{steps.map((step) => <li key={step}>{word(step)}</li>)}</ol>
      <p className="nst-sheet-link">{sheet.link}</p>
      <p className="nst-cell-note">{sheet.until}</p>
      <div className="nst-buttons">
        <button type="button" className="nst-button nst-quiet" onClick={() => void copy()}>{isCopied ? word('copied') : word('copyLink')}</button>
        {sheet.sandbox ? <a className="nst-button nst-quiet" href={sheet.sandbox} target="_blank" rel="noreferrer">{word('openSandbox')}</a> : null}
      </div>
    </li>
  )
}

/** One-time links with their QR codes, one sheet a person; shown once, since only a hash of the link is stored. */
export const InvitationSheets: React.FC<{ sheets: InvitationSheet[]; back: string; title: string }> = ({ sheets, back, title }) => {
  const word = useWords()
  const navigate = useNavigate()
  return (
    <section className="nst-page nst-sheets">
      <div className="nst-sheets-top">
        <h1>{title}</h1>
        <p className="nst-lead">{word('sheetsOnce')}</p>
        <div className="nst-buttons">
          <button type="button" className="nst-button nst-primary" onClick={() => window.print()}>{word('print')}</button>
          <button type="button" className="nst-button nst-quiet" onClick={() => navigate(back)}>{word('back')}</button>
        </div>
      </div>
      <ul>{sheets.map((sheet) => <Sheet key={sheet.link} sheet={sheet} />)}</ul>
    </section>
  )
}
