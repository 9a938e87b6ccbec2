import React, { useEffect, useRef, useState } from 'react'
import type { ShownAsked } from '../resource/asked-fields.js'
import { DayInput } from './day-input.js'
import { filterPrefix, type ListAddress } from './list-address.js'
import { useWords } from './words.js'

const pauseMilliseconds = 350
const phone = '(max-width: 760px)'

interface FieldProps {
  field: ShownAsked
  query: URLSearchParams
  onChange(changes: Record<string, string>, isTyping?: boolean): void
}

/** Looks as soon as the typing rests; what is being typed is never replaced by an older address. */
const TextFilter: React.FC<FieldProps> = ({ field, query, onChange }) => {
  const name = filterPrefix + field.name
  const stands = query.get(name) ?? ''
  const [typed, setTyped] = useState(stands)
  const timer = useRef<number | undefined>(undefined)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (document.activeElement !== input.current) setTyped(stands)
  }, [stands])
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const type = (text: string) => {
    setTyped(text)
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => onChange({ [name]: text.trim() }, true), pauseMilliseconds)
  }
  return <label>{field.label}<input ref={input} type="search" name={name} maxLength={200} autoComplete="off" value={typed} onChange={(event) => type(event.target.value)} /></label>
}

const SelectFilter: React.FC<FieldProps> = ({ field, query, onChange }) => {
  const word = useWords()
  const name = filterPrefix + field.name
  const chosen = query.get(name) ?? ''
  const isKnown = chosen === '' || field.choices.some(({ value }) => value === chosen)
  return (
    <label>
      {field.label}
      <select name={name} value={chosen} onChange={(event) => onChange({ [name]: event.target.value })}>
        <option value="">{word('any')}</option>
        {isKnown ? null : <option value={chosen}>{word('unknownChoice')}</option>}
        {field.choices.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
      </select>
    </label>
  )
}

const DaysFilter: React.FC<FieldProps> = ({ field, query, onChange }) => {
  const word = useWords()
  return (
    <fieldset className="nst-days">
      <legend>{field.label}</legend>
      <div>{(['from', 'to'] as const).map((limit) => {
        const name = `${filterPrefix}${field.name}~~${limit}`
        return <label key={limit}>{word(limit)}<DayInput name={name} value={query.get(name) ?? ''} onDay={(day) => onChange({ [name]: day }, true)} /></label>
      })}</div>
    </fieldset>
  )
}

const kinds = { text: TextFilter, select: SelectFilter, days: DaysFilter }

interface Props {
  fields: ShownAsked[]
  address: ListAddress
  searchView: string | undefined
}

/** The filters above the table; each acts at once, the address keeps them. */
export const ListFilters: React.FC<Props> = ({ fields, address, searchView }) => {
  const word = useWords()
  const [cleared, setCleared] = useState(0)
  const [isNarrow] = useState(() => window.matchMedia(phone).matches)
  const namesOf = (some: ShownAsked[]) => some.flatMap(({ name, kind }) => (kind === 'days' ? [`${name}~~from`, `${name}~~to`] : [name])).map((name) => filterPrefix + name)
  const names = namesOf(fields)
  const isSet = (name: string) => address.query.has(name)
  const isAsked = names.some(isSet)
  const change = ({ inView }: ShownAsked) => (changes: Record<string, string>, isTyping = false) => {
    const view = inView ?? searchView
    const hasValue = Object.values(changes).some((value) => value !== '')
    address.go({ ...(hasValue && view ? { [`${filterPrefix}view`]: view } : {}), ...changes }, { isTyping })
  }
  const clear = () => {
    setCleared(cleared + 1)
    address.go(Object.fromEntries(names.map((name) => [name, ''])))
  }
  const shown = fields.map((field) => React.createElement(kinds[field.kind], { key: `${field.name} ${cleared} ${address.query.get('saved') ?? ''}`, field, query: address.query, onChange: change(field) }))
  const isFolded = isNarrow && shown.length > 1
  return (
    <form className="nst-asked" role="search" onSubmit={(event) => event.preventDefault()}>
      {isFolded ? shown[0] : shown}
      {isFolded ? <details open={namesOf(fields.slice(1)).some(isSet)}><summary>{word('moreFilters')}</summary><div>{shown.slice(1)}</div></details> : null}
      {isAsked ? <button type="button" className="nst-button nst-quiet" onClick={clear}>{word('clearFilters')}</button> : null}
    </form>
  )
}
