import React, { useEffect, useState } from 'react'
import { ApiClient, useTranslation, type ActionProps } from 'adminjs'
import { Link } from 'react-router-dom'
import type { Page } from '../pages/page.js'
import { LostPage, lostBy, type Lost } from './lost.js'
import { PageView } from './page-view.js'
import { useRefresh, type LookOptions } from './refresh.js'
import { useWords } from './words.js'

const api = new ApiClient()

/** The page of a record that the server composes. */
const PanelPage: React.FC<ActionProps> = ({ record, resource }) => {
  const [page, setPage] = useState<Page | null>(null)
  const [lost, setLost] = useState<Lost | null>(null)
  const word = useWords()
  const { translateLabel } = useTranslation()
  const load = async (options: LookOptions = {}) => {
    if (!record) return
    const { data } = await api.recordAction({ ...options, resourceId: resource.id, recordId: record.id, actionName: 'show' })
    setPage((data as unknown as { shown?: Page }).shown ?? null)
  }
  useEffect(() => {
    if (record) load().catch((error) => setLost(lostBy(error)))
  }, [record?.id, resource.id])
  useRefresh(page?.refreshSeconds, load)
  if (lost) return <LostPage lost={lost} />
  if (!page) return <p className="nst-page" role="status">{word('loading')}</p>
  return <PageView page={page} crumbs={<Link to={`/admin/resources/${resource.id}`}>{translateLabel(resource.id)}</Link>} />
}

export default PanelPage
