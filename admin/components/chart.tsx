import React from 'react'
import type { PageChart, PageTabs } from '../pages/page.js'
import { PageLink } from './panel-table.js'

/** Ways to look at a page: links, so that each has its address and the keyboard reaches it. */
const Tabs: React.FC<{ tabs: PageTabs }> = ({ tabs: { label, tabs } }) => (
  <nav className="nst-tabs" aria-label={label}>
    {tabs.map(({ label: text, href, isChosen }) => <span key={href + text} aria-current={isChosen ? 'true' : undefined}>{isChosen ? text : <PageLink href={href}>{text}</PageLink>}</span>)}
  </nav>
)

/** Several choices beside each other. */
export const TabsRow: React.FC<{ tabs: PageTabs[] | undefined }> = ({ tabs = [] }) =>
  tabs.length === 0 ? null : <div className="nst-tabs-row">{tabs.map((group) => <Tabs key={group.label} tabs={group} />)}</div>

/** A drawing made on the server; the narrow one is for phones, so that its words stay readable. */
export const Chart: React.FC<{ chart: PageChart }> = ({ chart: { wide, narrow, alt } }) => (
  <picture className="nst-chart">
    <source media="(max-width: 640px)" srcSet={narrow} />
    <img src={wide} alt={alt} loading="lazy" />
  </picture>
)
