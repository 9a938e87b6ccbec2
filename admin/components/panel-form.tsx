import React, { useEffect, useRef, useState } from 'react'
import { ApiClient, useCurrentAdmin, useNotice, useTranslation, type ActionProps } from 'adminjs'
import { useLocation, useNavigate } from 'react-router'
import { Link } from 'react-router-dom'
import type { ShownForm } from '../actions/form.js'
import type { StaleAnswer } from '../actions/stale-form.js'
import { ChatLook } from './chat-look.js'
import { recentMoment } from './dates.js'
import { forgetDraft, keepDraft, restoreDraft, type Seen } from './draft.js'
import { InvitationSheets, type InvitationSheet } from './invitation-sheets.js'
import { PanelField } from './panel-field.js'
import { ShownValues, type ShownValue } from './shown-values.js'
import { StaleButtons, StaleNotice } from './stale-notice.js'
import { useTitle } from './title.js'
import { useWords } from './words.js'

interface Answer {
  form?: ShownForm
  errors?: Record<string, string>
  problem?: string
  shown?: ShownValue[]
  sheets?: InvitationSheet[]
  /** A file to save. */
  file?: string
  redirectUrl?: string
  quiet?: boolean
  /** How it would be seen. */
  look?: string
  /** The record has changed since the form was shown. */
  stale?: StaleAnswer
  notice?: { type: 'success' | 'error'; message: string; options?: Record<string, unknown> }
}

const api = new ApiClient()

function call(props: ActionProps, options: { params?: Record<string, string>; data?: FormData }): Promise<{ data: Answer }> {
  const { action, record, resource } = props
  const target = { resourceId: resource.id, actionName: action.name, ...options }
  return (record ? api.recordAction({ ...target, recordId: record.id }) : api.resourceAction(target)) as Promise<{ data: Answer }>
}

const isSignedOut = (error: unknown) => (error as { response?: { status?: number } }).response?.status === 401

type FormState = 'idle' | 'busy' | 'signed-out' | 'failed'

/** Why the form was not taken, when it is not a matter of its fields. */
const Trouble: React.FC<{ state: FormState; word(key: string): string }> = ({ state, word }) => {
  if (state === 'failed') return <p className="nst-problem" role="alert">{word('failed')}</p>
  if (state !== 'signed-out') return null
  return (
    <p className="nst-problem" role="alert">
      {word('signedOut')} <a href="/admin/login" target="_blank" rel="noreferrer">{word('signIn')}</a>
    </p>
  )
}

/** What was typed before stands in the form again: since when, and a way to begin anew. */
const Restored: React.FC<{ at: Date; zone: string | undefined; onClear(): void }> = ({ at, zone, onClear }) => {
  const word = useWords()
  return (
    <p className="nst-restored" role="status">
      {word('restored', recentMoment(at, zone))} <button type="button" className="nst-button nst-quiet" onClick={onClear}>{word('clearDraft')}</button>
    </p>
  )
}

interface ButtonsProps {
  form: ShownForm
  stale: StaleAnswer | undefined
  variant: string | undefined
  isBusy: boolean
  onTake(form: ShownForm): void
  onLeave(): void
}

/** Saving, looking, ways to elsewhere and back. */
const FormButtons: React.FC<ButtonsProps> = ({ form, stale, variant, isBusy, onTake, onLeave }) => {
  const word = useWords()
  return (
    <div className="nst-buttons">
      {stale ? <StaleButtons isBusy={isBusy} onTake={() => onTake(stale.form)} /> : null}
      {stale || form.submit === null ? null : (
        <button type="submit" className={`nst-button nst-${variant ?? 'default'}`} disabled={isBusy}>{isBusy ? word('saving') : form.submit}</button>
      )}
      {form.look ? <button type="submit" name="isLook" value="yes" className="nst-button nst-quiet" disabled={isBusy}>{form.look}</button> : null}
      {form.links.map(({ label, href }) => <Link key={href} className="nst-button nst-quiet" to={href}>{label}</Link>)}
      <button type="button" className="nst-button nst-quiet" onClick={onLeave}>{word('cancel')}</button>
    </div>
  )
}

/** A form that cannot be filled in yet says what to do first. */
const BlockedForm: React.FC<{ title: string; blocked: string; onLeave(): void }> = ({ title, blocked, onLeave }) => {
  const word = useWords()
  return (
    <section className="nst-page nst-form">
      <h1>{title}</h1>
      <p className="nst-lead">{blocked}</p>
      <div className="nst-buttons"><button type="button" className="nst-button nst-quiet" onClick={onLeave}>{word('cancel')}</button></div>
    </section>
  )
}

/** What the form was made from: it goes back, so that a change made meanwhile is not written over. */
function seenOf({ version, fields }: ShownForm): Seen | null {
  if (!version) return null
  const values = fields.filter(({ kind }) => !['note', 'chat', 'file'].includes(kind)).map(({ name, value }) => [name, value])
  return { seenAt: version, seenForm: JSON.stringify(Object.fromEntries(values)) }
}

