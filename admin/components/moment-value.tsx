import React from 'react'
import { useCurrentAdmin, type ShowPropertyProps } from 'adminjs'
import { formatMoment } from './dates.js'

/** A date in a table: never the day before, whatever the zone of the server or the browser. */
const MomentValue: React.FC<ShowPropertyProps> = ({ property, record }) => {
  const [user] = useCurrentAdmin()
  const zone = typeof user?.zone === 'string' ? user.zone : undefined
  const value: unknown = record.params[property.path]
  const text = formatMoment(value, property.type, zone)
  return text ? <time dateTime={String(value)}>{text}</time> : <span />
}

export default MomentValue
