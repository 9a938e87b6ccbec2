/** Asks the messenger once for the bot's user name, which one-time links carry; a failed try is repeated at the next call. */
export function createBotName({ token, apiRoot }: { token: string; apiRoot: string }): () => Promise<string> {
  let known: Promise<string> | null = null

  async function ask(): Promise<string> {
    const response = await fetch(`${apiRoot}/bot${token}/getMe`)
    const body = (await response.json()) as { ok: boolean; result?: { username?: string } }
    if (!body.ok || !body.result?.username) throw new Error(`the messenger refused getMe with ${response.status}`)
    return body.result.username
  }

  return () => {
    known ??= ask().catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }
}
