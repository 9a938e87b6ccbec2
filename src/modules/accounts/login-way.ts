/** How somebody came in: by password, by a link from the bot; each may have asked for a code besides. */
export const loginWays = ['password', 'link', 'password-code', 'link-code', 'password-spare', 'link-spare'] as const
export type LoginWay = (typeof loginWays)[number]
