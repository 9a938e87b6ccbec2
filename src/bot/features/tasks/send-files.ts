import { InputFile } from 'grammy'
import { endingOf } from '../../../modules/attachments/attachment.js'
import type { LinkedContext } from '../../context.js'

const asPhoto = new Set(['jpg', 'jpeg', 'png', 'webp'])
const largestPhoto = 10 * 1024 * 1024

/** Sends the evidence of a report into the chat of someone who may see it; the service asks that. */
export async function sendFiles(ctx: LinkedContext, fileIds: readonly string[]): Promise<void> {
  const chatId = ctx.chatId
  if (chatId === undefined) return
  for (const id of fileIds) {
    const read = await ctx.services.attachments.read(ctx.actor, id)
    if (!read.ok) {
      await ctx.screen.send({ text: ctx.problemText(read.problem) })
      continue
    }
    const { attachment, content } = read.value
    const file = new InputFile(content, attachment.name)
    const isPhoto = asPhoto.has(endingOf(attachment.name, attachment.mime) ?? '') && content.length <= largestPhoto
    await (isPhoto ? ctx.api.sendPhoto(chatId, file) : ctx.api.sendDocument(chatId, file))
  }
}
