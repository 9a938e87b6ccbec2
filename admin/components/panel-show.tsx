import React from 'react'
import { useCurrentAdmin, useTranslation, type ActionProps, type BasePropertyJSON, type RecordJSON, type ReduxState } from 'adminjs'
import { useSelector } from 'react-redux'
import { Link } from 'react-router-dom'
import { formatMoment } from './dates.js'
import { RecordActions } from './record-actions.js'
import { useWords } from './words.js'
import { useTitle } from './title.js'

/** A value in words: a name with its link, a state by its word, a date as people write it. */
export const Value: React.FC<{ property: BasePropertyJSON; record: RecordJSON }> = ({ property, record }) => {
  const [user] = useCurrentAdmin()
  const raw: unknown = record.params[property.propertyPath]
  const { t } = useTranslation()
  const resources = useSelector((state: ReduxState) => state.resources)
  const path = property.propertyPath
  if (property.isArray) {
    const items = Object.entries(record.params).filter(([key]) => key.startsWith(`${path}.`))
    return <>{items.map(([key, item]) => property.availableValues?.find(({ value }) => value === item)?.label ?? String(record.populated[key]?.title ?? item)).join(', ')}</>
  }
  if (raw === null || raw === undefined || raw === '') return null
  if (property.reference) {
    const known = record.populated[path]
    const isOpen = resources.some(({ id, href }) => id === property.reference && href)
    return known && !isOpen ? <>{known.title}</> : known ? <Link to={`/admin/resources/${property.reference}/records/${known.id}/show`}>{known.title}</Link> : <>{String(raw)}</>
  }
  if (property.type === 'date' || property.type === 'datetime') {
    return <time dateTime={String(raw)}>{formatMoment(raw, property.type, typeof user?.zone === 'string' ? user.zone : undefined)}</time>
  }
  if (property.type === 'boolean') return <>{t(raw ? 'shell.yes' : 'shell.no')}</>
  const word = property.availableValues?.find(({ value }) => value === raw)?.label
  if (word) return <span className={`nst-state nst-state-${String(raw)}`}>{word}</span>
  return <span className="nst-text">{String(raw)}</span>
}

/** Tells whether a field is filled in. */
export const hasValue = (record: RecordJSON, path: string) =>
  Object.entries(record.params).some(([key, value]) => (key === path || key.startsWith(`${path}.`)) && value !== null && value !== '')

const Facts: React.FC<{ properties: BasePropertyJSON[]; record: RecordJSON }> = ({ properties, record }) => {
  const { translateProperty } = useTranslation()
  return (
    <dl className="nst-facts">
      {properties.map((property) => (
        <div key={property.propertyPath}>
          <dt>{translateProperty(property.label, property.resourceId)}</dt>
          <dd><Value property={property} record={record} /></dd>
        </div>
      ))}
    </dl>
  )
}

/** A record on one page: its name, what can be done, and what is known; empty fields are left out. */
const PanelShow: React.FC<ActionProps> = ({ record, resource, action }) => {
  const { translateLabel } = useTranslation()
  const word = useWords()
  useTitle(record?.title)
  if (!record) return null
  const shown = resource.showProperties.filter(({ propertyPath }) => hasValue(record, propertyPath))
  const { folded = [] } = action.custom as { folded?: string[] }
  const rare = shown.filter(({ propertyPath }) => folded.includes(propertyPath))
  return (
    <section className="nst-page">
      <p className="nst-crumbs"><Link to={`/admin/resources/${resource.id}`}>{translateLabel(resource.id)}</Link></p>
      <h1>{record.title}</h1>
      <RecordActions record={record} />
      <Facts properties={shown.filter((property) => !rare.includes(property))} record={record} />
      {rare.length > 0 ? <details className="nst-more"><summary>{word('details')}</summary><Facts properties={rare} record={record} /></details> : null}
    </section>
  )
}

export default PanelShow
