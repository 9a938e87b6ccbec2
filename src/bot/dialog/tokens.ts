import type { Button } from '../../core/screen.js'

/** Data of a dialogue's buttons: `d:<question>:<value>`; the question's token tells an open question from a closed one. */
const prefix = 'd'
const resume = `${prefix}:go-on`

export interface DialogPress {
  token: string
  value: string
}

export function dialogButton(label: string, token: string, value: string): Button {
  return { label, data: `${prefix}:${token}:${value}` }
}

export function resumeButton(label: string): Button {
  return { label, data: resume }
}

export function isResume(data: string): boolean {
  return data === resume
}

export function isDialogData(data: string): boolean {
  return data.startsWith(`${prefix}:`)
}

export function parsePress(data: string): DialogPress | null {
  const [start, token, value] = data.split(':')
  return start === prefix && token !== undefined && value !== undefined ? { token, value } : null
}
