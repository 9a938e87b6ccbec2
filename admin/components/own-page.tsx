import React, { useEffect, useState } from 'react'
import { ApiClient } from 'adminjs'
import { useLocation, useParams } from 'react-router'
import type { Page } from '../pages/page.js'
import { LostPage, lostBy, type Lost } from './lost.js'
import { PageView } from './page-view.js'
import { useRefresh, type LookOptions } from './refresh.js'
import { useWords } from './words.js'

const api = new ApiClient()

/** A page that is no record: the year, the start, the figures. */
const PanelOwnPage: React.FC = () => {
  const { pageName = '' } = useParams()
  const { search } = useLocation()
  const [page, setPage] = useState<Page | null>(null)
  const [lost, setLost] = useState<Lost | null>(null)
  const word = useWords()
  const load = (options: LookOptions = {}) => api.getPage<Page>({ ...options, pageName, params: Object.fromEntries(new URLSearchParams(search)) }).then(({ data }) => setPage(data))
  useEffect(() => {
    setLost(null)
    load().catch((error) => setLost(lostBy(error)))
  }, [pageName, search])
  useRefresh(page?.refreshSeconds, load)
  if (lost) return <LostPage lost={lost} />
  if (!page) return <p className="nst-page" role="status">{word('loading')}</p>
  return <PageView page={page} />
}

export default PanelOwnPage
