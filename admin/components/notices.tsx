import React, { useEffect } from 'react'
import { useTranslation, type ReduxState } from 'adminjs'
import { useDispatch, useSelector } from 'react-redux'
import { useWords } from './words.js'

type NoticeInState = ReduxState['notices'][number]
const shownMilliseconds = 7000

const Notice: React.FC<{ notice: NoticeInState; drop: () => void }> = ({ notice, drop }) => {
  const { tm } = useTranslation()
  const word = useWords()
  useEffect(() => {
    const timer = window.setTimeout(drop, shownMilliseconds)
    return () => window.clearTimeout(timer)
  }, [notice.id])
  return (
    <div className={`nst-notice nst-notice-${notice.type ?? 'info'}`} role={notice.type === 'error' ? 'alert' : 'status'}>
      <span>{tm(notice.message, notice.resourceId, notice.options)}</span>
      <button type="button" onClick={drop} aria-label={word('closeNotice')}>×</button>
    </div>
  )
}

/** What was done or refused, in the corner for some seconds. */
const Notices: React.FC = () => {
  const notices = useSelector((state: ReduxState) => state.notices)
  const dispatch = useDispatch()
  const drop = (noticeId: string) => dispatch({ type: 'DROP_NOTICE', data: { noticeId } })
  return <div className="nst-notices">{notices.map((notice) => <Notice key={notice.id} notice={notice} drop={() => drop(notice.id)} />)}</div>
}

export default Notices
