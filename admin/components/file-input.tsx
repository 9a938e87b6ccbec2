import React, { useState } from 'react'
import { useWords } from './words.js'

type Props = Omit<React.InputHTMLAttributes<HTMLInputElement>, 'type' | 'onChange'>

/** Choosing a file in our own words; the keyboard reaches the browser's own field under it. */
export const FileInput: React.FC<Props> = (props) => {
  const [chosen, setChosen] = useState('')
  const word = useWords()
  return (
    <span className="nst-file">
      <input {...props} type="file" onChange={(event) => setChosen([...(event.target.files ?? [])].map(({ name }) => name).join(', '))} />
      <span className="nst-button nst-quiet" aria-hidden="true">{word('chooseFile')}</span>
      <span className="nst-file-name" aria-hidden="true">{chosen || word('noFile')}</span>
    </span>
  )
}
