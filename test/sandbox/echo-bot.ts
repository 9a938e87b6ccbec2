import { Bot, InlineKeyboard, Keyboard } from 'grammy'

/** A small bot with one of everything: greeting, buttons, edits, deletions, files, a reply keyboard. */
export function createEchoBot(token: string, apiRoot: string): Bot {
  const bot = new Bot(token, { client: { apiRoot } })
  const main = () => new InlineKeyboard().text('Мои задачи', 'tasks').text('Удалить', 'delete').row().url('Открыть панель', 'http://127.0.0.1:3000/admin')

  bot.on('my_chat_member', async (ctx) => {
    if (ctx.chat.type === 'private') return
    await ctx.reply('Я работаю только в личных чатах')
    await ctx.leaveChat()
  })
  bot.command('start', (ctx) => ctx.reply(`Здравствуйте, <b>${ctx.from?.first_name ?? ''}</b>! ${ctx.match ? `Приглашение: ${ctx.match}` : 'Это бот наставничества.'}`, {
    parse_mode: 'HTML', reply_markup: main(),
  }))
  bot.command('keys', (ctx) => ctx.reply('Вот кнопки внизу', { reply_markup: new Keyboard().text('Сегодня').text('Завтра').row().text('Другая дата').resized() }))
  bot.command('think', async (ctx) => {
    await ctx.replyWithChatAction('typing')
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await ctx.reply('Подумал')
  })
  bot.callbackQuery('tasks', async (ctx) => {
    await ctx.answerCallbackQuery('Список обновлён')
    await ctx.editMessageText('Задачи: 2 на этой неделе', { reply_markup: new InlineKeyboard().text('Выполнено (2)', 'done') })
  })
  bot.callbackQuery('done', async (ctx) => {
    await ctx.answerCallbackQuery({ text: 'Отмечено', show_alert: true })
    await ctx.editMessageReplyMarkup()
  })
  bot.callbackQuery('delete', async (ctx) => {
    await ctx.deleteMessage()
    await ctx.answerCallbackQuery()
  })
  bot.on('message:photo', (ctx) => ctx.reply(`Фото${ctx.message.media_group_id ? ' из альбома' : ''}: ${ctx.message.caption ?? 'без подписи'}`))
  bot.on('message:document', async (ctx) => {
    const file = await ctx.getFile()
    const bytes = await (await fetch(`${apiRoot}/file/bot${token}/${file.file_path ?? ''}`)).text()
    await ctx.reply(`Файл ${ctx.message.document.file_name ?? ''}: ${bytes}`)
  })
  bot.on('message:sticker', (ctx) => ctx.reply(`Наклейка ${ctx.message.sticker.emoji ?? ''}`))
  bot.on('message:contact', (ctx) => ctx.reply(`Контакт ${ctx.message.contact.phone_number}`))
  bot.on('edited_message:text', (ctx) => ctx.reply(`Исправлено: ${ctx.editedMessage.text}`))
  bot.on('message:text', async (ctx) => {
    await ctx.replyWithChatAction('typing')
    await ctx.reply(`Вы написали: ${ctx.message.text}`)
  })
  bot.catch(() => undefined)
  return bot
}
