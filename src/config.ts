import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { settingsSchema, type ProcessRole, type Settings } from './config-schema.js'
import { keepSecret } from './kept-secret.js'
import { projectRoot } from './paths.js'
import type { SendingSettings } from './sending-settings.js'
import { loadTexts } from './texts.js'

export { processRoles, type ProcessRole } from './config-schema.js'

export interface Config {
  production: boolean
  /** null: the embedded server */
  mongodbUri: string | null
  databaseName: string
  /** null: the sandbox stands in for Telegram */
  botToken: string | null
  telegramApiRoot: string
  /** null: long polling */
  webhook: { url: string; secret: string } | null
  roles: readonly ProcessRole[]
  host: string
  /** 0 lets the system choose */
  port: number
  /** PUBLIC_URL as set, or `http://HOST:PORT` */
  publicUrl: string
  /** Whose word about a visitor's address is believed. */
  trustedProxies: readonly string[]
  /** null: only this machine and trusted proxies read the metrics */
  metricsToken: string | null
  sessionSecret: string
  adminEmail: string | null
  adminPassword: string | null
  /** absolute */
  dataDir: string
  timeZone: string
  logLevel: Settings['LOG_LEVEL']
  sending: SendingSettings
  /** how often the scheduler looks */
  jobsPollMs: number
}

export type LoadedConfig = { ok: true; config: Config } | { ok: false; problems: string[] }

export type Environment = Record<string, string | undefined>
type Finding = { variable: string; key: string }

/** An empty line in `.env` is no setting. */
function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''))
}

function findTogether(env: Environment): Finding[] {
  const production = env.NODE_ENV === 'production'
  const checks: [boolean, string, string][] = [
    [production && !env.MONGODB_URI, 'MONGODB_URI', 'setting-required-mongodb'],
    [production && !env.SESSION_SECRET, 'SESSION_SECRET', 'setting-required-session-secret'],
    [production && !env.BOT_TOKEN && env.SANDBOX !== '1', 'BOT_TOKEN', 'setting-required-bot-token'],
    [Boolean(env.WEBHOOK_URL) && !env.WEBHOOK_SECRET, 'WEBHOOK_SECRET', 'setting-required-webhook-secret'],
    [Boolean(env.WEBHOOK_URL) && !env.BOT_TOKEN, 'WEBHOOK_URL', 'setting-webhook-without-token'],
    [Boolean(env.ADMIN_PASSWORD) && !env.ADMIN_EMAIL, 'ADMIN_EMAIL', 'setting-required-admin-email'],
    [production && Boolean(env.ADMIN_EMAIL) && !env.ADMIN_PASSWORD, 'ADMIN_PASSWORD', 'setting-required-admin-password'],
  ]
  return checks.filter(([wrong]) => wrong).map(([, variable, key]) => ({ variable, key }))
}

function toConfig(settings: Settings): Config {
  const dataDir = resolve(projectRoot, settings.DATA_DIR)
  const host = settings.HOST.includes(':') ? `[${settings.HOST}]` : settings.HOST
  return {
    production: settings.NODE_ENV === 'production',
    mongodbUri: settings.MONGODB_URI ?? null,
    databaseName: settings.MONGODB_DB ?? databaseOf(settings.MONGODB_URI) ?? 'nastavnik',
    botToken: settings.BOT_TOKEN ?? null,
    telegramApiRoot: settings.TELEGRAM_API_ROOT,
    webhook: settings.WEBHOOK_URL && settings.WEBHOOK_SECRET ? { url: settings.WEBHOOK_URL, secret: settings.WEBHOOK_SECRET } : null,
    roles: settings.ROLE,
    host: settings.HOST,
    port: settings.PORT,
    publicUrl: settings.PUBLIC_URL ?? `http://${host}:${settings.PORT}`,
    trustedProxies: settings.TRUSTED_PROXIES,
    metricsToken: settings.METRICS_TOKEN ?? null,
    sessionSecret: settings.SESSION_SECRET ?? keepSecret(dataDir, 'session-secret'),
    adminEmail: settings.ADMIN_EMAIL ?? null,
    adminPassword: settings.ADMIN_PASSWORD ?? null,
    dataDir,
    timeZone: settings.TZ_DEFAULT,
    logLevel: settings.LOG_LEVEL,
    sending: toSending(settings),
    jobsPollMs: settings.JOBS_POLL_MS,
  }
}

function toSending(settings: Settings): SendingSettings {
  return {
    leaseMs: settings.SEND_LEASE_MS,
    perSecond: settings.SEND_PER_SECOND,
    chatGapMs: settings.SEND_CHAT_GAP_MS,
    climbMs: settings.SEND_CLIMB_MS,
    inFlight: settings.SEND_IN_FLIGHT,
    batch: settings.SEND_BATCH,
    pollMs: settings.SEND_POLL_MS,
    retryStepsMs: settings.SEND_RETRY_MS,
  }
}

/** The database named in the path of a connection string, if any. */
function databaseOf(uri: string | undefined): string | undefined {
  return uri?.match(/^mongodb(?:\+srv)?:\/\/[^/]+\/([^/?]+)/)?.[1]
}

/** Reads all settings of contract §2; lists every problem at once, in words that say what to do. */
export function loadConfig(environment: Environment): LoadedConfig {
  const env = withoutEmpty(environment)
  const parsed = settingsSchema.safeParse(env)
  const findings: Finding[] = [
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => ({ variable: String(issue.path[0]), key: issue.message }))),
    ...findTogether(env),
  ]
  if (parsed.success && findings.length === 0) return { ok: true, config: toConfig(parsed.data) }
  const texts = loadTexts('commands')
  return { ok: false, problems: findings.map(({ variable, key }) => `${variable}: ${texts(key)}`) }
}

/** The environment of the process with what `.env` adds to it; a variable that is set already wins, even an empty one. */
export function readEnvironment(): Environment {
  const file = join(projectRoot, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  return process.env
}
