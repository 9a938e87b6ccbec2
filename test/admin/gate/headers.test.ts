import { readFileSync } from 'node:fs'
import { request as ask } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isOwnRequest } from '../../../src/http/same-origin.js'
import { PageShapeError, securePage } from '../../../admin/gate/page-state.js'
import { testDatabase, type TestDatabase } from '../../support/database.js'
import { formOf, testPanel, visitor, type TestPanel, type Visitor } from '../../support/panel.js'

let database: TestDatabase
let panel: TestPanel
let person: Visitor

beforeAll(async () => {
  database = await testDatabase()
  panel = await testPanel(database, {
    openFile: async (user, id) => {
      const { Readable } = await import('node:stream')
      return id === 'mine' && user.role === 'sysadmin' ? { name: 'Лист.html', mime: 'text/html', size: 4, stream: Readable.from(['<b/>']) } : null
    },
  })
  person = visitor(panel.url)
  await person.signIn(await panel.openAccount('sysadmin'))
})
afterAll(async () => {
  await panel.close()
  await database.drop()
})

describe('pages', () => {
  it('[IMPL-18] carry a content policy with a nonce of their own and ask nothing of foreign hosts', async () => {
    const response = await person.get('/admin')
    const page = await response.text()
    const policy = response.headers.get('content-security-policy') ?? ''
    const nonce = /script-src 'nonce-([^']+)' 'strict-dynamic'/.exec(policy)?.[1]
    expect(response.status).toBe(200)
    expect(nonce).toBeTruthy()
    expect(policy).toContain("frame-ancestors 'none'")
    const scripts = page.match(/<script[^>]*>/g) ?? []
    expect(scripts.length).toBeGreaterThan(4)
    expect(scripts.every((tag) => tag.includes(`nonce="${nonce}"`))).toBe(true)
    expect(page).not.toContain('googleapis')
    expect(await (await person.get('/admin')).text()).not.toContain(String(nonce))
  })

  it('serve every script before login, under an address that changes with its content', async () => {
    const page = await (await person.get('/admin')).text()
    const addresses = [...page.matchAll(/src="(\/admin\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '')
    expect(addresses).toHaveLength(4)
    for (const address of [...addresses, /href="(\/admin\/assets\/[^"]+panel\.css)"/.exec(page)?.[1] ?? '']) {
      const asset = await visitor(panel.url).get(address)
      expect(asset.status).toBe(200)
      expect(asset.headers.get('cache-control')).toContain('immutable')
      expect((await asset.text()).length).toBeGreaterThan(1000)
    }
  })

  it('[IMPL-18] keep a name with a script in it harmless', async () => {
    const html = readFixture()
    const page = securePage(html.replace('"EMAIL"', JSON.stringify('</script><script>alert(1)</script>')), 'n0', new Map())
    expect(page).not.toContain('</script><script>alert')
    expect(page).toContain('\\u003c/script>\\u003cscript>alert(1)')
  })

  it('are not sent when AdminJS has changed their shape', () => {
    expect(() => securePage('<html></html>', 'n0', new Map())).toThrow(PageShapeError)
    const template = readFileSync('node_modules/adminjs/lib/frontend/layout-template.js', 'utf8')
    expect(template).toContain('window.REDUX_STATE = ${JSON.stringify(reduxState)};\n        window.THEME = ')
  })
})

function readFixture(): string {
  return `<html lang=ru><head>
      <script>
        window.REDUX_STATE = {"email":"EMAIL"};
        window.THEME = {};
      </script>
      <link rel="stylesheet" href="https://fonts.googleapis.com/css?family=Roboto:300" type="text/css">
</head><body><div id="app" /></body></html>`
}

