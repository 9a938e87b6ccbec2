import React, { useState } from 'react'
import type { ImportSheet } from '../pages/import-file.js'
import { useImportWords } from './import-words.js'

interface Places {
  sheet: number
  heading: number
  columns: Record<string, number>
}

interface Props {
  shown: ImportSheet
  isBusy: boolean
  onLook(part: { sheet: number; heading: number | null }): void
  onNext(part: Places): void
  onBack(): void
}

const lettersOf = (at: number): string => (at < 26 ? '' : String.fromCharCode(64 + Math.floor(at / 26))) + String.fromCharCode(65 + (at % 26))

/** Step two: what each column of the file is; found by the headings, mended by hand. */
export const ImportColumns: React.FC<Props> = ({ shown, isBusy, onLook, onNext, onBack }) => {
  const [taken, setTaken] = useState<Record<number, string>>(Object.fromEntries(shown.columns.map(({ at, column }) => [at, column])))
  const [isAsked, setAsked] = useState(false)
  const word = useImportWords()
  const { sheet, heading, sheets } = shown
  const used = Object.values(taken)
  const has = (column: string) => used.includes(column)
  const isComplete = has('fullName') || (has('surname') && has('name'))
  const twice = used.filter((column, at) => column !== '' && used.indexOf(column) !== at)
  const isRight = isComplete && twice.length === 0
  const labelOf = (value: string) => shown.offered.find((one) => one.value === value)?.label ?? value
  const leftOut = shown.columns.filter(({ at, samples }) => !taken[at] && samples.length > 0).map(({ at, heading: title }) => title || word('column', { letters: lettersOf(at) }))
  const next = () => {
    setAsked(true)
    if (isRight) onNext({ sheet, heading, columns: Object.fromEntries(Object.entries(taken).filter(([, column]) => column !== '').map(([at, column]) => [column, Number(at)])) })
  }
  return (
    <>
      <p className="nst-lead">{word('columnsLead')}</p>
      {shown.notes.map((note) => <p key={note} className="nst-note">{note}</p>)}
      <div className="nst-asked">
        {sheets.length > 1 ? (
          <label>
            {word('sheet')}
            <select value={sheet} disabled={isBusy} onChange={(event) => onLook({ sheet: Number(event.target.value), heading: null })}>
              {sheets.map((name, at) => <option key={name} value={at}>{name}</option>)}
            </select>
          </label>
        ) : null}
        <label>
          {word('heading')}
          <select value={heading} disabled={isBusy} onChange={(event) => onLook({ sheet, heading: Number(event.target.value) })}>
            <option value={0}>{word('noHeading')}</option>
            {shown.lines.map(({ number, text }) => <option key={number} value={number}>{word('line', { number, text })}</option>)}
          </select>
        </label>
      </div>
      {leftOut.length > 0 ? <p className="nst-note" role="status">{word('notLoaded', { headings: leftOut.join(', ') })}</p> : null}
      <ul className="nst-import-columns">
        {shown.columns.map(({ at, heading: title, samples }) => {
          const isTwice = twice.includes(taken[at] ?? '')
          return (
            <li key={at} className={taken[at] ? 'nst-import-taken' : ''}>
              <p className="nst-import-head"><b>{title || word('untitled')}</b> <span className="nst-hint">{word('column', { letters: lettersOf(at) })}</span></p>
              <p className="nst-import-samples">{samples.length > 0 ? samples.join(' · ') : word('noValues')}</p>
              <label htmlFor={`import-column-${at}`} className="nst-hint">{word('takenFor')}</label>
              <select id={`import-column-${at}`} value={taken[at] ?? ''} aria-invalid={isTwice} onChange={(event) => setTaken({ ...taken, [at]: event.target.value })}>
                <option value="">{word('leftOut')}</option>
                {shown.offered.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
              </select>
              {isTwice ? <p className="nst-error">{word('twice', { column: labelOf(taken[at] ?? '') })}</p> : null}
            </li>
          )
        })}
      </ul>
      {isComplete ? null : <p className={isAsked ? 'nst-problem' : 'nst-note'} role={isAsked ? 'alert' : undefined}>{word('needed')}</p>}
      <div className="nst-buttons">
        <button type="button" className="nst-button" disabled={isBusy} onClick={next}>{isBusy ? word('reading') : word('look')}</button>
        <button type="button" className="nst-button nst-quiet" onClick={onBack}>{word('otherFile')}</button>
      </div>
    </>
  )
}
