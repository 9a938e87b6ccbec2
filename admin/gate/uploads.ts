import type { RequestHandler } from 'express'
import multer from 'multer'
import { GateError } from './gate-error.js'

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
  const read = multer({ storage: multer.memoryStorage(), limits }).any()
  const parse: RequestHandler = (request, response, next) => {
    read(request, response, (error: unknown) => {
      if (!(error instanceof multer.MulterError)) return next(error)
      next(error.code === 'LIMIT_FILE_SIZE' ? new GateError(413, 'too-large') : new GateError(400, 'bad-request'))
    })
  }
  const collect: RequestHandler = (request, response, next) => {
    const files = (Array.isArray(request.files) ? request.files : []).map(
      (file) => [file.fieldname, { name: readName(file.originalname), mime: file.mimetype, size: file.size, content: file.buffer }] as const,
    )
    response.locals.posted = { ...(request.body as Record<string, unknown> | undefined), ...Object.fromEntries(files) }
    next()
  }
  return [parse, collect]
}
