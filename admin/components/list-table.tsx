import React from 'react'
import { useTranslation, type RecordJSON, type ResourceJSON } from 'adminjs'
import { Link } from 'react-router-dom'
import { hasValue, Value } from './panel-show.js'
import { RecordActions } from './record-actions.js'
import { useWords } from './words.js'

export interface ShownOrder {
  sortBy: string | null
  direction: 'asc' | 'desc'
}

interface Props {
  records: RecordJSON[]
  resource: ResourceJSON
  /** Actions that stand in the rows which offer them. */
  rowActions: string[]
  order: ShownOrder
  onSort(order: { sortBy: string; direction: string }): void
}

const opposite = { asc: 'desc', desc: 'asc' } as const
const said = { asc: 'ascending', desc: 'descending' } as const
const arrows = { asc: '↑', desc: '↓' } as const

/** The rows of a list: headings sort where they can, the first column leads to the record; cards on a phone. */
export const ListTable: React.FC<Props> = ({ records, resource, rowActions, order, onSort }) => {
  const { translateLabel, translateProperty } = useTranslation()
  const word = useWords()
  const columns = resource.listProperties
  const hasActions = records.some(({ recordActions }) => recordActions.some(({ name }) => rowActions.includes(name)))
  return (
    <table className="nst-table" aria-label={translateLabel(resource.id)}>
      <thead>
        <tr>
          {columns.map(({ propertyPath, label, isSortable }) => {
            const text = translateProperty(label, resource.id)
            const isSorted = order.sortBy === propertyPath
            if (!isSortable) return <th key={propertyPath} scope="col">{text}</th>
            const direction = isSorted ? opposite[order.direction] : 'asc'
            return (
              <th key={propertyPath} scope="col" aria-sort={isSorted ? said[order.direction] : 'none'}>
                <button type="button" className="nst-sort" title={word('sortList')} onClick={() => onSort({ sortBy: propertyPath, direction })}>{text}<span aria-hidden="true">{isSorted ? arrows[order.direction] : '↕'}</span></button>
              </th>
            )
          })}
          {hasActions ? <td /> : null}
        </tr>
      </thead>
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
