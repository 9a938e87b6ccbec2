import React from 'react'
import { useTranslation, type RecordJSON, type ResourceJSON } from 'adminjs'
import { Link } from 'react-router-dom'
import { hasValue, Value } from './panel-show.js'
import { RecordActions } from './record-actions.js'

interface Props {
  records: RecordJSON[]
  resource: ResourceJSON
  /** Actions that stand in the rows which offer them. */
  rowActions: string[]
}

/** The rows of a list: the first column leads to the record; cards on a phone. */
export const ListTable: React.FC<Props> = ({ records, resource, rowActions }) => {
  const { translateLabel, translateProperty } = useTranslation()
  const columns = resource.listProperties
  const hasActions = records.some(({ recordActions }) => recordActions.some(({ name }) => rowActions.includes(name)))
  return (
    <table className="nst-table" aria-label={translateLabel(resource.id)}>
      <thead><tr>{columns.map(({ propertyPath, label }) => <th key={propertyPath} scope="col">{translateProperty(label, resource.id)}</th>)}{hasActions ? <td /> : null}</tr></thead>
      <tbody>
        {records.map((record) => (
          <tr key={record.id}>
            {columns.map((property, at) => (
              <td key={property.propertyPath} className={at === 0 || hasValue(record, property.propertyPath) ? undefined : 'nst-blank'} data-label={translateProperty(property.label, resource.id)}>
                {at === 0 ? <Link to={`/admin/resources/${resource.id}/records/${record.id}/show`}><Value property={property} record={record} /></Link> : <Value property={property} record={record} />}
              </td>
            ))}
            {hasActions ? <td className="nst-row-actions"><RecordActions record={record} only={rowActions} /></td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
