import React from 'react'
import type { CalendarDay, CalendarEntry, PageCalendar } from '../pages/page.js'
import { PageLink } from './panel-table.js'

const Entry: React.FC<{ entry: CalendarEntry }> = ({ entry: { code, kind, text, href, state, isOver } }) => {
  const words = <><b>{kind}</b> {text}{state ? <i>{state}</i> : null}</>
  const look = `nst-entry nst-entry-${code}${isOver ? ' nst-over' : ''}`
  return <li>{href ? <PageLink href={href} className={look}>{words}</PageLink> : <span className={look}>{words}</span>}</li>
}

const lookOf = ({ isToday, isBeside, isFree, entries }: CalendarDay) =>
  ['nst-day', isToday ? 'nst-today-cell' : '', isBeside ? 'nst-beside-cell' : '', isFree ? 'nst-free' : '', entries.length === 0 ? 'nst-empty-day' : ''].filter(Boolean).join(' ')

/** Days in weeks; on a phone a list of the days that have something. */
export const Calendar: React.FC<{ calendar: PageCalendar; label: string }> = ({ calendar: { weekdays, days }, label }) => (
  <div className="nst-calendar">
    <div className="nst-weekdays" aria-hidden="true">{weekdays.map((weekday) => <span key={weekday}>{weekday}</span>)}</div>
    <ol aria-label={label}>
      {days.map((day) => (
        <li key={day.day} className={lookOf(day)} aria-current={day.isToday ? 'date' : undefined}>
          <h3 aria-label={day.label}><span>{day.number}{day.month ? <i> {day.month}</i> : null}</span><small>{day.weekday}</small></h3>
          {day.entries.length > 0 ? <ul>{day.entries.map((entry) => <Entry key={entry.id} entry={entry} />)}</ul> : null}
        </li>
      ))}
    </ol>
  </div>
)
