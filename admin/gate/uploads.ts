import type { RequestHandler } from 'express'
import multer from 'multer'

const megabyte = 1024 * 1024
const limits = { fileSize: 20 * megabyte, files: 5, fields: 300, fieldSize: megabyte, fieldNameSize: 200, parts: 305 }

declare module 'express-serve-static-core' {
  interface Locals {
    /** Fields and files of a posted form. */
    posted: Record<string, unknown>
  }
}

/** The name as it was typed: browsers send UTF-8 bytes where the parser reads Latin-1. */
const readName = (name: string) => Buffer.from(name, 'latin1').toString('utf8').split(/[\\/]/).pop() ?? ''

/** Reads a posted form into memory, after the guard: an anonymous body is never read. */
export function createUploads(): RequestHandler[] {
  const parse = multer({ storage: multer.memoryStorage(), limits }).any()
  const collect: RequestHandler = (request, response, next) => {
    const files = (Array.isArray(request.files) ? request.files : []).map(
      (file) => [file.fieldname, { name: readName(file.originalname), mime: file.mimetype, size: file.size, content: file.buffer }] as const,
    )
    response.locals.posted = { ...(request.body as Record<string, unknown> | undefined), ...Object.fromEntries(files) }
    next()
  }
  return [parse, collect]
}
