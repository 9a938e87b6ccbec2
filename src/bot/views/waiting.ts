import { dayOf } from '../../core/dates.js'
import { inRows, type Button, type Screen } from '../../core/screen.js'
import type { WaitingLine } from '../../modules/waiting/waiting.js'
import { waitingCallbacks } from '../features/waiting/callbacks.js'
import type { TextArgs } from '../texts.js'
import { plainDay } from './dates.js'

export interface WaitingFace {
  t(key: string, args?: TextArgs): string
  now: Date
  zone: string
  /** Where the panel stands; empty where no address is known. */
  publicUrl: string
}

const mostLines = 5

/** The filtered list of the panel where the line is worked on. */
export function panelAddress(publicUrl: string, { resource, filter }: Pick<WaitingLine, 'resource' | 'filter'>): string {
  const query = new URLSearchParams(Object.entries(filter).map(([field, value]) => [`filters.${field}`, value]))
  return `${publicUrl}/admin/resources/${resource}?${query.toString()}`
}

/** Telegram takes no button that leads to a machine without a dot in its name. */
const takesButtons = (publicUrl: string) => publicUrl !== '' && new URL(publicUrl).hostname.includes('.')

function lineText({ t, now, zone }: WaitingFace, { code, count, since }: WaitingLine): string {
  const line = t(`waiting-${code}`, { count })
  return since ? t('waiting-since', { line, day: plainDay(dayOf(since, zone), dayOf(now, zone)) }) : line
}

/** Five lines from the given one on, the urgent first, each with its way into the panel. */
export function waitingScreen(face: WaitingFace, lines: readonly WaitingLine[], from: number): Screen {
  const { t, publicUrl } = face
  if (lines.length === 0) return { text: t('waiting-empty') }
  const shown = lines.slice(from, from + mostLines)
  const text = [t('waiting-head'), ...shown.map((line) => `• ${lineText(face, line)}`)]
  const links: Button[] = takesButtons(publicUrl) ? shown.map((line) => ({ label: t(`waiting-link-${line.code}`), url: panelAddress(publicUrl, line) })) : []
  const address = links.length === 0 && publicUrl !== '' ? [t('waiting-open-panel', { address: `${publicUrl}/admin` })] : []
  const rest = lines.length > from + mostLines ? [[waitingCallbacks.button(t('label-more'), 'show', String(from + mostLines))]] : []
  return { text: [...text, ...address].join('\n'), buttons: [...inRows(links, 2), ...rest] }
}
