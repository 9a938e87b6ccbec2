import type { Screen } from '../core/screen.js'
import type { SendOutcome } from '../modules/deliveries/delivery-service.js'
import type { Delivery } from '../modules/deliveries/delivery.js'
import type { Recipient } from '../modules/deliveries/send-rules.js'

/** Everything around the rows of one batch that the sender looks up. */
export interface DeliveryDesk {
  /** Who gets it now: whoever stands in for an absent curator, else the one it was planned for. */
  addresseeOf?(delivery: Delivery): Promise<string>
  recipientOf(delivery: Delivery): Promise<Recipient | null>
  /** Is its cause still there? */
  isRelevant(delivery: Delivery): Promise<boolean>
  render(delivery: Delivery): Promise<Screen>
}

export type OutgoingScreen = Screen & { silent?: boolean }
export type Send = (chatId: number, screen: OutgoingScreen) => Promise<SendOutcome>

/** A row that is to leave now. */
export interface Outgoing {
  delivery: Delivery
  chatId: number
  screen: OutgoingScreen
}
