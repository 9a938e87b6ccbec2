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
    /** Password or link were right; the code is still to be typed. */
    pending: { accountId: string; epoch: number; until: number; way: 'password' | 'link' }
  }
}

export const idleMinutes = 30
export const absoluteHours = 12

export interface SessionOptions {
  connection: Connection
  secret: string
  secure: boolean
}

export interface Sessions {
  handler: RequestHandler
  /**
   * Notes that the person was seen. Written beside the session's own saving: a request that ends late must not bring a session
   * back that was ended meanwhile.
   */
  touch(sessionId: string, at: number): Promise<void>
}

const collectionName = 'panelsessions'

/**
 * Keeps sessions in the database. The cookie is Lax, not Strict: the bot's links into the panel must find the person
 * logged in; changes are guarded by the origin check.
 */
export function createSession({ connection, secret, secure }: SessionOptions): Sessions {
  const ttl = absoluteHours * 3600
  const handler = session({
    name: secure ? '__Host-nastavnik' : 'nastavnik',
    secret,
    resave: false,
    saveUninitialized: false,
    proxy: secure ? true : undefined,
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: ttl * 1000 },
    store: MongoStore.create({
      client: connection.getClient(),
      dbName: connection.name,
      collectionName,
      ttl,
      stringify: false,
    }),
  })
  return {
    handler,
    async touch(sessionId, at) {
      await connection.collection<{ _id: string }>(collectionName).updateOne({ _id: sessionId }, { $set: { 'session.seenAt': at } })
    },
  }
}

/** Tells whether a session has been idle or open for too long. */
export function isExpired(data: { startedAt?: number; seenAt?: number }, now: number): boolean {
  if (data.startedAt === undefined || data.seenAt === undefined) return true
  return now - data.seenAt > idleMinutes * 60_000 || now - data.startedAt > absoluteHours * 3_600_000
}
