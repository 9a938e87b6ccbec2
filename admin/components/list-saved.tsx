import React, { useState } from 'react'
import { type ListAddress } from './list-address.js'
import type { SavedLists } from './saved-lists.js'
import { useWords } from './words.js'

interface Props {
  saved: SavedLists
  address: ListAddress
  /** What the address holds now, without the place. */
  present: Record<string, string>
}

/** Lists that this person saved, and the form that saves the one that is open. */
export const ListSaved: React.FC<Props> = ({ saved, address, present }) => {
  const word = useWords()
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  const current = saved.lists.find(({ id }) => id === address.query.get('saved'))
  const act = async (body: object) => {
    const answer = await saved.change(body)
    if (!answer) return
    setOpen(false)
    setName('')
    address.go({ ...present, saved: answer })
  }
  const open = () => {
    setName(current?.name ?? '')
    setOpen(!isOpen)
  }
  return (
    <div className="nst-saved">
      <button type="button" className="nst-button nst-quiet" aria-expanded={isOpen} onClick={open}>{word(current ? 'changeSaved' : 'saveList')}</button>
      {current?.isOutdated ? <p className="nst-problem" role="alert">{word('savedOutdated')}</p> : null}
      {saved.problem ? <p className="nst-problem" role="alert">{saved.problem}</p> : null}
      {isOpen ? (
        <form className="nst-saved-form" onSubmit={(event) => { event.preventDefault(); void act(current ? { id: current.id, name } : { name, query: present }) }}>
          <label>{word('savedName')}<input name="savedName" required maxLength={60} value={name} onChange={(event) => setName(event.target.value)} /></label>
          <button type="submit" className="nst-button nst-primary">{word(current ? 'renameSaved' : 'keepSaved')}</button>
          {current ? <button type="button" className="nst-button nst-quiet" onClick={() => void act({ name: current.name, query: present, id: current.id })}>{word('replaceSaved')}</button> : null}
          {current ? <button type="button" className="nst-button nst-quiet nst-look-danger" onClick={() => void saved.change({ id: current.id, remove: true }).then(() => address.go({ saved: '' }))}>{word('removeSaved')}</button> : null}
        </form>
      ) : null}
    </div>
  )
}
