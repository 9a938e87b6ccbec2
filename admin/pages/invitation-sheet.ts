import QRCode from 'qrcode'
import type { IssuedInvitation } from '../../src/modules/invitations/invitation-service.js'
import type { InvitationSheet } from '../actions/panel-action.js'
import type { PanelTexts } from '../texts.js'
import { formatInstant } from './format.js'

interface Given {
  texts: PanelTexts
  organisation: { shortName: string; zone: string }
  /** True where the sandbox stands in for the messenger. */
  hasSandbox: boolean
}

/** A code that the printer may spoil a little: level M, four quiet modules. */
const qrOptions = { errorCorrectionLevel: 'M', margin: 4, type: 'svg' } as const

/** Makes the printable sheet of a link that was just issued (IMPL-04). */
export async function makeInvitationSheet(issued: IssuedInvitation, { texts, organisation, hasSandbox }: Given): Promise<InvitationSheet> {
  const { name, role, link, expiresAt } = issued
  const svg = await QRCode.toString(link, qrOptions)
  const token = new URL(link).searchParams.get('start') ?? ''
  return {
    name,
    role: texts.text(`rolesAs.${role}`),
    organisation: organisation.shortName,
    link,
    qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
    until: texts.text('sheets.until', { until: formatInstant(expiresAt, organisation.zone) }),
    sandbox: hasSandbox ? `/sandbox?start=${encodeURIComponent(token)}` : null,
  }
}
