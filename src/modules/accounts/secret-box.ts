import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

/** Seals what must be read again and marks what must only be known again, by keys that come from SESSION_SECRET. */
export interface SecretBox {
  /** Encrypts a text for one place (e.g. an account's id): moved elsewhere it cannot be opened. */
  seal(text: string, place: string): string
  /** The text; null when the secret was changed since, or the place is another. */
  open(sealed: string, place: string): string | null
  /** A value that nobody can make without the secret. */
  mark(purpose: string, value: string): string
}

const algorithm = 'aes-256-gcm'
const ivLength = 12
const tagLength = 16

function keyOf(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `nastavnik ${purpose} v1`, 32))
}

/** Builds the box over SESSION_SECRET; what is sealed lasts as long as the secret. */
export function createSecretBox(secret: string): SecretBox {
  const sealingKey = keyOf(secret, 'seal')
  return {
    seal(text, place) {
      const iv = randomBytes(ivLength)
      const cipher = createCipheriv(algorithm, sealingKey, iv).setAAD(Buffer.from(place))
      return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64')
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed, 'base64')
      const decipher = createDecipheriv(algorithm, sealingKey, bytes.subarray(0, ivLength)).setAAD(Buffer.from(place))
      decipher.setAuthTag(bytes.subarray(-tagLength))
      const opened = decipher.update(bytes.subarray(ivLength, -tagLength))
      try {
        return Buffer.concat([opened, decipher.final()]).toString('utf8')
      } catch {
        return null
      }
    },
    mark: (purpose, value) => createHmac('sha256', keyOf(secret, purpose)).update(value).digest('base64url'),
  }
}

/** What the database keeps of a token: it opens nothing by itself. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Compares two texts in a time that tells nothing. */
export function isSameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
