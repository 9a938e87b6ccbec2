import { randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { hashRaw } from '@node-rs/argon2'
import { argonCost } from './password.js'

/** How far the person's clock may be off: one step of half a minute to either side. */
const allowedSteps = 1
const secretBytes = 20
export const codeDigits = 6
export const spareCodeCount = 8
const spareAlphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

const totpOf = (secret: string, issuer?: string, label?: string) =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: codeDigits, period: 30, issuer, label })

/** Makes a secret of 160 bits for an application with codes (RFC 6238). */
export function newTotpSecret(): string {
  return new Secret({ size: secretBytes }).base32
}

/** The address that such an application reads from the picture. */
export function totpAddress(secret: string, issuer: string, label: string): string {
  return totpOf(secret, issuer, label).toString()
}

/** Tells to which step of time a code belongs; null when it is wrong now. */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  const totp = totpOf(secret)
  const offset = totp.validate({ token: code, timestamp: now, window: allowedSteps })
  return offset === null ? null : totp.counter({ timestamp: now }) + offset
}

/** Makes the spare codes, each for one login without the phone. */
export function newSpareCodes(): string[] {
  const sign = () => spareAlphabet.charAt(randomInt(spareAlphabet.length))
  const group = () => Array.from({ length: 5 }, sign).join('')
  return Array.from({ length: spareCodeCount }, () => `${group()}-${group()}`)
}

/** Brings a typed code to the form it is compared in: without spaces and case. */
export function tidyCode(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '').toLowerCase()
}

/** What is kept of a spare code: argon2id with the account's own salt, so that one calculation finds it among all. */
export async function spareCodeHash(code: string, salt: string): Promise<string> {
  return (await hashRaw(tidyCode(code), { ...argonCost, salt: Buffer.from(salt, 'hex') })).toString('base64')
}
