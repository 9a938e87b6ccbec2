import { useEffect, useState } from 'react'
import { useWords } from './words.js'

export interface SavedList {
  id: string
  name: string
  query: Record<string, string>
  /** The list no longer knows all that this one asks for. */
  isOutdated: boolean
}

export interface SavedLists {
  lists: SavedList[]
  problem: string | null
  /** Saves, renames or removes; the id of the list, or null when it was refused. */
  change(body: object): Promise<string | null>
}

interface Answer {
  lists?: SavedList[]
  saved?: string
  problem?: string
}

/** Lists that this person saved for a resource. */
export function useSavedLists(resourceId: string): SavedLists {
  const [lists, setLists] = useState<SavedList[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const word = useWords()
  const address = `/admin/api/lists/${resourceId}`

  async function ask(init?: RequestInit): Promise<Answer> {
    const response = await fetch(address, { ...init, headers: { 'content-type': 'application/json' } })
    const answer = (await response.json()) as Answer
    setLists((former) => answer.lists ?? former)
    setProblem(response.ok ? (answer.problem ?? null) : word('failed'))
    return response.ok ? answer : {}
  }

  useEffect(() => {
    setLists([])
    ask().catch(() => setProblem(word('failed')))
  }, [resourceId])

  return {
    lists,
    problem,
    async change(body) {
      const { saved = null } = await ask({ method: 'POST', body: JSON.stringify(body) }).catch((): Answer => ({}))
      return saved
    },
  }
}
