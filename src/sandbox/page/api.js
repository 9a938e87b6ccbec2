const base = '/sandbox/api'

async function read(response) {
  const body = await response.json().catch(() => ({}))
  if (!response.ok) throw Object.assign(new Error(body.error?.code ?? String(response.status)), { status: response.status })
  return body
}

export const get = async (path) => read(await fetch(`${base}/${path}`))

export const post = async (path, body) =>
  read(await fetch(`${base}/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) }))

export async function upload(chatId, files, caption, kind) {
  const form = new FormData()
  form.append('chatId', String(chatId))
  form.append('caption', caption)
  if (kind) form.append('kind', kind)
  for (const file of files) form.append('files', file, file.name)
  return read(await fetch(`${base}/files`, { method: 'POST', body: form }))
}

/** Calls back with the chat of each change; tells whether the program is reachable. */
export function listen(onChange, onLink) {
  const source = new EventSource(`${base}/events`)
  source.onmessage = (event) => onChange(JSON.parse(event.data).chatId)
  source.onopen = () => onLink(true)
  source.onerror = () => onLink(false)
}
