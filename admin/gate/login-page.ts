import { drawForm, type GateField } from './forms.js'
import { escapeHtml } from './html.js'
import type { PageFrame } from './page-frame.js'

export interface LoginPages {
  login(state: { base: string; action: string; email: string; error: string | null }): string
  code(state: { base: string; action: string; error: string | null }): string
  askLink(state: { base: string; action: string; email: string }): string
  asked(state: { base: string }): string
  link(state: { base: string; action: string; look: 'good' | 'elsewhere' | 'gone' }): string
}

/** Builds the pages on the way in; the typed e-mail survives an error, and the cursor stands where the next sign goes. */
export function createLoginPages(frame: PageFrame, texts: (key: string) => string): LoginPages {
  const text = (key: string) => escapeHtml(texts(`login.${key}`))
  const head = (key: string) => `<h1>${text(`${key}.title`)}</h1><p class="lead">${text(`${key}.lead`)}</p>`
  const hint = (key: string) => `<p class="hint">${text(key)}</p>`
  const way = (href: string, key: string) => `<p class="way"><a href="${escapeHtml(href)}">${text(key)}</a></p>`
  const email = (value: string): GateField => ({ name: 'email', label: texts('login.email'), type: 'email', autocomplete: 'username', most: 254, value })
  const password: GateField = { name: 'password', label: texts('login.password'), type: 'password', autocomplete: 'current-password' }
  const code: GateField = { name: 'code', label: texts('login.code.field'), hint: texts('login.code.hint'), type: 'text', autocomplete: 'one-time-code', most: 40 }
  const page = (key: string, ...parts: string[]) => frame(texts(`login.${key}.title`), head(key) + parts.join('\n'))

  return {
    login: ({ base, action, email: typed, error }) =>
      page('password-page', drawForm({ action, fields: [email(typed), password], submit: texts('login.submit'), error }), way(`${base}/login/telegram`, 'byLink'), hint('hint')),
    code: ({ base, action, error }) => page('code', drawForm({ action, fields: [code], submit: texts('login.submit'), error }), hint('code.lost'), way(`${base}/login`, 'anew')),
    askLink: ({ base, action, email: typed }) => page('ask', drawForm({ action, fields: [email(typed)], submit: texts('login.ask.submit') }), hint('ask.hint'), way(`${base}/login`, 'byPassword')),
    asked: ({ base }) => page('asked', hint('asked.hint'), way(`${base}/login/telegram`, 'asked.again'), way(`${base}/login`, 'byPassword')),
    link({ base, action, look }) {
      if (look === 'good') return page('link-good', drawForm({ action, fields: [], submit: texts('login.submit') }))
      return page(`link-${look}`, look === 'gone' ? way(`${base}/login/telegram`, 'asked.again') : '', way(`${base}/login`, 'byPassword'))
    },
  }
}
