import React, { useState } from 'react'
import type { Page, PagePerson, PageSection, PageStep } from '../pages/page.js'
import { Buttons, Cell, PageLink, PanelTable } from './panel-table.js'
import { Board } from './board.js'
import { Calendar } from './calendar.js'
import { Checklist } from './start-checklist.js'
import { Chart, TabsRow } from './chart.js'
import { ChatLook } from './chat-look.js'
import { Paper } from './paper.js'
import { Acts } from './press.js'
import { useTitle } from './title.js'
import { useWords } from './words.js'

const People: React.FC<{ people: PagePerson[] }> = ({ people }) => (
  <ul className="nst-people">
    {people.map(({ role, name, href, notes }) => (
      <li key={role + name}>
        <span className="nst-person-role">{role}</span>
        <span className="nst-person-name">{href ? <PageLink href={href}>{name}</PageLink> : name}</span>
        {notes.map((note) => <span key={note} className="nst-cell-note">{note}</span>)}
      </li>
    ))}
  </ul>
)

const Steps: React.FC<{ steps: PageStep[] }> = ({ steps }) => {
  const word = useWords()
  return (
    <ol className="nst-steps" aria-label={word('steps')}>
      {steps.map(({ label, status }) => (
        <li key={label} className={`nst-step-${status}`} aria-current={status === 'now' ? 'step' : undefined}>{label}</li>
      ))}
    </ol>
  )
}

const Facts: React.FC<{ facts: Page['facts'] }> = ({ facts }) => (
  <dl className="nst-facts">
    {facts.map(({ label, cell }) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd><Cell cell={cell} /></dd>
      </div>
    ))}
  </dl>
)

/** What is needed now, each with what mends it, and the next step. */
const Next: React.FC<{ page: Page }> = ({ page: { missing, needs = missing.map((text) => ({ text, acts: [] })), next } }) => {
  const offered = new Set(needs.flatMap(({ acts }) => acts.map((act) => (act.kind === 'way' ? act.href : ''))))
  const further = next.filter(({ href }) => !offered.has(href))
  if (needs.length === 0 && further.length === 0) return null
  return (
    <div className="nst-next">
      {needs.length > 0 ? <ul>{needs.map(({ text, acts }) => <li key={text}>{text}{acts.length > 0 ? <Acts acts={acts} about={text} /> : null}</li>)}</ul> : null}
      <Buttons buttons={further} />
    </div>
  )
}

const phone = '(max-width: 760px)'

const Section: React.FC<{ section: PageSection }> = ({ section }) => {
  const { id, title, lead, chat, facts = [], progress = [], table, empty, buttons, isFolded, isFoldedOnPhone, count } = section
  const [isNarrow] = useState(() => window.matchMedia(phone).matches)
  const head = <h2>{title}{count ? <> <span className="nst-count">{count}</span></> : null}</h2>
  const body = (
    <>
      {lead ? <p className="nst-lead">{lead}</p> : null}
      {chat ? <ChatLook text={chat} /> : null}
      {facts.length > 0 ? <Facts facts={facts} /> : null}
      {progress.length > 0 ? (
        <ul className="nst-progress">
          {progress.map(({ text, done, total }) => (
            <li key={text}><span>{text}</span><meter min={0} max={Math.max(total, 1)} value={done} aria-label={text} /><b>{done} / {total}</b></li>
          ))}
        </ul>
      ) : null}
      <TabsRow tabs={section.tabs} />
      {section.board ? <Board board={section.board} /> : null}
      {section.calendar ? <Calendar calendar={section.calendar} label={title} /> : null}
      {section.chart ? <Chart chart={section.chart} /> : null}
      {section.checklist ? <Checklist items={section.checklist} /> : null}
      {table && table.rows.length > 0 ? <PanelTable table={table} label={title} /> : null}
      {empty && !table?.rows.length ? <p className="nst-lead">{empty}</p> : null}
      {section.rest ? <details className="nst-more"><summary>{section.rest.title}</summary><PanelTable table={section.rest.table} label={section.rest.title} /></details> : null}
      <Buttons buttons={buttons} />
    </>
  )
  if (isFolded || (isFoldedOnPhone && isNarrow)) return <details className="nst-section" id={id}><summary>{head}</summary>{body}</details>
  return <section className="nst-section" id={id} aria-label={title}>{head}{body}</section>
}

/** A page that the server composed: head, steps, what is missing, what can be done, and sections. */
export const PageView: React.FC<{ page: Page; crumbs?: React.ReactNode }> = ({ page, crumbs }) => {
  const word = useWords()
  useTitle(page.title)
  if (page.paper) return <section className="nst-page nst-wide"><Paper paper={page.paper} /></section>
  return (
    <section className="nst-page nst-wide">
      {crumbs ? <p className="nst-crumbs">{crumbs}</p> : null}
      <h1>{page.title} {page.state ? <span className={`nst-state nst-state-${page.state.code}`}>{page.state.label}</span> : null}</h1>
      <TabsRow tabs={page.tabs} />
      {page.people.length > 0 ? <People people={page.people} /> : null}
      {page.steps.length > 0 ? <Steps steps={page.steps} /> : null}
      <Next page={page} />
      <Buttons buttons={page.actions} />
      {page.more?.length ? <details className="nst-more"><summary>{word('more')}</summary><Buttons buttons={page.more} /></details> : null}
      {page.facts.length > 0 ? <Facts facts={page.facts} /> : null}
      {page.sections.map((section) => <Section key={section.id} section={section} />)}
    </section>
  )
}
