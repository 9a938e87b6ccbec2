import React from 'react'
import type { ShownPreview } from '../pages/import-preview.js'
import { ImportAlike } from './import-alike.js'
import { useImportWords, type Word } from './import-words.js'

interface Props {
  preview: ShownPreview
  choices: Record<string, string>
  isBusy: boolean
  onChoose(choices: Record<string, string>): void
  onMarked(): void
  onImport(): void
  onColumns(): void
  onFile(): void
}

const Errors: React.FC<{ preview: ShownPreview; word: Word }> = ({ preview: { errors }, word }) => (
  <table className="nst-table" aria-label={word('errors')}>
    <thead><tr><th scope="col">{word('row')}</th><th scope="col">{word('columnName')}</th><th scope="col">{word('whatToDo')}</th></tr></thead>
    <tbody>
      {errors.map(({ row, column, message }) => (
        <tr key={`${row}-${column}-${message}`}>
          <td data-label={word('row')}>{row}</td>
          <td data-label={word('columnName')}>{column || word('wholeRow')}</td>
          <td data-label={word('whatToDo')}>{message}</td>
        </tr>
      ))}
    </tbody>
  </table>
)

const Changed: React.FC<{ preview: ShownPreview; word: Word }> = ({ preview: { changed, counts }, word }) => (
  <details className="nst-section">
    <summary><h2>{word('changed', { total: counts.changed })}</h2></summary>
    <ul className="nst-import-people">
      {changed.map(({ row, name, href, changes }) => (
        <li key={row}>
          <a href={href} target="_blank" rel="noreferrer">{name}</a>
          {changes.map(({ label, from, to }) => (
            <span key={label} className="nst-cell-note">{label}: {from ? <><del>{from}</del> → </> : null}<ins>{to || word('empty')}</ins></span>
          ))}
        </li>
      ))}
    </ul>
    {counts.changed > changed.length ? <p className="nst-hint">{word('andMore', { total: counts.changed - changed.length })}</p> : null}
  </details>
)

const Fresh: React.FC<{ preview: ShownPreview; word: Word }> = ({ preview: { fresh, counts }, word }) => (
  <details className="nst-section" open={counts.fresh <= 10}>
    <summary><h2>{word('fresh', { total: counts.fresh })}</h2></summary>
    <ul className="nst-import-people">
      {fresh.map(({ row, name, note }) => <li key={row}>{name}{note ? <span className="nst-cell-note">{note}</span> : null}</li>)}
    </ul>
    {counts.fresh > fresh.length ? <p className="nst-hint">{word('andMore', { total: counts.fresh - fresh.length })}</p> : null}
  </details>
)

/** Step three: what would happen; with mistakes nothing does, a file with the mistakes marked comes back. */
export const ImportPreview: React.FC<Props> = ({ preview, choices, isBusy, onChoose, onMarked, onImport, onColumns, onFile }) => {
  const word = useImportWords()
  const { counts } = preview
  const said = preview.alike.filter(({ row }) => choices[row] !== undefined).length
  const isWrong = counts.wrong > 0
  const count = counts.fresh + counts.changed + counts.alike
  const figures = (['fresh', 'changed', 'unchanged', 'alike', 'wrong'] as const).filter((key) => counts[key] > 0)
  return (
    <>
      <ul className="nst-import-figures">
        {figures.map((key) => <li key={key} className={`nst-import-${key}`}>{word(`figure.${key}`)}: <b>{counts[key]}</b></li>)}
      </ul>
      {preview.notes.map((note) => <p key={note} className="nst-note">{note}</p>)}
      {isWrong ? (
        <section className="nst-section">
          <h2>{word('errors')}</h2>
          <p className="nst-note">{word('errorsLead')}</p>
          <div className="nst-actions">
            <button type="button" className="nst-button" disabled={isBusy} onClick={onMarked}>{isBusy ? word('reading') : word('marked')}</button>
            <button type="button" className="nst-button nst-quiet" onClick={onFile}>{word('mended')}</button>
            <button type="button" className="nst-button nst-quiet" onClick={onColumns}>{word('toColumns')}</button>
          </div>
          <Errors preview={preview} word={word} />
          {counts.wrong > preview.errors.length ? <p className="nst-hint">{word('errorsMore')}</p> : null}
        </section>
      ) : null}
      {!isWrong && preview.alike.length > 0 ? <ImportAlike alike={preview.alike} choices={choices} onChoose={onChoose} /> : null}
      {counts.fresh > 0 ? <Fresh preview={preview} word={word} /> : null}
      {counts.changed > 0 ? <Changed preview={preview} word={word} /> : null}
      {!isWrong && count === 0 ? <p className="nst-note">{word('nothingNew')}</p> : null}
      {isWrong ? null : (
        <div className="nst-buttons">
          {count > 0 ? (
            <button type="button" className="nst-button" disabled={isBusy || said < preview.alike.length} onClick={onImport}>{isBusy ? word('writing') : word('load', { count })}</button>
          ) : null}
          <button type="button" className="nst-button nst-quiet" onClick={onColumns}>{word('toColumns')}</button>
          {said < preview.alike.length ? <p className="nst-hint" role="status">{word('stillAlike', { total: preview.alike.length - said })}</p> : null}
        </div>
      )}
    </>
  )
}
