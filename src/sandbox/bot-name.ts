/** User name of the bot that the sandbox stands in for. */
export const sandboxBotName = 'nastavnik_demo_bot'
