import React, { useEffect, useState } from 'react'
import { ApiClient, useCurrentAdmin, useTranslation, type ActionProps, type RecordJSON } from 'adminjs'
import { useLocation, useNavigate } from 'react-router'
import { Link } from 'react-router-dom'
import type { ListHead as Head } from '../pages/page.js'
import { ListHead } from './list-head.js'
import { ListTable } from './list-table.js'
import { useRefresh } from './refresh.js'
import { useWords } from './words.js'

interface Custom {
  sortBy: string
  sorts: Record<string, string>
  searchView?: string
  rowActions: string[]
  views: { value: string; label: string }[]
  asked: { name: string; label: string }[]
}

interface Listed {
  records: RecordJSON[]
  meta: { total: number; perPage: number; page: number }
  head?: Head
}

const api = new ApiClient()
const prefix = 'filters.'

/** A list that opens with what needs work: named lists above the table, search by first letters, cards on a phone. */
const PanelList: React.FC<ActionProps> = ({ action, resource }) => {
  const { views, asked, sortBy, sorts, searchView, rowActions } = action.custom as Custom
  const [list, setList] = useState<Listed | null>(null)
  const [isLost, setLost] = useState(false)
  const [user] = useCurrentAdmin()
  const location = useLocation()
  const navigate = useNavigate()
  const word = useWords()
  const { translateLabel, translateAction } = useTranslation()
  const query = new URLSearchParams(location.search)
  const kept = `nst-list:${user?.id ?? ''}:${resource.id}`
  const view = query.get(`${prefix}view`) ?? window.localStorage.getItem(kept) ?? views[0]?.value ?? ''
  const page = Number(query.get('page') ?? 1)

  const go = (changes: Record<string, string>) => {
    const next = new URLSearchParams(location.search)
    next.delete('page')
    for (const [name, value] of Object.entries(changes)) {
      if (value === '') next.delete(name)
      else next.set(name, value)
    }
    navigate({ pathname: location.pathname, search: next.toString() })
  }

  const load = () => {
    const wanted = new URLSearchParams(location.search)
    wanted.set(`${prefix}view`, view)
    if (sorts[view]) {
      wanted.set('sortBy', sortBy)
      wanted.set('direction', sorts[view])
    }
    return api.resourceAction({ resourceId: resource.id, actionName: 'list', params: Object.fromEntries(wanted) }).then(({ data }) => setList(data as unknown as Listed))
  }

  useEffect(() => {
    window.localStorage.setItem(kept, view)
    setLost(false)
    load().catch(() => setLost(true))
  }, [location.search, resource.id])

  useRefresh(list?.head?.refreshSeconds, load)

  const search = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const typed = asked.map(({ name }) => [prefix + name, String(form.get(name) ?? '').trim()])
    const isAsked = typed.some(([, value]) => value !== '')
    go({ ...(isAsked && searchView ? { [`${prefix}view`]: searchView } : {}), ...Object.fromEntries(typed) })
  }

  const pages = list ? Math.max(1, Math.ceil(list.meta.total / list.meta.perPage)) : 1
  return (
    <section className="nst-page nst-wide">
      <h1>{translateLabel(resource.id)}</h1>
      {list?.head ? <ListHead head={list.head} view={view} onChoose={(chosen) => go({ [`${prefix}view`]: chosen })} /> : null}
      <div className="nst-actions">
        {resource.resourceActions.filter(({ name }) => !['list', 'search'].includes(name)).map(({ name, variant }) => (
          <Link key={name} className={variant === 'primary' ? 'nst-button' : 'nst-button nst-quiet'} to={`/admin/resources/${resource.id}/actions/${name}`}>{translateAction(name, resource.id)}</Link>
        ))}
      </div>
      <div className="nst-views" role="group" aria-label={word('lists')}>
        {views.filter(({ value }) => !list?.head?.figures.some((figure) => figure.view === value)).map(({ value, label }) => (
          <button key={value} type="button" aria-pressed={value === view} onClick={() => go({ [`${prefix}view`]: value })}>{label}</button>
        ))}
      </div>
      {asked.length > 0 ? (
        <form key={location.search} className="nst-asked" role="search" onSubmit={search}>
          {asked.map(({ name, label }) => (
            <label key={name}>{label}<input type="search" name={name} defaultValue={query.get(prefix + name) ?? ''} /></label>
          ))}
          <button type="submit" className="nst-button nst-quiet">{word('find')}</button>
        </form>
      ) : null}
      {isLost ? <p role="alert" className="nst-problem">{word('failed')}</p> : null}
      {!list && !isLost ? <p role="status">{word('loading')}</p> : null}
      {list?.records.length === 0 ? <p className="nst-lead">{word('nothingHere')}</p> : null}
      {list && list.records.length > 0 ? (
        <ListTable records={list.records} resource={resource} rowActions={rowActions} />
      ) : null}
      {list?.head?.foot ? <p className="nst-hint">{list.head.foot}</p> : null}
      {pages > 1 ? (
        <nav className="nst-actions" aria-label={word('pages')}>
          {page > 1 ? <button type="button" className="nst-button nst-quiet" onClick={() => go({ page: String(page - 1) })}>{word('former')}</button> : null}
          <span>{word('pageOf', { page, pages })}</span>
          {page < pages ? <button type="button" className="nst-button nst-quiet" onClick={() => go({ page: String(page + 1) })}>{word('later')}</button> : null}
        </nav>
      ) : null}
    </section>
  )
}

export default PanelList
