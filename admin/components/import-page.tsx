import React, { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'adminjs'
import { Link } from 'react-router-dom'
import type { ImportAnswer } from '../pages/import-answer.js'
import { ImportColumns } from './import-columns.js'
import { ImportFile } from './import-file.js'
import { ImportPreview } from './import-preview.js'
import { askImport, loadImport, nothingChosen, saveFile, type Chosen, type ImportStep } from './import-server.js'
import { useImportWords } from './import-words.js'
import { Buttons } from './panel-table.js'
import { useWords } from './words.js'

type Step = 'file' | 'columns' | 'preview' | 'done'
const steps = ['file', 'columns', 'preview'] as const
const statusOf = (error: unknown) => (error as { response?: { status?: number } }).response?.status

/** «Load a list» in three steps; the file stays in the browser and goes to the server anew with each. */
const ImportPage: React.FC = () => {
  const [step, setStep] = useState<Step>('file')
  const [chosen, setChosen] = useState<Chosen>(() => ({ ...nothingChosen, organisationId: new URLSearchParams(window.location.search).get('organisationId') ?? '' }))
  const [known, setKnown] = useState<ImportAnswer>({})
  const [problem, setProblem] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [isReady, setReady] = useState(false)
  const top = useRef<HTMLHeadingElement>(null)
  const word = useImportWords()
  const shell = useWords()
  const { translateLabel } = useTranslation()

  const sayTrouble = (error: unknown) => setProblem(statusOf(error) === 401 ? shell('signedOut') : statusOf(error) === 413 ? word('tooLarge', { megabytes: known.megabytes ?? 5 }) : shell('failed'))
  useEffect(() => {
    loadImport().then((answer) => setKnown(answer)).catch(sayTrouble).finally(() => setReady(true))
  }, [])

  const go = (next: Step) => {
    setStep(next)
    window.scrollTo(0, 0)
    top.current?.focus()
  }

  const ask = async (wanted: ImportStep, next: Chosen) => {
    if (isBusy) return
    setBusy(true)
    setProblem('')
    try {
      const answer = await askImport(wanted, next)
      setProblem(answer.problem ?? '')
      if (answer.saved) saveFile(answer.saved)
      setKnown((former) => ({ ...former, ...answer }))
      const fingerprint = answer.preview?.fingerprint ?? next.fingerprint
      setChosen({ ...next, fingerprint, choices: answer.preview ? {} : next.choices })
      if (answer.columns) go('columns')
      else if (answer.preview) go('preview')
      else if (answer.done) go('done')
    } catch (error) {
      sayTrouble(error)
    } finally {
      setBusy(false)
    }
  }

  const open = (file: File) => {
    const limit = known.megabytes ?? 5
    if (file.size > limit * 1024 * 1024) return setProblem(word('tooLarge', { megabytes: limit }))
    void ask('columns', { ...chosen, file, sheet: null, heading: null, columns: null })
  }

  if (!isReady) return <p className="nst-page" role="status">{shell('loading')}</p>
  return (
    <section className="nst-page nst-wide nst-import" aria-busy={isBusy}>
      <p className="nst-crumbs"><Link to="/admin/resources/Person">{translateLabel('Person')}</Link></p>
      <h1 ref={top} tabIndex={-1}>{word('title')}</h1>
      <ol className="nst-steps" aria-label={shell('steps')}>
        {steps.map((each, at) => {
          const now = step === 'done' ? steps.length : steps.indexOf(step)
          return <li key={each} className={`nst-step-${at < now ? 'done' : at === now ? 'now' : 'todo'}`} aria-current={at === now ? 'step' : undefined}>{word(`step.${each}`)}</li>
        })}
      </ol>
      {problem ? <p className="nst-problem" role="alert">{problem}</p> : null}
      {step === 'file' ? <ImportFile known={known} chosen={chosen} isBusy={isBusy} onChosen={setChosen} onOpen={open} onTemplate={() => ask('template', chosen)} /> : null}
      {step === 'columns' && known.columns ? <ImportColumns key={`${known.columns.sheet}-${known.columns.heading}`} shown={known.columns} isBusy={isBusy} onLook={(part) => ask('columns', { ...chosen, columns: null, ...part })} onNext={(part) => ask('preview', { ...chosen, ...part })} onBack={() => go('file')} /> : null}
      {step === 'preview' && known.preview ? (
        <ImportPreview
          preview={known.preview}
          choices={chosen.choices}
          isBusy={isBusy}
          onChoose={(choices) => setChosen({ ...chosen, choices })}
          onMarked={() => ask('marked', chosen)}
          onImport={() => ask('import', chosen)}
          onColumns={() => go('columns')}
          onFile={() => go('file')}
        />
      ) : null}
      {step === 'done' && known.done ? (
        <div className="nst-next" role="status"><p>{known.done.text}</p><Buttons buttons={known.done.buttons} /></div>
      ) : null}
    </section>
  )
}

export default ImportPage
