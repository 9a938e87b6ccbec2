import { escapeHtml } from './html.js'
import type { PageFrame } from './page-frame.js'

export type LoginPage = (state: { action: string; email: string; error: string | null }) => string

/** Builds the login page; the typed e-mail survives an error, and the cursor stands where the next sign goes. */
export function createLoginPage(frame: PageFrame, texts: (key: string) => string): LoginPage {
  const text = (key: string) => escapeHtml(texts(`login.${key}`))
  return ({ action, email, error }) => {
    const described = error ? ' aria-describedby="problem"' : ''
    const focusEmail = email === '' ? ' autofocus' : ''
    const focusPassword = email === '' ? '' : ' autofocus'
    return frame(
      texts('login.title'),
      `<h1>${text('title')}</h1>
<p class="lead">${text('lead')}</p>
${error ? `<p id="problem" class="problem" role="alert">${escapeHtml(error)}</p>` : ''}
<form method="post" action="${escapeHtml(action)}">
<label for="email">${text('email')}</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="${escapeHtml(email)}"${described}${focusEmail}>
<label for="password">${text('password')}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200"${described}${focusPassword}>
<button type="submit">${text('submit')}</button>
</form>
<p class="hint">${text('hint')}</p>`,
    )
  }
}
