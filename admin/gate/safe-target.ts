/** A path inside the panel, so that `next` leads nowhere else. */
export function safeTarget(next: unknown, base: string): string {
  const isOwn = typeof next === 'string' && (next === base || next.startsWith(`${base}/`))
  return isOwn && !/[\\\s]|\/\/|\.\./.test(next) ? next : base
}
