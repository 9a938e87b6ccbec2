import type { UploadedPart } from './world.js'

export interface MultipartBody {
  fields: Record<string, string>
  uploads: UploadedPart[]
}

const mimeByExtension: Record<string, string> = {
  pdf: 'application/pdf', txt: 'text/plain', png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', webp: 'image/webp', heic: 'image/heic',
  ics: 'text/calendar', mp4: 'video/mp4', ogg: 'audio/ogg', zip: 'application/zip', csv: 'text/csv',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

const fallbackMime = 'application/octet-stream'

function mimeOf(name: string, given: string | undefined): string {
  if (given && given !== fallbackMime) return given
  return mimeByExtension[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? fallbackMime
}

/** A parameter of Content-Disposition, quoted or not: grammY writes file names with spaces and no quotes. */
function parameterOf(head: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}=(?:"([^"\\r\\n]*)"|([^;\\r\\n]*))`, 'i').exec(head)
  return match?.[1] ?? match?.[2]?.trim()
}

/** Splits a multipart body into fields and files; null when it is broken. Written here, because stock parsers refuse unquoted names. */
export function parseMultipart(body: Buffer, contentType: string): MultipartBody | null {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)
  if (!boundary) return null
  const delimiter = Buffer.from(`--${boundary[1] ?? boundary[2]}`)
  const parsed: MultipartBody = { fields: {}, uploads: [] }
  for (let start = body.indexOf(delimiter); start !== -1;) {
    const partStart = start + delimiter.length + 2
    const next = body.indexOf(delimiter, partStart)
    if (next === -1) break
    const headEnd = body.indexOf('\r\n\r\n', partStart)
    if (headEnd === -1 || headEnd > next) return null
    const head = body.subarray(partStart, headEnd).toString('utf8')
    const content = body.subarray(headEnd + 4, next - 2)
    const field = parameterOf(head, 'name')
    const name = parameterOf(head, 'filename')
    if (field === undefined) return null
    if (name === undefined) parsed.fields[field] = content.toString('utf8')
    else parsed.uploads.push({ field, name, mime: mimeOf(name, /content-type:\s*([^\r\n;]+)/i.exec(head)?.[1]), content: Buffer.from(content) })
    start = next
  }
  return parsed
}
