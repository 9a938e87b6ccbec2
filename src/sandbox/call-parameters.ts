import type { Request } from 'express'
import { parseMultipart } from './multipart-body.js'
import type { Call, UploadedPart } from './world.js'

const jsonParameters = new Set([
  'reply_markup', 'entities', 'caption_entities', 'media', 'commands', 'scope', 'allowed_updates', 'reply_parameters', 'link_preview_options', 'message_ids',
])

function parseJson(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    // Not JSON: the method sees the text itself and refuses it.
    return value
  }
}

/** Gathers the parameters of a call from the address, and from a JSON, form or multipart body; null when the body is broken. */
export function readCall(request: Request): Call | null {
  const multipart = Buffer.isBuffer(request.body) ? parseMultipart(request.body, request.headers['content-type'] ?? '') : undefined
  if (multipart === null) return null
  const isObject = typeof request.body === 'object' && request.body !== null
  const body = multipart?.fields ?? (isObject ? (request.body as Record<string, unknown>) : {})
  const params: Record<string, unknown> = {}
  for (const [name, value] of Object.entries({ ...request.query, ...body })) {
    params[name] = jsonParameters.has(name) ? parseJson(value) : value
  }
  return { params, uploads: multipart?.uploads ?? [] }
}

/** The part of a multipart body with its name in UTF-8 (the parser reads names as Latin-1). */
export function partOf(file: Express.Multer.File): UploadedPart {
  const name = Buffer.from(file.originalname, 'latin1').toString('utf8')
  return { field: file.fieldname, name, mime: file.mimetype, content: file.buffer }
}

export function numberOf(value: unknown): number | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

export function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === 'True' || value === '1'
}

export function numbersOf(value: unknown): number[] {
  return Array.isArray(value) ? value.map(Number).filter(Number.isFinite) : []
}

export function stringsOf(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : undefined
}
