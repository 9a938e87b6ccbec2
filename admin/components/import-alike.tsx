import React from 'react'
import type { ShownAlike } from '../pages/import-preview.js'
import { useImportWords } from './import-words.js'

interface Props {
  alike: ShownAlike[]
  choices: Record<string, string>
  onChoose(choices: Record<string, string>): void
}

const another = 'other'

const One: React.FC<{ one: ShownAlike; choice: string | undefined; onChoose(choice: string): void }> = ({ one, choice, onChoose }) => {
  const word = useImportWords()
  const { row, labels, given, candidates } = one
  return (
    <fieldset className="nst-alike">
      <legend>{given[0]} <span className="nst-hint">{word('rowOf', { row })}</span></legend>
      <table className="nst-alike-table">
        <thead>
          <tr>
            <td />
            <th scope="col">{word('inFile')}</th>
            {candidates.map(({ id, href, why }) => <th key={id} scope="col"><a href={href} target="_blank" rel="noreferrer">{word('onRecord')}</a><span className="nst-cell-note">{why}</span></th>)}
          </tr>
        </thead>
        <tbody>
          {labels.map((label, at) => (given[at] || candidates.some(({ values }) => values[at]) ? (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{given[at] || '—'}</td>
              {candidates.map(({ id, values }) => <td key={id} className={values[at] === given[at] ? 'nst-alike-same' : ''}>{values[at] || '—'}</td>)}
            </tr>
          ) : null))}
        </tbody>
      </table>
      <div className="nst-alike-choices">
        {candidates.map(({ id, values }) => (
          <label key={id}><input type="radio" name={`alike-${row}`} checked={choice === id} onChange={() => onChoose(id)} /> {candidates.length > 1 ? word('samePerson', { name: values[0] }) : word('same')}</label>
        ))}
        <label><input type="radio" name={`alike-${row}`} checked={choice === another} onChange={() => onChoose(another)} /> {word('other')}</label>
      </div>
    </fieldset>
  )
}

/** People of the file who may be on record already, side by side: only people know. */
export const ImportAlike: React.FC<Props> = ({ alike, choices, onChoose }) => {
  const word = useImportWords()
  const all = (choiceOf: (one: ShownAlike) => string) => onChoose(Object.fromEntries(alike.map((one) => [one.row, choiceOf(one)])))
  return (
    <section className="nst-section">
      <h2>{word('alike', { total: alike.length })}</h2>
      <p className="nst-lead">{word('alikeLead')}</p>
      {alike.length > 3 ? (
        <div className="nst-actions">
          <button type="button" className="nst-button nst-quiet" onClick={() => all(({ candidates }) => candidates[0]?.id ?? another)}>{word('allSame')}</button>
          <button type="button" className="nst-button nst-quiet" onClick={() => all(() => another)}>{word('allOther')}</button>
        </div>
      ) : null}
      {alike.map((one) => <One key={one.row} one={one} choice={choices[one.row]} onChoose={(choice) => onChoose({ ...choices, [one.row]: choice })} />)}
    </section>
  )
}
