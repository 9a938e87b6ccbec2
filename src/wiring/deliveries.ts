import type { Connection } from 'mongoose'
import type { Kernel } from '../core/kernel.js'
import { createDeliveryService, type DeliveryService } from '../modules/deliveries/delivery-service.js'
import { sendingRules, type SendingSettings } from '../sending-settings.js'
import type { Services } from '../services.js'

interface Given {
  connection: Connection
  kernel: Kernel
  services: Services
  sending: SendingSettings
}

/** Joins messages with the people whose chats they find closed, and with the curators who then phone. */
export function wireDeliveries({ connection, kernel, services, sending }: Given): DeliveryService {
  return createDeliveryService({
    connection,
    kernel,
    rules: sendingRules(sending),
    markUnreachable: (personId, chatId) => services.people.markUnreachable(personId, chatId),
    zoneOf: (organisationId) => services.organisations.zoneOf(organisationId),
    curatorsOf: async (organisationId) => (await services.people.withRole(organisationId, 'curator')).map(({ id }) => id),
  })
}
