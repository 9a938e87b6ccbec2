import type { RequestHandler } from 'express'
import session from 'express-session'
import MongoStore from 'connect-mongo'
import type { Connection } from 'mongoose'

declare module 'express-session' {
  interface SessionData {
    accountId: string
    /** `sessionEpoch` of the account at login. */
    epoch: number
    /** Milliseconds of the system's clock. */
    startedAt: number
    seenAt: number
  }
}

export const idleMinutes = 30
export const absoluteHours = 12

export interface SessionOptions {
  connection: Connection
  secret: string
  secure: boolean
}

/**
 * Keeps sessions in the database. The cookie is Lax, not Strict: the bot's links into the panel must find the person
 * logged in; changes are guarded by the origin check.
 */
export function createSession({ connection, secret, secure }: SessionOptions): RequestHandler {
  const ttl = absoluteHours * 3600
  return session({
    name: secure ? '__Host-nastavnik' : 'nastavnik',
    secret,
    resave: false,
    saveUninitialized: false,
    proxy: secure ? true : undefined,
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: ttl * 1000 },
    store: MongoStore.create({
      client: connection.getClient(),
      dbName: connection.name,
      collectionName: 'panelsessions',
      ttl,
      stringify: false,
    }),
  })
}

/** Tells whether a session has been idle or open for too long. */
export function isExpired(data: { startedAt?: number; seenAt?: number }, now: number): boolean {
  if (data.startedAt === undefined || data.seenAt === undefined) return true
  return now - data.seenAt > idleMinutes * 60_000 || now - data.startedAt > absoluteHours * 3_600_000
}
