import React, { useRef } from 'react'
import { readTypedDay, readTypedMoment, sayTyped, withDots } from '../../src/core/typed-dates.js'
import { useWords } from './words.js'

interface Props {
  id?: string
  name: string
  /** As machines write it: 2031-09-15 or 2031-09-15T14:30. */
  value: string
  isMoment?: boolean
  required?: boolean
  invalid?: boolean
  describedBy?: string | undefined
  label?: string
  /** Told once what was typed is a day, or empty. */
  onDay?(day: string): void
}

/** A day as people write it, dd.mm.yyyy, whatever the browser's language; a calendar opens beside it. */
export const DayInput: React.FC<Props> = ({ id, name, value, isMoment = false, required, invalid, describedBy, label, onDay }) => {
  const typed = useRef<HTMLInputElement>(null)
  const calendar = useRef<HTMLInputElement>(null)
  const word = useWords()

  const told = (text: string) => {
    const day = text.trim() === '' ? '' : (isMoment ? readTypedMoment : readTypedDay)(text)
    if (day !== null) onDay?.(day)
  }
  const type = (event: React.FormEvent<HTMLInputElement>) => {
    const input = event.currentTarget
    const isErasing = (event.nativeEvent as InputEvent).inputType?.startsWith('delete')
    if (!isErasing && input.selectionStart === input.value.length) input.value = withDots(input.value)
    told(input.value)
  }
  const pick = (day: string) => {
    const input = typed.current
    if (!input || day === '') return
    const time = /\d{1,2}:\d{2}$/.exec(input.value)?.[0] ?? (isMoment ? '' : null)
    input.value = time === null ? sayTyped(day) : `${sayTyped(day)} ${time}`
    input.dispatchEvent(new Event('input', { bubbles: true }))
    told(input.value)
    input.focus()
  }
  const open = () => {
    if (calendar.current) calendar.current.value = (typed.current && readTypedDay(typed.current.value.slice(0, 10))) ?? ''
    calendar.current?.showPicker()
  }

  return (
    <span className="nst-day-input">
      <input ref={typed} id={id} name={name} type="text" inputMode="numeric" autoComplete="off" defaultValue={sayTyped(value)} placeholder={word(isMoment ? 'momentShape' : 'dayShape')} required={required} aria-invalid={invalid} aria-describedby={describedBy} aria-label={label} onInput={type} />
      <button type="button" className="nst-day-open" onClick={open} aria-label={word('openCalendar')}><span aria-hidden="true">▦</span></button>
      <input ref={calendar} type="date" tabIndex={-1} aria-hidden="true" onChange={(event) => pick(event.target.value)} />
    </span>
  )
}
