import React from 'react'
import { useTranslation, type ShowPropertyProps } from 'adminjs'
import MomentValue from './moment-value.js'

/** A date on the page of a record, with its label. */
const MomentShow: React.FC<ShowPropertyProps> = (props) => {
  const { translateProperty } = useTranslation()
  return (
    <div className="nst-property">
      <span className="nst-property-label">{translateProperty(props.property.label, props.property.resourceId)}</span>
      <MomentValue {...props} />
    </div>
  )
}

export default MomentShow
