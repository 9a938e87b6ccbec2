import React, { useEffect, useRef, useState } from 'react'
import { ApiClient } from 'adminjs'
import type { PageAct, PagePress, PageWay, PressCall } from '../pages/press.js'
import { PageLink } from './panel-table.js'
import { useWords } from './words.js'

const api = new ApiClient()

interface Answer {
  problem?: string
  errors?: Record<string, string>
  notice?: { type: string; message: string; options?: { text?: string } }
}

type Trouble = { said: string } | 'signed-out' | 'gone' | 'failed'

const statusOf = (error: unknown) => (error as { response?: { status?: number } }).response?.status

/** Posts what the action's own form would post; null when it went through. */
async function post({ resource, action, recordId, fields }: PressCall, written: Record<string, string>): Promise<Trouble | null> {
  const data = new FormData()
  for (const [name, values] of Object.entries(fields)) for (const value of values) data.append(name, value)
  for (const [name, value] of Object.entries(written)) data.append(name, value)
  const target = { resourceId: resource, actionName: action, data }
  try {
    const answer = (await (recordId ? api.recordAction({ ...target, recordId }) : api.resourceAction(target))).data as Answer
    if (answer.notice?.type === 'success') return null
    const said = Object.values(answer.errors ?? {})[0] ?? answer.problem ?? answer.notice?.options?.text
    return said ? { said } : 'gone'
  } catch (error) {
    const status = statusOf(error)
    return status === 401 ? 'signed-out' : status === 403 || status === 404 ? 'gone' : 'failed'
  }
}

const Way: React.FC<{ way: PageWay; about: string }> = ({ way: { href, label, look }, about }) => {
  const className = look === 'primary' ? 'nst-button' : 'nst-button nst-quiet'
  return href.startsWith('tel:') ? <a className={className} href={href}>{label}</a> : <PageLink className={className} href={href} label={`${label}: ${about}`}>{label}</PageLink>
}

/** What is asked or written in place before a press does its work. */
const Ask: React.FC<{ press: PagePress; about: string; isBusy: boolean; go: (written: Record<string, string>) => void; leave: () => void }> = ({ press, about, isBusy, go, leave }) => {
  const { label, question, write } = press
  const [text, setText] = useState('')
  const first = useRef<HTMLElement | null>(null)
  const word = useWords()
  useEffect(() => first.current?.focus(), [])
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    go(write ? { [write.name]: text } : {})
  }
  return (
    <form className="nst-ask" onSubmit={submit}>
      {question ? <p>{question}</p> : null}
      {write ? (
        <label>
          <span>{write.label}</span>
          <textarea ref={(element) => void (first.current = element)} value={text} maxLength={write.most} rows={3} required aria-label={`${write.label}: ${about}`} onChange={(event) => setText(event.target.value)} />
        </label>
      ) : null}
      <div className="nst-actions">
        <button ref={write ? undefined : (element) => void (first.current = element)} type="submit" className="nst-button" disabled={isBusy}>{isBusy ? word('saving') : label}</button>
        <button type="button" className="nst-button nst-quiet" onClick={leave}>{word('cancel')}</button>
      </div>
    </form>
  )
}

const TroubleLine: React.FC<{ trouble: Trouble }> = ({ trouble }) => {
  const word = useWords()
  if (trouble === 'signed-out') return <p className="nst-problem" role="alert">{word('signedOut')} <a href="/admin/login" target="_blank" rel="noreferrer">{word('signIn')}</a></p>
  return <p className="nst-problem" role="alert">{typeof trouble === 'string' ? word(trouble === 'gone' ? 'doneMeanwhile' : 'failed') : trouble.said}</p>
}

interface ActsProps {
  acts: PageAct[]
  /** Whom and what it is about, for those who hear the page. */
  about: string
  /** Tells that something was done. */
  onDone?: () => void
}

/** Buttons of a line: some lead elsewhere, others do their work here and say what was done. */
export const Acts: React.FC<ActsProps> = ({ acts, about, onDone }) => {
  const [open, setOpen] = useState<PagePress | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [done, setDone] = useState<string | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const result = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (done) result.current?.focus()
  }, [done])

  const go = async (press: PagePress, written: Record<string, string> = {}) => {
    if (isBusy) return
    setBusy(true)
    setTrouble(null)
    let failed: Trouble | null = null
    for (const call of press.calls) failed = (await post(call, written)) ?? failed
    setBusy(false)
    setTrouble(failed)
    if (failed) return
    setOpen(null)
    setDone(press.done)
    onDone?.()
  }

  const begin = (press: PagePress) => (press.question || press.write ? (setTrouble(null), setOpen(press)) : void go(press))

  if (done) return <p className="nst-done" role="status" tabIndex={-1} ref={result}>{done}</p>
  return (
    <div className="nst-acts">
      {trouble ? <TroubleLine trouble={trouble} /> : null}
      {open ? <Ask press={open} about={about} isBusy={isBusy} go={(written) => void go(open, written)} leave={() => (setOpen(null), setTrouble(null))} /> : null}
      {open || trouble === 'gone' ? null : (
        <div className="nst-actions">
          {acts.map((act) =>
            act.kind === 'way' ? (
              <Way key={act.href + act.label} way={act} about={about} />
            ) : (
              <button key={act.label} type="button" className={act.look === 'primary' ? 'nst-button' : 'nst-button nst-quiet'} disabled={isBusy} aria-label={`${act.label}: ${about}`} onClick={() => begin(act)}>{act.label}</button>
            ),
          )}
        </div>
      )}
    </div>
  )
}
