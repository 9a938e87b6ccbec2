import React, { useEffect, useState } from 'react'
import { ApiClient } from 'adminjs'
import { Link } from 'react-router-dom'
import type { Today, TodayLine, TodaySection } from '../pages/today.js'
import { Acts } from './press.js'
import { Buttons } from './panel-table.js'
import { useTitle } from './title.js'
import { useWords } from './words.js'

const api = new ApiClient()

const Line: React.FC<{ line: TodayLine }> = ({ line: { who, whoHref, what, listHref, text, since, exact, state, acts } }) => (
  <li>
    <div className="nst-today-about">
      <span className="nst-who">{whoHref ? <Link to={whoHref}>{who}</Link> : who}</span>
      <Link className="nst-what" to={listHref}>{what}</Link>
      {since ? <span className="nst-since" title={exact}>{since}</span> : null}
      {text ? <q className="nst-quote">{text}</q> : null}
      {state ? <span className="nst-today-state">{state}</span> : null}
    </div>
    <Acts acts={acts} about={`${who}, ${what}`} />
  </li>
)

const Part: React.FC<{ section: TodaySection }> = ({ section: { id, title, count, lines, empty } }) => (
  <section className="nst-today-part" id={id} aria-label={title}>
    <h2>{title} {count > 0 ? <span className="nst-count">{count}</span> : null}</h2>
    {empty ? <p className="nst-lead">{empty}</p> : null}
    <ul className="nst-today">{lines.map((line) => <Line key={line.id} line={line} />)}</ul>
  </section>
)

/** The front page: what waits, by urgency, each line with what can be done about it. */
const PanelDashboard: React.FC = () => {
  const [today, setToday] = useState<Today | null>(null)
  const [isLost, setLost] = useState(false)
  const [part, setPart] = useState('')
  const word = useWords()
  useTitle(word('today'))
  useEffect(() => {
    api.getDashboard<Today>().then(({ data }) => setToday(data)).catch(() => setLost(true))
  }, [])
  if (isLost) return <p className="nst-page" role="alert">{word('failed')}</p>
  if (!today) return <p className="nst-page" role="status">{word('loading')}</p>
  const { title, empty, quick, sections, start, late } = today
  const chips = sections.length > 1 ? [{ id: '', title: word('allParts'), count: sections.reduce((sum, { count }) => sum + count, 0) }, ...sections] : []
  return (
    <section className="nst-page">
      <h1>{title}</h1>
      {start ? <div className="nst-next nst-start"><p>{start.text}</p><Buttons buttons={[start.button]} /></div> : null}
      {late ? <div className="nst-next"><p>{late.text}</p><Buttons buttons={[late.button]} /></div> : null}
      <div className="nst-quick"><Buttons buttons={quick} /></div>
      {empty ? <p className="nst-lead">{empty}</p> : null}
      {chips.length > 0 ? (
        <div className="nst-views nst-chips" role="group" aria-label={word('lists')}>
          {chips.map((chip) => <button key={chip.id} type="button" aria-pressed={part === chip.id} onClick={() => setPart(chip.id)}>{chip.title} ({chip.count})</button>)}
        </div>
      ) : null}
      {sections.filter(({ id }) => part === '' || part === id).map((section) => <Part key={section.id} section={section} />)}
    </section>
  )
}

export default PanelDashboard
