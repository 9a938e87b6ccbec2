import type { Guard } from '../options.js'

/** Named points of one send at which a process can be ordered to die or to freeze; the fifth, «taken, not yet answered», is the judge's. */
export const points = ['before-claim', 'after-claim', 'before-begin', 'before-send', 'before-save'] as const
export type Point = (typeof points)[number]

export interface Moment {
  point: Point
  /** The so-manieth time that it is reached. */
  time: number
}

/** What the test tells a process when it starts it. */
export interface WorkerOrders {
  name: string
  without: Guard[]
  killAt?: Moment
  freezeAt?: Moment
}

/** What a process tells the test. */
export interface ToParent {
  say: 'ready' | 'frozen' | 'stopped' | 'done'
}

/** What the process that lives through meetings is given. */
export interface MeetingOrders {
  seed: number
  /** Numbers of the lives to go through, the last one left out. */
  from: number
  to: number
  /** The curator's actor. */
  curator: object
  pairId: string
  kind: string
  /** Instants at which meetings may be, milliseconds. */
  hours: number[]
}
