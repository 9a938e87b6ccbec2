import { drawForm, type GateField } from './forms.js'
import { escapeHtml } from './html.js'
import type { PageFrame } from './page-frame.js'

interface Shape {
  base: string
  action: string
  error: string | null
}

export interface AccessPages {
  password(shape: Shape): string
  codeStart(shape: Shape): string
  codeConfirm(shape: Shape & { picture: string; secret: string }): string
  codeOff(shape: Shape): string
  linkOn(shape: Shape): string
  linkOff(shape: Shape): string
  leave(shape: Shape): string
  spareCodes(given: { base: string; codes: string[] }): string
  done(given: { base: string; what: 'password' | 'codeOff' | 'linkOn' | 'linkOff' }): string
}

/** The secret in groups of four, to be typed where the picture cannot be taken. */
const inGroups = (secret: string) => (secret.match(/.{1,4}/g) ?? []).join(' ')

/** Builds the small pages on which somebody changes the own login. */
export function createAccessPages(frame: PageFrame, texts: (key: string) => string): AccessPages {
  const text = (key: string) => escapeHtml(texts(`access.${key}`))
  const back = (base: string) => `<p class="way"><a href="${escapeHtml(base)}/pages/access">${text('back')}</a></p>`
  const page = (base: string, key: string, ...parts: string[]) => frame(texts(`access.${key}.title`), `<h1>${text(`${key}.title`)}</h1><p class="lead">${text(`${key}.lead`)}</p>${parts.join('\n')}${back(base)}`)
  const old: GateField = { name: 'password', label: texts('access.ownPassword'), type: 'password', autocomplete: 'current-password' }
  const fresh: GateField = { name: 'fresh', label: texts('access.password.fresh'), hint: texts('access.password.hint'), type: 'password', autocomplete: 'new-password' }
  const code: GateField = { name: 'code', label: texts('access.codeConfirm.field'), type: 'text', autocomplete: 'one-time-code', most: 10, isNumeric: true }
  const form = ({ action, error }: Shape, key: string, fields: GateField[]) => drawForm({ action, error, fields, submit: texts(`access.${key}.submit`) })

  return {
    password: (shape) => page(shape.base, 'password', form(shape, 'password', [old, fresh])),
    codeStart: (shape) => page(shape.base, 'codeStart', form(shape, 'codeStart', [old])),
    codeConfirm: (shape) =>
      page(
        shape.base,
        'codeConfirm',
        `<p class="picture"><img src="${shape.picture}" width="240" height="240" alt="${text('codeConfirm.picture')}"></p>`,
        `<details><summary>${text('codeConfirm.byHand')}</summary><p class="secret">${escapeHtml(inGroups(shape.secret))}</p></details>`,
        form(shape, 'codeConfirm', [code]),
      ),
    codeOff: (shape) => page(shape.base, 'codeOff', form(shape, 'codeOff', [old])),
    linkOn: (shape) => page(shape.base, 'linkOn', form(shape, 'linkOn', [old])),
    linkOff: (shape) => page(shape.base, 'linkOff', form(shape, 'linkOff', [old])),
    leave: (shape) => page(shape.base, 'leave', form(shape, 'leave', [])),
    spareCodes: ({ base, codes }) => page(base, 'spareCodes', `<ol class="codes">${codes.map((one) => `<li>${escapeHtml(one)}</li>`).join('')}</ol>`),
    done: ({ base, what }) => page(base, `${what}Done`),
  }
}