describe('requests of other sites', () => {
  const own = 'http://127.0.0.1:3000'
  it.each([
    [{ site: 'same-origin', origin: own }, true],
    [{ site: 'cross-site', origin: own }, false],
    [{ site: 'same-site', origin: own }, false],
    [{ site: 'cross-site' }, false],
    [{ origin: 'https://evil.example' }, false],
    [{ origin: 'null' }, false],
    [{ origin: 'http://localhost:3000' }, true],
    [{ origin: 'http://[::1]:3000' }, true],
    [{ origin: 'http://localhost:4000' }, false],
    [{ origin: 'http://127.0.0.1.evil.example:3000' }, false],
    [{}, true],
  ])('[IMPL-18] are judged by their headers: %j', (headers, expected) => {
    expect(isOwnRequest({ host: '127.0.0.1:3000', ...headers }, own)).toBe(expected)
  })

  it('[IMPL-18] an unencrypted page of the same name is another origin', () => {
    for (const [origin, expected] of [['https://school.example', true], ['http://school.example', false], ['https://school.example:80', false]] as const)
      expect([origin, isOwnRequest({ host: 'school.example', origin }, 'https://school.example')]).toEqual([origin, expected])
  })

  it('[IMPL-18] change nothing, wherever they go', async () => {
    for (const path of ['/admin/login', '/admin/logout', '/admin/api/resources/Account/actions/open']) {
      const refused = await person.post(path, {}, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })
      expect(refused.status).toBe(403)
    }
    expect((await person.get('/admin/api/dashboard')).status).toBe(200)
  })
})

describe('without login', () => {
  it('[IMPL-18] data is answered 401 and a posted body is not read', async () => {
    const guest = visitor(panel.url)
    expect((await guest.get('/admin/api/resources/Account/actions/list')).status).toBe(401)
    const refused = await guest.post('/admin/api/resources/Account/actions/open', formOf({ email: 'x@y.ru' }))
    expect(refused.status).toBe(401)
    expect((await guest.get('/admin/files/mine')).status).toBe(302)
  })

  it('[IMPL-18] a posted body that nobody may send is answered before it has come: without login, without the right, and what is too large', async () => {
    const held = (path: string, cookie: string, length: number) =>
      new Promise<number>((resolve, reject) => {
        const headers = { cookie, origin: panel.url, 'content-type': 'multipart/form-data; boundary=b', 'content-length': String(length) }
        const asked = ask(panel.url + path, { method: 'POST', headers }, (answer) => {
          resolve(answer.statusCode ?? 0)
          asked.destroy()
        })
        asked.on('error', reject)
        asked.write('--b\r\n')
      })
    expect(await held('/admin/api/resources/Account/actions/open', '', 20_000_000)).toBe(401)
    expect(await held('/admin/api/resources/Account/actions/open', person.cookie, 26 * 1024 * 1024)).toBe(413)
    expect(await held('/admin/api/resources/Account/actions/nothing', person.cookie, 20_000_000)).toBe(404)
    const psychologist = visitor(panel.url)
    await psychologist.signIn(await panel.openAccount('psychologist'))
    expect(await held('/admin/api/resources/Account/actions/open', psychologist.cookie, 20_000_000)).toBeLessThan(500)
  }, 5_000)
})

describe('errors', () => {
  it('[IMPL-18] are Russian pages without a stack', async () => {
    for (const path of ['/admin/resources/Nothing', '/admin/resources/Account/actions/nothing', '/admin/pages/nothing', '/admin/x/y', '/admin/resources/Account/bulk/bulkDelete?recordIds=1']) {
      const response = await person.get(path)
      const page = await response.text()
      expect(response.status).toBe(404)
      expect(page).toContain('Такой страницы нет')
      expect(page).not.toMatch(/at .+\.js|Error/)
    }
  })
})

describe('files', () => {
  it('[IMPL-18] are given after the access check only, and a page among them is never opened', async () => {
    const sent = await person.get('/admin/files/mine')
    expect(sent.headers.get('content-type')).toBe('application/octet-stream')
    expect(sent.headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''%D0%9B/)
    expect(sent.headers.get('content-security-policy')).toContain('sandbox')
    expect((await person.get('/admin/files/foreign')).status).toBe(404)
  })
})
