import React from 'react'
import { useTranslation, type RecordJSON } from 'adminjs'
import { Link } from 'react-router-dom'

/** What can be done with the record now, as links that a keyboard reaches. */
export const RecordActions: React.FC<{ record: RecordJSON; only?: string[] }> = ({ record, only }) => {
  const { translateAction } = useTranslation()
  const actions = record.recordActions.filter(({ name }) => (only ? only.includes(name) : name !== 'show'))
  if (actions.length === 0) return null
  return (
    <div className="nst-actions">
      {actions.map(({ name, resourceId, variant }) => (
        <Link key={name} className={variant === 'primary' && !only ? 'nst-button' : 'nst-button nst-quiet'} to={`/admin/resources/${resourceId}/records/${record.id}/${name}`} aria-label={only ? `${translateAction(name, resourceId)}: ${record.title}` : undefined}>
          {translateAction(name, resourceId)}
        </Link>
      ))}
    </div>
  )
}
