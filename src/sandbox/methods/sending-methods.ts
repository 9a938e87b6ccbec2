import type { Message } from 'grammy/types'
import { findReachableChat } from '../addressed-chat.js'
import { type ApiAnswer, badRequest, refusals, success } from '../api-answer.js'
import { textOf } from '../call-parameters.js'
import { readCaption, readMessageText } from '../formatted-text.js'
import { mediaFields, type MediaKind } from '../media.js'
import { captionFields, placeMessage, prepareSend, textFields } from '../place-message.js'
import type { SandboxFile } from '../sandbox-state.js'
import type { BotMethod, Call, MethodTable, SandboxWorld } from '../world.js'

const sendMessage: BotMethod = async (world, call) => {
  const prepared = await prepareSend(world, call)
  if (!prepared.ok) return prepared
  const { text, parse_mode: parseMode, entities } = call.params
  const content = readMessageText({ text, parseMode, entities })
  return content.ok ? success(placeMessage(world, prepared.result, textFields(content.result))) : content
}

/** A file of a call: uploaded with it (`attach://name` or a part of that name), or known by its file_id. */
async function findFile(world: SandboxWorld, call: Call, source: unknown, field: string): Promise<ApiAnswer<SandboxFile>> {
  const reference = textOf(source)
  const partName = reference.startsWith('attach://') ? reference.slice('attach://'.length) : field
  const part = call.uploads.find((one) => one.field === partName)
  if (part) return part.content.length > 0 ? success(await world.contents.keep(part)) : refusals.fileEmpty
  const known = world.state.files.get(reference)
  if (known) return success(known)
  if (reference === '') return badRequest(`there is no ${field} in the request`)
  return refusals.wrongFile
}

function sendMedia(kind: MediaKind): BotMethod {
  return async (world, call) => {
    const prepared = await prepareSend(world, call)
    if (!prepared.ok) return prepared
    const { caption, parse_mode: parseMode, caption_entities: entities } = call.params
    const text = readCaption({ text: caption, parseMode, entities })
    if (!text.ok) return text
    const file = await findFile(world, call, call.params[kind], kind)
    if (!file.ok) return file
    return success(placeMessage(world, prepared.result, { ...mediaFields(kind, file.result), ...captionFields(text.result) }))
  }
}

interface InputMedia {
  type?: string
  media?: string
  caption?: string
  parse_mode?: string
  caption_entities?: unknown
}

const sendMediaGroup: BotMethod = async (world, call) => {
  const prepared = await prepareSend(world, call)
  if (!prepared.ok) return prepared
  const items = Array.isArray(call.params.media) ? (call.params.media as InputMedia[]) : []
  if (items.length < 1 || items.length > 10) return badRequest('group send failed: wrong number of media')
  const kinds = new Set(items.map((item) => (item.type === 'document' || item.type === 'audio' ? item.type : 'photo or video')))
  if (kinds.size > 1) return badRequest(`${kinds.has('document') ? 'document' : 'audio'} can't be mixed with other media types`)
  const contents: Partial<Message>[] = []
  for (const item of items) {
    const kind = item.type === 'photo' || item.type === 'video' || item.type === 'audio' ? item.type : 'document'
    const text = readCaption({ text: item.caption, parseMode: item.parse_mode, entities: item.caption_entities })
    if (!text.ok) return text
    const file = await findFile(world, call, item.media, kind)
    if (!file.ok) return file
    contents.push({ ...mediaFields(kind, file.result), ...captionFields(text.result) })
  }
  const albumId = contents.length > 1 ? { media_group_id: `13${world.state.nextMessageId()}` } : {}
  return success(contents.map((content) => placeMessage(world, prepared.result, { ...content, ...albumId })))
}

/** How long the sign of typing stays when no message follows. */
const typingMs = 5000

const sendChatAction: BotMethod = async (world, { params }) => {
  const chat = await findReachableChat(world, params.chat_id)
  if (!chat.ok) return chat
  if (textOf(params.action) === '') return badRequest('wrong parameter action in request')
  const { result } = chat
  result.typing = true
  world.state.changed(result, false)
  setTimeout(() => {
    if (!result.typing) return
    result.typing = false
    world.state.changed(result, false)
  }, typingMs).unref()
  return success(true)
}

const sendContact: BotMethod = async (world, call) => {
  const prepared = await prepareSend(world, call)
  if (!prepared.ok) return prepared
  const contact = { phone_number: textOf(call.params.phone_number), first_name: textOf(call.params.first_name) }
  return success(placeMessage(world, prepared.result, { contact }))
}

export const sendingMethods: MethodTable = {
  sendMessage, sendMediaGroup, sendChatAction, sendContact,
  sendPhoto: sendMedia('photo'),
  sendDocument: sendMedia('document'),
  sendVoice: sendMedia('voice'),
  sendVideo: sendMedia('video'),
  sendAudio: sendMedia('audio'),
}
