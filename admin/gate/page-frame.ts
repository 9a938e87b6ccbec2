import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../src/paths.js'
import { escapeHtml } from './html.js'

export type PageFrame = (title: string, body: string) => string

/** Builds the frame of the pages outside AdminJS: login and errors. */
export function createPageFrame(css: string, product: string): PageFrame {
  return (title, body) => `<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} · ${escapeHtml(product)}</title>
<style>${css}</style>
</head>
<body>
<main>
<p class="brand"><span class="mark" aria-hidden="true"></span>${escapeHtml(product)}</p>
${body}
</main>
</body>
</html>
`
}

/** Reads the style and builds the frame. */
export function loadPageFrame(product: string): PageFrame {
  return createPageFrame(readFileSync(join(projectRoot, 'admin', 'gate', 'gate.css'), 'utf8'), product)
}
