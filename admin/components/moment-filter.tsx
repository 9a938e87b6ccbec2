import React from 'react'
import { useTranslation, type FilterPropertyProps } from 'adminjs'
import { useWords } from './words.js'

const separator = '~~'

/** From day to day, both included, by the browser's own date fields. */
const MomentFilter: React.FC<FilterPropertyProps> = ({ property, filter, onChange }) => {
  const { translateProperty } = useTranslation()
  const word = useWords()
  const limits = ['from', 'to'] as const
  return (
    <fieldset className="nst-range">
      <legend>{translateProperty(property.label, property.resourceId)}</legend>
      {limits.map((limit) => {
        const key = `${property.path}${separator}${limit}`
        return (
          <label key={limit} htmlFor={`filter-${key}`}>
            {word(limit)}
            <input id={`filter-${key}`} type="date" value={String(filter[key] ?? '').slice(0, 10)} onChange={(event) => onChange(key, event.target.value)} />
          </label>
        )
      })}
    </fieldset>
  )
}

export default MomentFilter
