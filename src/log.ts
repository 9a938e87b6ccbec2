import { pino, type DestinationStream, type Logger } from 'pino'

export type Log = Logger

/** Structured lines without personal data or tokens: what might carry them is cut out wherever it stands. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const hidden = ['token', 'password', 'passwordHash', 'text', 'fullName', 'phone', 'email', 'url', 'payload', 'update']
  const options = {
    level,
    redact: { paths: hidden.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[hidden]' },
    serializers: { err: serializeError, error: serializeError },
  }
  return destination ? pino(options, destination) : pino(options)
}

const botToken = /\b\d{5,}:[\w-]{20,}/g

/** Messages of these are our own words; others may quote what somebody typed or what is stored. */
const plainErrors = new Set(['Error', 'TypeError', 'RangeError', 'ReferenceError', 'AssertionError'])
const isFrame = (line: string) => line.startsWith('    at ')

/** Keeps kind, code and stack of an error; messages of the messenger's calls, the database and parsers may hold names and are not kept. */
export function serializeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const code = 'code' in error ? error.code : 'error_code' in error ? error.error_code : undefined
  const isOfMessenger = 'method' in error && 'payload' in error
  const stack = (error.stack ?? '').replace(botToken, '[hidden]')
  const isPlain = plainErrors.has(error.name) && !isOfMessenger
  return { type: error.name, code, stack: isPlain ? stack : stack.split('\n').filter(isFrame).join('\n') }
}
