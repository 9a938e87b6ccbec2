import { ApiClient } from 'adminjs'
import type { ImportAnswer } from '../pages/import-answer.js'

const api = new ApiClient()
const target = { resourceId: 'Person', actionName: 'import' }

/** What the person has chosen so far; the file itself goes with every step, the server keeps nothing. */
export interface Chosen {
  file: File | null
  organisationId: string
  sheet: number | null
  heading: number | null
  columns: Record<string, number> | null
  fingerprint: string
  choices: Record<string, string>
}

export const nothingChosen: Chosen = { file: null, organisationId: '', sheet: null, heading: null, columns: null, fingerprint: '', choices: {} }

export type ImportStep = 'template' | 'columns' | 'preview' | 'marked' | 'import'

/** What the page needs at the beginning. */
export async function loadImport(): Promise<ImportAnswer> {
  const { data } = await api.resourceAction(target)
  return data as unknown as ImportAnswer
}

/** Asks for the next step. */
export async function askImport(step: ImportStep, chosen: Chosen): Promise<ImportAnswer> {
  const data = new FormData()
  data.append('step', step)
  const { file, organisationId, sheet, heading, columns, fingerprint, choices } = chosen
  if (step !== 'template' && file) data.append('file', file)
  if (organisationId) data.append('organisationId', organisationId)
  if (sheet !== null) data.append('sheet', String(sheet))
  if (heading !== null) data.append('heading', String(heading))
  if (columns) data.append('columns', JSON.stringify(columns))
  if (step === 'import') {
    data.append('fingerprint', fingerprint)
    data.append('choices', JSON.stringify(choices))
  }
  const answer = await api.resourceAction({ ...target, method: 'post', data })
  return answer.data as unknown as ImportAnswer
}

/** Gives the browser a file that came in an answer. */
export function saveFile({ name, mime, content }: NonNullable<ImportAnswer['saved']>): void {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))
  const address = URL.createObjectURL(new Blob([bytes], { type: mime }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
