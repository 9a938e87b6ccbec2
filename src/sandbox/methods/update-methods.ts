import { badRequest, success } from '../api-answer.js'
import { isTrue, numberOf, stringsOf, textOf } from '../call-parameters.js'
import type { WebhookSender } from '../webhook-sender.js'
import type { BotMethod, MethodTable } from '../world.js'

const longestTimeout = 50
const secretPattern = /^[\w-]{1,256}$/

const isLoopback = (host: string) => ['localhost', '127.0.0.1', '[::1]'].includes(host)

function isWebhookAddress(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

/** Methods of receiving; long polling waits inside `getUpdates` of the queue. */
export function createUpdateMethods(webhook: WebhookSender): MethodTable {
  const getUpdates: BotMethod = (world, { params }) => {
    const limit = Math.trunc(numberOf(params.limit) ?? 100)
    return world.updates.poll({
      offset: Math.trunc(numberOf(params.offset) ?? 0),
      limit: limit < 1 || limit > 100 ? 100 : limit,
      timeoutSeconds: Math.min(Math.max(numberOf(params.timeout) ?? 0, 0), longestTimeout),
      allowed: stringsOf(params.allowed_updates),
      onGone: params.onGone as ((listener: () => void) => void) | undefined,
    })
  }

  const setWebhook: BotMethod = (world, { params }) => {
    const url = textOf(params.url)
    const secret = textOf(params.secret_token)
    if (url !== '' && !isWebhookAddress(url)) return badRequest('bad webhook: An HTTPS URL must be provided for webhook')
    if (secret !== '' && !secretPattern.test(secret)) return badRequest('secret token contains unallowed characters')
    if (isTrue(params.drop_pending_updates)) world.updates.clear()
    const allowed = stringsOf(params.allowed_updates) ?? world.state.meta().webhook.allowed
    world.state.changeMeta({ webhook: { url, allowed, ...(secret !== '' && { secret }) } })
    world.updates.release()
    webhook.kick()
    return success(true)
  }

  const getWebhookInfo: BotMethod = (world) => {
    const { url, allowed } = world.state.meta().webhook
    const message = webhook.lastError()
    return success({
      url, has_custom_certificate: false, pending_update_count: world.updates.pendingCount(),
      ...(allowed.length > 0 && { allowed_updates: allowed }), ...(url !== '' && message && { last_error_message: message }),
    })
  }

  return {
    getUpdates, setWebhook, getWebhookInfo,
    deleteWebhook: (world, call) => setWebhook(world, { ...call, params: { ...call.params, url: '', secret_token: '' } }),
  }
}
