import React, { useState } from 'react'
import type { ShownField } from '../actions/form.js'
import { ChatLook } from './chat-look.js'
import { DayInput } from './day-input.js'
import { FileInput } from './file-input.js'
import { useWords } from './words.js'

interface Props {
  field: ShownField
  error: string | undefined
}

const longList = 12
const inputTypes: Record<string, string> = { text: 'text', email: 'email', number: 'number' }

function idsOf({ field, error }: Props) {
  const id = `field-${field.name}`
  const described = [field.hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(' ')
  return { id, described: described || undefined, invalid: error ? true : undefined }
}

/** A long list of choices is narrowed by typing. */
function useNarrowed(field: ShownField) {
  const [typed, setTyped] = useState('')
  const wanted = typed.trim().toLowerCase()
  const isShown = (label: string) => wanted === '' || label.toLowerCase().includes(wanted)
  return { typed, setTyped, isShown, isLong: field.choices.length > longList }
}

const Choices: React.FC<Props> = (props) => {
  const { field } = props
  const { id, described } = idsOf(props)
  const word = useWords()
  const { typed, setTyped, isShown, isLong } = useNarrowed(field)
  const chosen = [field.value].flat()
  const isSingle = field.kind === 'person'
  return (
    <fieldset className="nst-choices" aria-describedby={described}>
      <legend>{field.label}</legend>
      {isLong ? <input type="search" className="nst-narrow" aria-label={word('search')} placeholder={word('search')} value={typed} onChange={(event) => setTyped(event.target.value)} /> : null}
      {field.choices.length === 0 ? <p className="nst-hint">{word('noChoices')}</p> : null}
      <div className="nst-checks">
        {field.choices.map(({ value, label, link }) => (
          <label key={value} hidden={!isShown(label)} htmlFor={`${id}-${value}`}>
            <input id={`${id}-${value}`} type={isSingle ? 'radio' : 'checkbox'} name={field.name} value={value} defaultChecked={chosen.includes(value)} /> {label}
            {link ? <a className="nst-beside" href={link.href} target="_blank" rel="noreferrer">{link.text}</a> : null}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const toOption = ({ value, label }: ShownField['choices'][number]) => <option key={value} value={value}>{label}</option>

function groupsOf(choices: ShownField['choices']): [string, ShownField['choices']][] {
  const groups = new Map<string, ShownField['choices']>()
  for (const choice of choices) groups.set(choice.group ?? '', [...(groups.get(choice.group ?? '') ?? []), choice])
  return [...groups]
}

const mostRows = 10

/** Many choices in groups: first the group or a few words, then what fits stands open below. */
const GroupedChoice: React.FC<Props> = (props) => {
  const { field } = props
  const { id, described, invalid } = idsOf(props)
  const word = useWords()
  const { typed, setTyped, isShown } = useNarrowed(field)
  const [group, setGroup] = useState('')
  const [value, setValue] = useState(typeof field.value === 'string' ? field.value : '')
  const groups = groupsOf(field.choices)
  const isAsked = group !== '' || typed.trim().length > 1
  const fits = groups.filter(([name]) => group === '' || name === group).map(([name, choices]) => [name, choices.filter(({ label }) => isAsked && isShown(label))] as const)
  const shown = fits.filter(([, choices]) => choices.length > 0)
  const count = shown.reduce((sum, [, choices]) => sum + choices.length, 0)
  return (
    <div className="nst-grouped">
      <select aria-label={`${field.label}: ${word('choiceGroup')}`} value={group} onChange={(event) => setGroup(event.target.value)}>
        <option value="">{word('allGroups')}</option>
        {groups.map(([name, choices]) => <option key={name} value={name}>{name} ({choices.length})</option>)}
      </select>
      <input type="search" className="nst-narrow" aria-label={`${field.label}: ${word('search')}`} placeholder={word('search')} value={typed} onChange={(event) => setTyped(event.target.value)} />
      {isAsked && count === 0 ? <p className="nst-hint" role="status">{word('nothingFound')}</p> : null}
      <select id={id} name={field.name} className="nst-open-list" hidden={count === 0} size={Math.min(mostRows, Math.max(2, count + shown.length))} value={value} onChange={(event) => setValue(event.target.value)} aria-describedby={described} aria-invalid={invalid} required={field.required}>
        {shown.map(([name, choices]) => <optgroup key={name} label={name}>{choices.map(toOption)}</optgroup>)}
      </select>
    </div>
  )
}

const Choice: React.FC<Props> = (props) => {
  const { field } = props
  const { id, described, invalid } = idsOf(props)
  const word = useWords()
  const { typed, setTyped, isShown, isLong } = useNarrowed(field)
  const [value, setValue] = useState(typeof field.value === 'string' ? field.value : '')
  if (isLong && groupsOf(field.choices).length > 1) return <GroupedChoice {...props} />
  return (
    <>
      {isLong ? <input type="search" className="nst-narrow" aria-label={`${field.label}: ${word('search')}`} placeholder={word('search')} value={typed} onChange={(event) => setTyped(event.target.value)} /> : null}
      <select id={id} name={field.name} value={value} onChange={(event) => setValue(event.target.value)} aria-describedby={described} aria-invalid={invalid} required={field.required}>
        <option value="">{word('choose')}</option>
        {field.choices.filter((choice) => choice.value === value || isShown(choice.label)).map(toOption)}
      </select>
    </>
  )
}

const Input: React.FC<Props> = (props) => {
  const { field } = props
  const { id, described, invalid } = idsOf(props)
  const common = { id, name: field.name, required: field.required, 'aria-describedby': described, 'aria-invalid': invalid }
  const value = typeof field.value === 'string' || typeof field.value === 'number' ? String(field.value) : ''
  if (field.kind === 'select') return <Choice {...props} />
  if (field.kind === 'textarea') return <textarea {...common} rows={4} defaultValue={value} maxLength={field.most ?? 4000} />
  if (field.kind === 'file') return <FileInput {...common} />
  if (field.kind === 'date' || field.kind === 'datetime') return <DayInput id={id} name={field.name} value={value} isMoment={field.kind === 'datetime'} required={field.required} {...(invalid ? { invalid } : {})} describedBy={described} />
  return <input {...common} type={inputTypes[field.kind] ?? 'text'} defaultValue={value} autoComplete="off" />
}

/** One field with its label, hint and error. */
export const PanelField: React.FC<Props> = (props) => {
  const { field, error } = props
  const word = useWords()
  const { id } = idsOf(props)
  const isGroup = ['multiselect', 'people', 'person'].includes(field.kind)
  if (field.kind === 'chat') return <ChatLook text={field.label} />
  if (field.kind === 'note') return <p className="nst-note">{field.label}</p>
  const tail = field.kind === 'file' ? `, ${word('megabytes', { most: field.most ?? 20 })}` : ''
  return (
    <div className={error ? 'nst-field nst-wrong' : 'nst-field'}>
      {field.kind === 'checkbox' ? (
        <label className="nst-check" htmlFor={id}>
          <input id={id} type="checkbox" name={field.name} value="true" defaultChecked={field.value === true} /> {field.label}
        </label>
      ) : null}
      {isGroup ? <Choices {...props} /> : null}
      {!isGroup && field.kind !== 'checkbox' ? (
        <>
          <label htmlFor={id}>
            {field.label}
            {tail}
            {field.required ? null : <span className="nst-optional"> · {word('optional')}</span>}
          </label>
          <Input {...props} />
        </>
      ) : null}
      {field.hint ? <p id={`${id}-hint`} className="nst-hint">{field.hint}</p> : null}
      {error ? <p id={`${id}-error`} className="nst-error">{error}</p> : null}
    </div>
  )
}
