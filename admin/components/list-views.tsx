import React from 'react'
import type { SavedList } from './saved-lists.js'
import { useWords } from './words.js'

interface Props {
  views: { value: string; label: string }[]
  saved: SavedList[]
  chosen: string
  onView(value: string): void
  onSaved(id: string): void
}

/** The named lists, then those that this person saved. */
export const ListViews: React.FC<Props> = ({ views, saved, chosen, onView, onSaved }) => {
  const word = useWords()
  return (
    <div className="nst-views" role="group" aria-label={word('lists')}>
      {views.map(({ value, label }) => <button key={value} type="button" aria-pressed={value === chosen} onClick={() => onView(value)}>{label}</button>)}
      {saved.map(({ id, name }) => <button key={id} type="button" className="nst-view-own" aria-pressed={id === chosen} onClick={() => onSaved(id)}>{name}</button>)}
    </div>
  )
}
