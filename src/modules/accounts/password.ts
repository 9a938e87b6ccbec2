import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** OWASP's figures for argon2id; the library's default algorithm is argon2id. */
export const argonCost = { memoryCost: 19456, timeCost: 2, parallelism: 1 }

/** Longest password that is looked at: a longer one only costs time. */
export const longestPassword = 200

/** Letters and digits that nobody confuses when reading them aloud. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Makes a password of four groups of four signs, about 79 bits. */
export function generatePassword(): string {
  const sign = () => alphabet.charAt(randomInt(alphabet.length))
  const group = () => Array.from({ length: 4 }, sign).join('')
  return [group(), group(), group(), group()].join('-')
}

/** Hashes a password with argon2id. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, argonCost)
}

let nobodysHash: Promise<string> | null = null

/** Compares a password with a hash; without a hash it takes the same time and says no. */
export async function matchesPassword(passwordHash: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword(generatePassword())
  const against = passwordHash ?? (await nobodysHash)
  const matches = await verify(against, password)
  return matches && passwordHash !== null
}
