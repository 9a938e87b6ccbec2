import React, { useEffect, useRef } from 'react'
import { useCurrentAdmin, useTranslation, type ReduxState, type ResourceJSON } from 'adminjs'
import { useSelector } from 'react-redux'
import { useLocation } from 'react-router'
import { NavLink } from 'react-router-dom'
import { useWords } from './words.js'

function groupsOf(resources: ResourceJSON[]): [string, ResourceJSON[]][] {
  const groups = new Map<string, ResourceJSON[]>()
  for (const resource of resources) {
    const name = resource.navigation?.name
    if (!resource.href || !name) continue
    groups.set(name, [...(groups.get(name) ?? []), resource])
  }
  return [...groups]
}

/** The side menu: what this person may open, in groups. */
const PanelSidebar: React.FC<{ isVisible: boolean }> = ({ isVisible }) => {
  const resources = useSelector((state: ReduxState) => state.resources)
  const word = useWords()
  const names = useSelector((state: ReduxState) => (state.locale as { translations?: { ru?: { labels?: Record<string, string> } } }).translations?.ru?.labels ?? {})
  const pages = useSelector((state: ReduxState) => state.pages)
  const [user] = useCurrentAdmin()
  const { i18n } = useTranslation()
  const mine = Array.isArray(user?.pages) ? (user.pages as string[]) : []
  const pagesIn = (menu: string) => pages.filter(({ name, icon }) => icon === menu && mine.includes(name)).map(({ name }) => <NavLink key={name} to={`/admin/pages/${name}`}>{i18n.t(`pages.${name}.menu`)}</NavLink>)
  const nav = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  useEffect(() => nav.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest' }), [pathname])
  const product = useSelector((state: ReduxState) => state.branding.companyName)
  return (
    <nav ref={nav} className={isVisible ? 'nst-sidebar nst-open' : 'nst-sidebar'} aria-label={word('menu')}>
      <p className="nst-brand"><span className="nst-mark" aria-hidden="true" />{product}</p>
      <NavLink to="/admin" end>{word('today')}</NavLink>
      {pagesIn('front')}
      {groupsOf(resources).map(([name, items]) => (
        <div key={name} role="group" aria-label={name}>
          <p className="nst-group">{name}</p>
          {items.map(({ id, href }) => <NavLink key={id} to={href ?? ''}>{names[id] ?? id}</NavLink>)}
          {pagesIn(name)}
        </div>
      ))}
    </nav>
  )
}

export default PanelSidebar
