import React, { useEffect, useState } from 'react'
import { ApiClient } from 'adminjs'
import { Link } from 'react-router-dom'
import type { Today } from '../pages/today.js'
import { useWords } from './words.js'

const api = new ApiClient()

/** The front page: what waits, by urgency, each line with one button. */
const PanelDashboard: React.FC = () => {
  const [today, setToday] = useState<Today | null>(null)
  const [isLost, setLost] = useState(false)
  const word = useWords()
  useEffect(() => {
    api.getDashboard<Today>().then(({ data }) => setToday(data)).catch(() => setLost(true))
  }, [])
  if (isLost) return <p className="nst-page" role="alert">{word('failed')}</p>
  if (!today) return <p className="nst-page" role="status">{word('loading')}</p>
  return (
    <section className="nst-page">
      <h1>{today.title}</h1>
      {today.lines.length === 0 ? <p className="nst-lead">{today.empty}</p> : null}
      <ul className="nst-today">
        {today.lines.map((line) => (
          <li key={line.id}>
            <span className="nst-who">{line.who}</span>
            <Link className="nst-what" to={line.listHref}>{line.what}</Link>
            <span className="nst-since" title={line.exact}>{line.since}</span>
            <Link className="nst-button nst-quiet" to={line.href} aria-label={`${line.button}: ${line.who}, ${line.what}`}>{line.button}</Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

export default PanelDashboard
