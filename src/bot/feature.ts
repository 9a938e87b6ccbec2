import type { Menu } from '@grammyjs/menu'
import type { Button } from '../core/screen.js'
import type { CallbackRoute } from './callbacks/codec.js'
import type { BotContext, Handler, LinkedContext } from './context.js'
import type { Dialog } from './dialog/dialog.js'

/** A dialogue: asks, waits, validates, calls one service through `dialog.run`, shows the result. */
export interface Dialogue {
  id: string
  /** Raise it when the order of its questions changes: open ones are then dropped, drafts stay. */
  version?: number
  /** True when its answers are kept by a service: leaving it loses nothing, and `/cancel` says so. */
  keepsDraft?: boolean
  /** Text key of the button that goes on with it after another button; «Продолжить» by default. */
  resumeLabel?: string
  build(dialog: Dialog, args: Record<string, string | null>): Promise<void>
}

/** What a feature shows on the home screen. */
export interface HomePart {
  lines: string[]
  buttons: Button[]
  /** What is waited for from this person: stands before all other buttons. */
  first?: Button[]
  /** Buttons that are seldom needed: behind «Ещё». */
  more?: Button[]
}

export interface HomeSection {
  /** Place on the screen: 10 for the pair, 20 meetings, 30 tasks, 40 what waits, 50 surveys, 80 papers, 90 settings. */
  order: number
  build(ctx: LinkedContext): Promise<HomePart | null>
}

/** A menu of grammY's: a screen of a few buttons whose labels show the present state. Its id has at most four letters (64 bytes hold all). */
export interface FeatureMenu {
  id: string
  menu: Menu<BotContext>
  /** Ids of the menus that are registered with it. */
  inner?: string[]
}

/** One feature of the bot. All are listed, in order, in `features/index.ts`. */
export interface Feature {
  /** Of the six commands of the menu. */
  commands?: Record<string, Handler>
  /** `/start <payload>`: returns false when the payload is not its own. */
  onStart?: (ctx: BotContext, payload: string) => Promise<boolean>
  callbacks?: CallbackRoute[]
  menus?: FeatureMenu[]
  dialogues?: Dialogue[]
  home?: HomeSection[]
}