/** The form as the server gives it; asked for anew when the page becomes another one. */
function useLoadedForm(props: ActionProps, params: Record<string, string>, search: string, onAnother: () => void) {
  const [form, setForm] = useState<ShownForm | null>(null)
  const [state, setState] = useState<FormState>('idle')
  useEffect(() => {
    setForm(null)
    onAnother()
    call(props, { params })
      .then(({ data }) => setForm(data.form ?? null))
      .catch((error) => setState(isSignedOut(error) ? 'signed-out' : 'failed'))
  }, [props.action.name, props.record?.id, search])
  return { form, setForm, state, setState }
}

/** One form for every action: fields come from the server, errors stand beside them, nothing typed is lost. */
const PanelForm: React.FC<ActionProps> = (props) => {
  const { action, record, resource } = props
  const [answer, setAnswer] = useState<Answer>({})
  const [seen, setSeen] = useState<Seen | null>(null)
  const [draftAt, setDraftAt] = useState<Date | null>(null)
  const [round, setRound] = useState(0)
  const [user] = useCurrentAdmin()
  const element = useRef<HTMLFormElement>(null)
  const [location, navigate] = [useLocation(), useNavigate()]
  const addNotice = useNotice()
  const word = useWords()
  const { translateLabel } = useTranslation()
  const params = Object.fromEntries(new URLSearchParams(location.search))
  const { form, setForm, state, setState } = useLoadedForm(props, params, location.search, () => setAnswer({}))
  useTitle(form?.title)
  const draftKey = `${user?.id ?? ''}:${location.pathname}${location.search}`
  const list = form?.home ?? `/admin/resources/${resource.id}`
  const home = record ? `/admin/resources/${resource.id}/records/${record.id}/show` : list

  useEffect(() => {
    if (!form || !element.current) return
    const restored = restoreDraft(draftKey, element.current)
    setDraftAt(restored.at)
    setSeen(restored.seen ?? seenOf(form))
  }, [form, round])

  useEffect(() => {
    element.current?.querySelector<HTMLElement>('[aria-invalid="true"], .nst-problem')?.focus()
  }, [answer])

  const submit = async (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (state === 'busy') return
    setState('busy')
    try {
      const { data } = await call(props, { params, data: new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter) })
      setAnswer(data)
      if (data.stale) setSeen(seenOf(data.stale.form))
      setState('idle')
      if (!data.quiet && data.notice?.type !== 'success') return
      if (data.notice) addNotice(data.notice)
      forgetDraft(draftKey)
      if (data.shown?.length || data.sheets?.length) return
      if (data.file) window.location.assign(data.file)
      navigate(data.redirectUrl ?? home)
    } catch (error) {
      setState(isSignedOut(error) ? 'signed-out' : 'failed')
    }
  }

  const beginAnew = (fresh?: ShownForm) => {
    forgetDraft(draftKey)
    setAnswer({})
    if (fresh) setForm(fresh)
    else setRound(round + 1)
  }

  if (answer.sheets?.length) return <InvitationSheets sheets={answer.sheets} back={answer.redirectUrl ?? home} title={form?.title ?? ''} />
  if (answer.shown?.length) return <ShownValues values={answer.shown} back={answer.redirectUrl ?? home} title={form?.title ?? ''} />
  if (form?.blocked) return <BlockedForm title={form.title} blocked={form.blocked} onLeave={() => navigate(-1)} />
  if (!form) return <p className="nst-page" role="status">{state === 'failed' ? word('failed') : word('loading')}</p>
  const [plain, more] = [false, true].map((isMore) => form.fields.filter((field) => field.isMore === isMore)) as [ShownForm['fields'], ShownForm['fields']]
  const errors = answer.errors ?? {}
  return (
    <section className="nst-page nst-form">
      <p className="nst-crumbs">
        <Link to={list}>{translateLabel(resource.id)}</Link>
        {record ? <> / <Link to={home}>{record.title}</Link></> : null}
      </p>
      <h1>{form.title}</h1>
      {form.lead ? <p className="nst-lead">{form.lead}</p> : null}
      <form key={`${form.version}:${round}`} ref={element} onSubmit={submit} onInput={(event) => keepDraft(draftKey, event.currentTarget)} noValidate>
        {draftAt ? <Restored at={draftAt} zone={user?.zone} onClear={() => beginAnew()} /> : null}
        {answer.problem ? <p className="nst-problem" role="alert" tabIndex={-1}>{answer.problem}</p> : null}
        {answer.stale ? <StaleNotice stale={answer.stale} /> : null}
        {Object.entries(seen ?? {}).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        {plain.map((field) => <PanelField key={field.name} field={field} error={errors[field.name]} />)}
        {more.length > 0 ? (
          <details className="nst-more" open={more.some(({ name }) => errors[name])}>
            <summary>{word('more')}</summary>
            {more.map((field) => <PanelField key={field.name} field={field} error={errors[field.name]} />)}
          </details>
        ) : null}
        {answer.look ? <div role="status"><p className="nst-hint">{word('look')}</p><ChatLook text={answer.look} /></div> : null}
        <Trouble state={state} word={word} />
        <FormButtons form={form} stale={answer.stale} variant={action.variant} isBusy={state === 'busy'} onTake={beginAnew} onLeave={() => navigate(-1)} />
      </form>
    </section>
  )
}

export default PanelForm
