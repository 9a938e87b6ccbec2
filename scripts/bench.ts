import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchEmbedded } from '../src/db/embedded/launch.js'
import '../src/db/connection.js'
import { createSay, loadTexts } from '../src/texts.js'
import { measureClaim } from './bench/claims.js'
import { measureIdle } from './bench/idle.js'
import { measureProgram } from './bench/program.js'
import { measureSurvey } from './bench/survey.js'

interface Line {
  figure: string
  goal: string
  reached: string
}

const texts = loadTexts('commands')
const say = createSay(texts)
const line = (key: string, goal: string, reached: string): Line => ({ figure: texts(`bench-${key}`), goal, reached })

/** Each line is shown as soon as it is known: the whole run takes minutes on a busy machine. */
function show(...lines: Line[]): void {
  for (const { figure, goal, reached } of lines) process.stdout.write(`${figure.padEnd(60)}  ${goal.padStart(12)}  ${reached.padStart(12)}\n`)
}

async function measureAll(uri: string, dataDir: string): Promise<void> {
  const unknown = texts('bench-unknown')
  const survey = await measureSurvey(uri, 'bench_survey')
  show(
    line('state-growth', '<= 1.2', (survey.late / survey.early).toFixed(2)),
    line('state-bytes', '<= 2048', String(survey.late)),
    line('commands', '', String(survey.commands)),
    line('to-inbox-echo', '>= 0.4', survey.toInboxEcho.toFixed(2)),
    line('to-bare-echo', '', survey.toBareEcho.toFixed(2)),
    line('per-second', texts('bench-here'), survey.perSecond.toFixed(0)),
  )
  process.stderr.write(`${JSON.stringify(survey.detail)}\n`)
  const few = await measureClaim(uri, 'bench_few', 10_000)
  const many = await measureClaim(uri, 'bench_many', 100_000)
  show(line('claim-few', '', String(few ?? unknown)), line('claim-many', few === null ? '' : `<= ${Math.ceil(few * 1.2)}`, String(many ?? unknown)))
  show(line('idle', '', String(await measureIdle(uri, 'bench_idle', dataDir))))
  const program = await measureProgram(join(dataDir, 'program'))
  show(line('second-start', '<= 10', program.secondStartSeconds.toFixed(1)), line('memory', '<= 350', String(program.residentMegabytes ?? unknown)))
}

const dataDir = mkdtempSync(join(tmpdir(), 'nastavnik-bench-'))
const server = await launchEmbedded({ dataDir, env: process.env, say, keepsData: false })
if (!server.ok) {
  say(`problem-${server.problem.code}`)
  process.exit(1)
}
try {
  show({ figure: texts('bench-title'), goal: texts('bench-goal'), reached: texts('bench-reached') })
  await measureAll(server.value.uri, dataDir)
} finally {
  await server.value.release()
  rmSync(dataDir, { recursive: true, force: true })
}
process.exit(0)
