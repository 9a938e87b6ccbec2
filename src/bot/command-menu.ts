import { createHash } from 'node:crypto'
import type { Api } from 'grammy'
import type { Texts } from './texts.js'

/** The six commands of contract §5. */
export const menuCommands = ['start', 'tasks', 'help', 'data', 'settings', 'cancel'] as const

export interface RememberedHash {
  read(): Promise<string | null>
  write(hash: string): Promise<void>
}

const language = 'ru'

/** Tells the messenger the menu of commands, only when it differs from what was told last. */
export async function updateCommandMenu(api: Api, texts: Texts, botId: number, remembered: RememberedHash): Promise<boolean> {
  const commands = menuCommands.map((command) => ({ command, description: texts.t(`command-${command}`) }))
  const hash = createHash('sha256').update(JSON.stringify([botId, commands])).digest('hex')
  if ((await remembered.read()) === hash) return false
  const scope = { type: 'all_private_chats' } as const
  await api.setMyCommands(commands, { scope, language_code: language })
  await api.setMyCommands(commands, { scope })
  await remembered.write(hash)
  return true
}
