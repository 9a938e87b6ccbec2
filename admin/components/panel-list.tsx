import React, { useEffect, useRef, useState } from 'react'
import { ApiClient, useCurrentAdmin, useTranslation, type ActionProps, type RecordJSON } from 'adminjs'
import { Link } from 'react-router-dom'
import type { ListHead as Head } from '../pages/page.js'
import type { ShownAsked } from '../resource/asked-fields.js'
import { filterPrefix, useListAddress } from './list-address.js'
import { ListFilters } from './list-filters.js'
import { ListFoot } from './list-foot.js'
import { ListHead } from './list-head.js'
import { ListSaved } from './list-saved.js'
import { ListTable, type ShownOrder } from './list-table.js'
import { ListViews } from './list-views.js'
import { useRefresh, type LookOptions } from './refresh.js'
import { useSavedLists } from './saved-lists.js'
import { useTitle } from './title.js'
import { useWords } from './words.js'

interface Custom {
  searchView?: string
  rowActions: string[]
  /** Actions that have no button above the list. */
  unlisted: string[]
  journal?: string
  views: { value: string; label: string }[]
}

interface Listed {
  records: RecordJSON[]
  meta: { total: number | null; isMore: boolean; former: string | null; later: string | null } & ShownOrder
  asked: ShownAsked[]
  head?: Head
}

const api = new ApiClient()
const places = ['after', 'before']

/** A list that opens with what needs work: named and saved lists, filters that act at once, headings that sort; cards on a phone. */
const PanelList: React.FC<ActionProps> = ({ action, resource }) => {
  const { views, searchView, rowActions, unlisted, journal } = action.custom as Custom
  const [list, setList] = useState<Listed | null>(null)
  const [isLost, setLost] = useState(false)
  const [user] = useCurrentAdmin()
  const address = useListAddress()
  const saved = useSavedLists(resource.id)
  const asked = useRef(0)
  const word = useWords()
  const { translateLabel, translateAction } = useTranslation()
  const { query, go } = address
  useTitle(translateLabel(resource.id))
  const kept = `nst-list:${user?.id ?? ''}:${resource.id}`
  const view = query.get(`${filterPrefix}view`) ?? window.localStorage.getItem(kept) ?? views[0]?.value ?? ''
  const present = { ...Object.fromEntries([...query].filter(([name]) => !places.includes(name) && name !== 'saved')), [`${filterPrefix}view`]: view }
  const search = query.toString()

  const load = async (options: LookOptions = {}) => {
    asked.current += 1
    const turn = asked.current
    const params = Object.fromEntries([...query].filter(([name]) => name !== 'saved'))
    const { data } = await api.resourceAction({ ...options, resourceId: resource.id, actionName: 'list', params: { ...params, [`${filterPrefix}view`]: view } })
    const answer = data as unknown as Listed
    if (turn === asked.current) setList((former) => (answer.meta ? answer : former))
    if (!answer.meta && turn === asked.current) setLost(true)
  }

  useEffect(() => {
    window.localStorage.setItem(kept, view)
    setLost(false)
    load().catch(() => setLost(true))
  }, [search, resource.id])

  useRefresh(list?.head?.refreshSeconds, load)

  const openNamed = (value: string) => go({ saved: '', sortBy: '', direction: '', [`${filterPrefix}view`]: value })
  const openSaved = (id: string) => {
    const wanted = saved.lists.find((one) => one.id === id)
    const gone = Object.fromEntries([...query.keys()].map((name) => [name, '']))
    if (wanted) go({ ...gone, ...(wanted.isOutdated ? {} : wanted.query), saved: id })
  }

  return (
    <section className="nst-page nst-wide">
      <h1>{translateLabel(resource.id)}</h1>
      {list?.head ? <ListHead head={list.head} view={view} onChoose={openNamed} /> : null}
      <div className="nst-actions">
        {resource.resourceActions.filter(({ name }) => !unlisted.includes(name)).map(({ name, variant }) => (
          <Link key={name} className={variant === 'primary' ? 'nst-button' : 'nst-button nst-quiet'} to={`/admin/resources/${resource.id}/actions/${name}`}>{translateAction(name, resource.id)}</Link>
        ))}
        {journal && (user as { pages?: string[] } | null)?.pages?.includes('journal') ? <Link className="nst-button nst-quiet" to={`/admin/pages/journal?kind=${journal}`}>{word('printJournal')}</Link> : null}
      </div>
      <ListViews
        views={views.filter(({ value }) => !list?.head?.figures.some((figure) => figure.view === value))}
        saved={saved.lists}
        chosen={query.get('saved') ?? view}
        onView={openNamed}
        onSaved={openSaved}
      />
      {list && list.asked.length > 0 ? <ListFilters fields={list.asked} address={address} searchView={searchView} /> : null}
      {isLost ? <p role="alert" className="nst-problem">{word('failed')}</p> : null}
      {!list && !isLost ? <p role="status">{word('loading')}</p> : null}
      {list ? <ListFoot.Count meta={list.meta} /> : null}
      {list?.records.length === 0 ? <p className="nst-lead">{word('nothingHere')}</p> : null}
      {list && list.records.length > 0 ? <ListTable records={list.records} resource={resource} rowActions={rowActions} order={list.meta} onSort={go} /> : null}
      {list?.head?.foot ? <p className="nst-hint">{list.head.foot}</p> : null}
      {list ? <ListFoot.Places meta={list.meta} go={go} /> : null}
      <div className="nst-list-tools">
        {list?.records.length || query.get('saved') ? <ListSaved saved={saved} address={address} present={present} /> : null}
        {list && list.records.length > 0 ? <ListFoot.Exports resourceId={resource.id} present={present} /> : null}
      </div>
    </section>
  )
}

export default PanelList
