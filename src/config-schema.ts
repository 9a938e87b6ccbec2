import { isIP } from 'node:net'
import { IANAZone } from 'luxon'
import { z } from 'zod'
import { defaultSending } from './sending-settings.js'

export const processRoles = ['bot', 'worker', 'panel'] as const
export type ProcessRole = (typeof processRoles)[number]

const isUrl = (value: string, ...protocols: string[]): boolean => URL.canParse(value) && protocols.includes(new URL(value).protocol)
const httpUrl = (key: string) => z.string().refine((value) => isUrl(value, 'http:', 'https:'), key).transform((value) => value.replace(/\/+$/, ''))

const roleList = z
  .string()
  .transform((value) => value.split(',').map((role) => role.trim()))
  .refine((names) => names.every((name) => name === 'all' || processRoles.includes(name as ProcessRole)), 'setting-role')
  .transform((names) => processRoles.filter((role) => names.includes('all') || names.includes(role)))

const wholeNumber = (least: number, most: number) =>
  z.string().regex(/^\d{1,9}$/, 'setting-number').transform(Number).refine((value) => value >= least && value <= most, 'setting-number')

const waits = z
  .string()
  .regex(/^\d{1,9}(,\s*\d{1,9}){0,11}$/, 'setting-waits')
  .transform((value) => value.split(',').map(Number))

const day = 86_400_000

const networks = ['loopback', 'linklocal', 'uniquelocal']
const isNetwork = (value: string): boolean => {
  const [address = '', width] = value.split('/')
  const kind = isIP(address)
  return networks.includes(value) || (kind > 0 && (width === undefined || (/^\d{1,3}$/.test(width) && Number(width) >= 1 && Number(width) <= (kind === 4 ? 32 : 128))))
}
const proxies = z
  .string()
  .transform((value) => value.split(',').map((one) => one.trim()))
  .refine((all) => all.every(isNetwork), 'setting-proxies')

const flag = z.enum(['0', '1'], 'setting-flag').transform((value) => value === '1')

/** Contract §2: one setting a line; a message is the key of `commands.json` that says what to do. */
export const settingsSchema = z.object({
  NODE_ENV: z.string().optional(),
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\/\S+$/, 'setting-mongodb-uri').optional(),
  MONGODB_DB: z.string().regex(/^[\w-]{1,60}$/, 'setting-mongodb-db').optional(),
  BOT_TOKEN: z.string().regex(/^\d+:[\w-]{20,}$/, 'setting-bot-token').optional(),
  SANDBOX: flag.optional(),
  TELEGRAM_API_ROOT: httpUrl('setting-url').default('https://api.telegram.org'),
  WEBHOOK_URL: z.string().refine((value) => isUrl(value, 'https:', 'http:'), 'setting-url').transform((value) => value.replace(/\/+$/, '')).optional(),
  WEBHOOK_SECRET: z.string().regex(/^[\w-]{16,256}$/, 'setting-webhook-secret').optional(),
  ROLE: roleList.default([...processRoles]),
  HOST: z.string().regex(/^[\w.:-]+$/, 'setting-host').default('127.0.0.1'),
  PORT: z.string().regex(/^\d{1,5}$/, 'setting-port').transform(Number).refine((port) => port <= 65_535, 'setting-port').default(3000),
  PUBLIC_URL: httpUrl('setting-url').optional(),
  TRUSTED_PROXIES: proxies.default(['loopback']),
  METRICS_TOKEN: z.string().regex(/^[\w-]{16,256}$/, 'setting-metrics-token').optional(),
  SESSION_SECRET: z.string().min(32, 'setting-session-secret').optional(),
  ADMIN_EMAIL: z.string().regex(/^[^\s@]+@[^\s@]+$/, 'setting-email').transform((value) => value.toLowerCase()).optional(),
  ADMIN_PASSWORD: z.string().min(12, 'setting-admin-password').optional(),
  DATA_DIR: z.string().default('.data'),
  TZ_DEFAULT: z.string().refine((zone) => IANAZone.isValidZone(zone), 'setting-zone').default('Europe/Moscow'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'setting-log-level').default('info'),
  SEND_LEASE_MS: wholeNumber(200, day).default(defaultSending.leaseMs),
  SEND_PER_SECOND: wholeNumber(1, 100_000).default(defaultSending.perSecond),
  SEND_CHAT_GAP_MS: wholeNumber(0, 60_000).default(defaultSending.chatGapMs),
  SEND_CLIMB_MS: wholeNumber(100, day).default(defaultSending.climbMs),
  SEND_IN_FLIGHT: wholeNumber(1, 100).default(defaultSending.inFlight),
  SEND_BATCH: wholeNumber(1, 1_000).default(defaultSending.batch),
  SEND_POLL_MS: wholeNumber(20, day).default(defaultSending.pollMs),
  SEND_RETRY_MS: waits.default([...defaultSending.retryStepsMs]),
  JOBS_POLL_MS: wholeNumber(100, day).default(30_000),
})
export type Settings = z.infer<typeof settingsSchema>
