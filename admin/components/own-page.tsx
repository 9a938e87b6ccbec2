import React, { useEffect, useState } from 'react'
import { ApiClient } from 'adminjs'
import { useLocation, useParams } from 'react-router'
import type { Page } from '../pages/page.js'
import { PageView } from './page-view.js'
import { useRefresh, type LookOptions } from './refresh.js'
import { useWords } from './words.js'

const api = new ApiClient()

/** A page that is no record: the year, the start, the figures. */
const PanelOwnPage: React.FC = () => {
  const { pageName = '' } = useParams()
  const { search } = useLocation()
  const [page, setPage] = useState<Page | null>(null)
  const [isLost, setLost] = useState(false)
  const word = useWords()
  const load = (options: LookOptions = {}) => api.getPage<Page>({ ...options, pageName, params: Object.fromEntries(new URLSearchParams(search)) }).then(({ data }) => setPage(data))
  useEffect(() => {
    setLost(false)
    load().catch(() => setLost(true))
  }, [pageName, search])
  useRefresh(page?.refreshSeconds, load)
  if (isLost) return <p className="nst-page" role="alert">{word('failed')}</p>
  if (!page) return <p className="nst-page" role="status">{word('loading')}</p>
  return <PageView page={page} />
}

export default PanelOwnPage
