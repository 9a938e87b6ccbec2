/** What came over the wire is not surely whole. */
interface WithChat {
  chat?: { id: number }
}
interface WithSender {
  from?: { id: number }
}

/** The parts of an update that tell whose it is. */
interface Addressed {
  update_id: number
  message?: WithChat & WithSender
  edited_message?: WithChat & WithSender
  callback_query?: WithSender & { message?: WithChat }
  my_chat_member?: WithChat & WithSender
}

/** What belongs to one person is done in order: by chat, else by sender, else alone. */
export function chatKeyOf(update: { update_id: number }): string {
  const { message, edited_message, callback_query, my_chat_member } = update as Addressed
  const place = message ?? edited_message ?? callback_query?.message ?? my_chat_member
  const id = place?.chat?.id ?? callback_query?.from?.id
  return id === undefined ? `update ${update.update_id}` : String(id)
}
