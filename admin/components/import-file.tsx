import React, { useState } from 'react'
import type { ImportAnswer } from '../pages/import-answer.js'
import type { Chosen } from './import-server.js'
import { useImportWords } from './import-words.js'
import { useWords } from './words.js'
import { FileInput } from './file-input.js'

interface Props {
  known: ImportAnswer
  chosen: Chosen
  isBusy: boolean
  onChosen(chosen: Chosen): void
  onOpen(file: File): void
  onTemplate(): void
}

/** Step one: which file, and for whoever keeps several organisations, for which of them. */
export const ImportFile: React.FC<Props> = ({ known, chosen, isBusy, onChosen, onOpen, onTemplate }) => {
  const [missing, setMissing] = useState('')
  const word = useImportWords()
  const shell = useWords()
  const organisations = known.organisations ?? []
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget).get('file')
    const file = given instanceof File && given.size > 0 ? given : chosen.file
    if (organisations.length > 0 && !chosen.organisationId) setMissing('organisationId')
    else if (!file) setMissing('file')
    else {
      setMissing('')
      onOpen(file)
    }
  }
  const errorOf = (name: string) => (missing === name ? <p className="nst-error" id={`import-${name}-error`} role="alert">{word(`missing.${name}`)}</p> : null)
  return (
    <form className="nst-form" onSubmit={submit} noValidate>
      <p className="nst-lead">{word('lead')}</p>
      {organisations.length > 0 ? (
        <div className="nst-field">
          <label htmlFor="import-organisation">{word('organisation')}</label>
          <select id="import-organisation" value={chosen.organisationId} aria-invalid={missing === 'organisationId'} onChange={(event) => onChosen({ ...chosen, organisationId: event.target.value })}>
            <option value="">{shell('choose')}</option>
            {organisations.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
          </select>
          {errorOf('organisationId')}
        </div>
      ) : null}
      <div className="nst-field">
        <label htmlFor="import-file">{word('file', { megabytes: known.megabytes ?? 5 })}</label>
        <FileInput id="import-file" name="file" accept=".xlsx,.xlsm,.xls,.csv,.txt" aria-describedby="import-file-hint" aria-invalid={missing === 'file'} />
        {chosen.file ? <p className="nst-hint">{word('chosenFile', { name: chosen.file.name })}</p> : null}
        <p className="nst-hint" id="import-file-hint">{word('fileHint')}</p>
        {errorOf('file')}
      </div>
      <div className="nst-buttons">
        <button type="submit" className="nst-button" disabled={isBusy}>{isBusy ? word('reading') : word('open')}</button>
        <button type="button" className="nst-button nst-quiet" disabled={isBusy} onClick={onTemplate}>{word('template')}</button>
      </div>
    </form>
  )
}
