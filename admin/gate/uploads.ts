import type { RequestHandler } from 'express'
import multer from 'multer'
import { GateError } from './gate-error.js'

const megabyte = 1024 * 1024
/** All of a form together: a file of the largest size and its words. */
const mostBytes = 25 * megabyte
const limits = { fileSize: 20 * megabyte, files: 5, fields: 300, fieldSize: megabyte, fieldNameSize: 200, parts: 305 }

declare module 'express-serve-static-core' {
  interface Locals {
    /** Fields and files of a posted form. */
    posted: Record<string, unknown>
  }
}

/** The name as it was typed: browsers send UTF-8 bytes where the parser reads Latin-1. */
const readName = (name: string) => Buffer.from(name, 'latin1').toString('utf8').split(/[\\/]/).pop() ?? ''

/** Reads a posted form into memory, after the guard and the rights: a body that nobody may send is never read. */
export function createUploads(): RequestHandler[] {
  const read = multer({ storage: multer.memoryStorage(), limits }).any()
  const parse: RequestHandler = (request, response, next) => {
    let isOver = false
    const refuse = () => {
      if (isOver) return
      isOver = true
      request.unpipe()
      next(new GateError(413, 'too-large'))
    }
    if (Number(request.get('content-length') ?? 0) > mostBytes) return refuse()
    let bytes = 0
    request.on('data', (piece: Buffer) => {
      bytes += piece.length
      if (bytes > mostBytes) refuse()
    })
    read(request, response, (error: unknown) => {
      if (isOver) return
      isOver = true
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
