import React, { useEffect, useState } from 'react'
import { ApiClient } from 'adminjs'
import { useWords } from './words.js'

interface Today {
  title: string
  empty: string
  lines: { id: string; who: string; what: string; since: string; href: string; button: string }[]
}

const api = new ApiClient()

/** The front page: what waits, by urgency, each line with one button. */
const PanelDashboard: React.FC = () => {
  const [today, setToday] = useState<Today | null>(null)
  const word = useWords()
  useEffect(() => {
    void api.getDashboard<Today>().then(({ data }) => setToday(data))
  }, [])
  if (!today) return <p className="nst-page" role="status">{word('loading')}</p>
  return (
    <section className="nst-page">
      <h1>{today.title}</h1>
      {today.lines.length === 0 ? <p className="nst-lead">{today.empty}</p> : null}
      <ul className="nst-today">
        {today.lines.map((line) => (
          <li key={line.id}>
            <span className="nst-who">{line.who}</span>
            <span className="nst-what">{line.what}</span>
            <span className="nst-since">{line.since}</span>
            <a className="nst-button nst-quiet" href={line.href}>{line.button}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

export default PanelDashboard
