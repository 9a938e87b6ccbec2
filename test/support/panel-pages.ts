import { createFileStore } from '../../src/db/files.js'
import { createFileOpener } from '../../src/roles/open-file.js'
import type { OpenFile } from '../../admin/gate/files.js'
import type { Page } from '../../admin/pages/page.js'
import type { TestDatabase } from './database.js'
import { testPanel, visitor, type TestPanel, type Visitor } from './panel.js'

export interface PanelAnswer {
  records?: { id: string; params: Record<string, unknown> }[]
  shown?: Page
  notice?: { type: string; message: string; options?: { text?: string } }
  errors?: Record<string, string>
  problem?: string
  form?: { fields: { name: string; value: unknown; choices: { value: string; label: string; link?: { href: string } }[] }[] }
  redirectUrl?: string
}

export type Fields = Record<string, string | string[] | File>

/** The panel with the files of its own database behind `/admin/files`. */
export async function panelWithFiles(database: TestDatabase): Promise<TestPanel> {
  const opener: { open: OpenFile } = { open: async () => null }
  const panel = await testPanel(database, { openFile: (user, id) => opener.open(user, id) })
  opener.open = createFileOpener({ services: panel.services, files: createFileStore(database.connection) })
  return panel
}

function formWith(fields: Fields): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) for (const item of [value].flat()) data.append(name, item)
  return data
}

/** What the panel's own pages ask and post, without a browser. */
export function deskOf(who: Visitor) {
  const api = '/admin/api/resources'
  const read = async (response: globalThis.Response) => (await response.json()) as PanelAnswer
  const at = (resource: string, action: string, id?: string | null) => `${api}/${resource}/${id ? `records/${id}` : 'actions'}/${action}`
  return {
    list: async (resource: string, query = '') => read(await who.get(`${api}/${resource}/actions/list?${query}`)),
    async page(resource: string, id: string): Promise<Page | undefined> {
      return (await read(await who.get(at(resource, 'show', id)))).shown
    },
    form: async (resource: string, action: string, id?: string | null, query = '') => read(await who.get(`${at(resource, action, id)}?${query}`)),
    send: async (resource: string, action: string, id: string | null, fields: Fields = {}) => read(await who.post(at(resource, action, id), formWith(fields))),
    file: (id: string) => who.get(`/admin/files/${id}`),
  }
}

export type Desk = ReturnType<typeof deskOf>

/** Somebody of the organisation with a new account of this role, logged in. */
export async function signedInDesk(panel: TestPanel, role: Parameters<TestPanel['openAccount']>[0], organisationId: string): Promise<Desk> {
  const who = visitor(panel.url)
  await who.signIn(await panel.openAccount(role, organisationId))
  return deskOf(who)
}

/** Every word on a page, in reading order. */
export function wordsOf(page: Page | undefined): string {
  return JSON.stringify(page ?? null)
}
