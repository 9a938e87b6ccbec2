import { ok, refuse, type Result } from '../src/core/result.js'
import { staffRoles, type StaffRole } from '../src/modules/accounts/account.js'
import type { AccountService, AccountWithPassword } from '../src/modules/accounts/account-service.js'
import { runCommand } from './command.js'
import { openApp, operator } from './open-app.js'

type Told = { email: string; password?: string }

const email = { type: 'string', required: true } as const
const print = (told: Told) => [[told.email, told.password].filter(Boolean).join('  ')]

function tell(done: Result<AccountWithPassword>): Result<Told> {
  return done.ok ? ok({ email: done.value.account.email, password: done.value.password }) : done
}

async function idOf(accounts: AccountService, wanted: string): Promise<string | null> {
  return (await accounts.findByEmail(operator(), wanted))?.id ?? null
}

await runCommand('account', {
  create: {
    options: { email, role: { type: 'string', required: true, values: staffRoles }, org: { type: 'string' } },
    async run(context, given) {
      const { accounts } = openApp(context).services
      const organisationId = given.maybe('org') ?? null
      return tell(await accounts.create(operator(), { email: given.text('email'), role: given.text('role') as StaffRole, organisationId }))
    },
    print,
  },
  reset: {
    options: { email },
    async run(context, given) {
      const { accounts } = openApp(context).services
      const id = await idOf(accounts, given.text('email'))
      return id ? tell(await accounts.reset(operator(), id)) : refuse('account-not-found')
    },
    print,
  },
  close: {
    options: { email },
    async run(context, given) {
      const { accounts } = openApp(context).services
      const id = await idOf(accounts, given.text('email'))
      const closed = id ? await accounts.close(operator(), id) : refuse('account-not-found')
      return closed.ok ? ok({ email: closed.value.email }) : closed
    },
    print,
  },
})
