import React, { useState } from 'react'
import { useNavigate } from 'react-router'
import { useWords } from './words.js'

export interface ShownValue {
  label: string
  value: string
}

/** Values that are shown once, with a button that copies them. */
export const ShownValues: React.FC<{ values: ShownValue[]; back: string; title: string }> = ({ values, back, title }) => {
  const word = useWords()
  const navigate = useNavigate()
  const [copied, setCopied] = useState<string | null>(null)
  const copy = (value: string) => navigator.clipboard.writeText(value).then(() => setCopied(value))
  return (
    <section className="nst-page nst-form">
      <h1>{title}</h1>
      <p className="nst-lead">{word('shownOnce')}</p>
      <dl className="nst-shown">
        {values.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <code>{value}</code>
              <button type="button" className="nst-button nst-quiet" onClick={() => void copy(value)}>{copied === value ? word('copied') : word('copy')}</button>
            </dd>
          </div>
        ))}
      </dl>
      <button type="button" className="nst-button nst-primary" onClick={() => navigate(back)}>{word('back')}</button>
    </section>
  )
}
