import type { BotCommand, BotCommandScope } from 'grammy/types'
import { findReachableChat, toApiChat } from '../addressed-chat.js'
import { badRequest, refusals, success } from '../api-answer.js'
import { textOf } from '../call-parameters.js'
import { isDeepStrictEqual } from 'node:util'
import type { BotMethod, MethodTable } from '../world.js'

const fileLimit = 20 * 1024 * 1024
const maxCommands = 100

const scopeOf = (value: unknown): BotCommandScope => (typeof value === 'object' && value !== null ? (value as BotCommandScope) : { type: 'default' })

const setMyCommands: BotMethod = (world, { params }) => {
  const commands = Array.isArray(params.commands) ? (params.commands as BotCommand[]) : []
  if (commands.length > maxCommands) return badRequest('too many commands')
  for (const { command, description } of commands) {
    if (!/^\/?[a-z0-9_]{1,32}$/.test(textOf(command))) return badRequest('BOT_COMMAND_INVALID')
    if (textOf(description).length < 1 || textOf(description).length > 256) return badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
  }
  const own = { scope: scopeOf(params.scope), language: textOf(params.language_code), commands }
  const others = world.state.meta().commands.filter((set) => !isDeepStrictEqual(set.scope, own.scope) || set.language !== own.language)
  world.state.changeMeta({ commands: commands.length > 0 ? [...others, own] : others })
  return success(true)
}

const getMyCommands: BotMethod = (world, { params }) => {
  const scope = scopeOf(params.scope)
  const set = world.state.meta().commands.find((one) => isDeepStrictEqual(one.scope, scope) && one.language === textOf(params.language_code))
  return success(set?.commands ?? [])
}

const getChat: BotMethod = async (world, { params }) => {
  const chat = await findReachableChat(world, params.chat_id)
  return chat.ok ? success({ ...toApiChat(world, chat.result), accent_color_id: 0, max_reaction_count: 11 }) : chat
}

const leaveChat: BotMethod = async (world, { params }) => {
  const chat = await findReachableChat(world, params.chat_id)
  if (!chat.ok) return chat
  if (chat.result.type === 'private') return badRequest("chat member status can't be changed in private chats")
  chat.result.started = false
  world.state.changed(chat.result, true)
  return success(true)
}

const getFile: BotMethod = (world, { params }) => {
  const file = world.state.files.get(textOf(params.file_id))
  if (!file) return refusals.wrongFile
  if (file.size > fileLimit) return refusals.fileTooBig
  return success({ file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.size, file_path: `documents/${file.fileId}` })
}

function setProfile(field: string): BotMethod {
  return (world, { params }) => {
    world.state.changeMeta({ profile: { ...world.state.meta().profile, [field]: textOf(params[field]) } })
    return success(true)
  }
}

function getProfile(field: string): BotMethod {
  return (world) => success({ [field]: world.state.meta().profile[field] ?? '' })
}

export const accountMethods: MethodTable = {
  getMe: (world) => success(world.bot),
  setMyCommands,
  getMyCommands,
  deleteMyCommands: (world, call) => setMyCommands(world, { ...call, params: { ...call.params, commands: [] } }),
  getChat,
  leaveChat,
  getFile,
  setMyName: setProfile('name'),
  getMyName: getProfile('name'),
  setMyDescription: setProfile('description'),
  getMyDescription: getProfile('description'),
  setMyShortDescription: setProfile('short_description'),
  getMyShortDescription: getProfile('short_description'),
  setChatMenuButton: () => success(true),
  logOut: () => success(true),
  close: () => success(true),
}
