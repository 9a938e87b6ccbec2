/** A button under a message: an action of ours (at most 64 bytes), or an address to open. */
export type Button = { label: string; data: string } | { label: string; url: string }

/** What a person sees: HTML (escaped by the view that made it) and rows of buttons. No messenger's own types. */
export interface Screen {
  text: string
  buttons?: Button[][]
}

/** Lays buttons out in rows of at most `width`. */
export function inRows(buttons: readonly Button[], width: number): Button[][] {
  const rows: Button[][] = []
  for (let at = 0; at < buttons.length; at += width) rows.push(buttons.slice(at, at + width))
  return rows
}
