import React from 'react'
import { useTranslation } from 'adminjs'
import type { StaleAnswer } from '../actions/stale-form.js'
import { PanelTable } from './panel-table.js'

/** Somebody changed the record meanwhile: who, when, what; what was typed stays in the form below. */
export const StaleNotice: React.FC<{ stale: StaleAnswer }> = ({ stale }) => {
  const { i18n } = useTranslation()
  const word = (key: string) => i18n.t(`stale.${key}`)
  const rows = stale.rows.map(({ label, was, now, typed }) => ({ id: label, cells: [{ text: label }, { text: was }, { text: now }, { text: typed }] }))
  return (
    <div className="nst-problem nst-stale" role="alert" tabIndex={-1}>
      <p>{stale.lead}</p>
      {rows.length > 0 ? <PanelTable table={{ columns: ['field', 'was', 'now', 'typed'].map(word), rows }} label={word('table')} /> : <p>{word('other')}</p>}
    </div>
  )
}

/** The two ways on: what was typed goes on top of the new version, or the form begins from it. */
export const StaleButtons: React.FC<{ isBusy: boolean; onTake(): void }> = ({ isBusy, onTake }) => {
  const { i18n } = useTranslation()
  return (
    <>
      <button type="submit" className="nst-button" disabled={isBusy}>{i18n.t('stale.mine')}</button>
      <button type="button" className="nst-button nst-quiet" disabled={isBusy} onClick={onTake}>{i18n.t('stale.theirs')}</button>
    </>
  )
}
