import { dictionary } from '@zxcvbn-ts/language-common'
import { refuse, type Refusal } from '../../core/result.js'
import { longestPassword } from './password.js'

export const shortestChosenPassword = 12
const fewestDifferent = 5
const shortestContext = 4

const common = new Set(dictionary['passwords-common'])
/** Neighbouring keys of the Latin and of the Russian keyboard, and the alphabet. */
const rows = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '\u0439\u0446\u0443\u043a\u0435\u043d\u0433\u0448\u0449\u0437\u0445\u044a', '\u0444\u044b\u0432\u0430\u043f\u0440\u043e\u043b\u0434\u0436\u044d', '\u044f\u0447\u0441\u043c\u0438\u0442\u044c\u0431\u044e', 'abcdefghijklmnopqrstuvwxyz']
const runs = [...rows, ...rows.map((row) => [...row].reverse().join(''))]

/** What is left of a password without digits and signs around it. */
const coreOf = (password: string) => password.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')

function isRepeated(password: string): boolean {
  return /^(.{1,6}?)\1+.?$/su.test(password) || new Set(password).size < fewestDifferent
}

/** True when it is nothing but neighbouring keys, four or more at a time. */
function isKeyboardWalk(password: string): boolean {
  const longest = runs.flatMap((run) => Array.from({ length: run.length - 3 }, (_, at) => run.slice(at))).flatMap((run) => Array.from({ length: run.length - 3 }, (_, at) => run.slice(0, run.length - at)))
  const left = [...new Set(longest)].sort((a, b) => b.length - a.length).reduce((rest, run) => rest.replaceAll(run, ''), password)
  return left.length <= password.length / 4
}

/** Words that anybody would try first for this account: its e-mail, its organisation, the product. */
function wordsOf(context: readonly string[]): string[] {
  const words = context.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
  return [...new Set(words.flatMap((word) => [word, coreOf(word)]))].filter((word) => word.length >= shortestContext).sort((a, b) => b.length - a.length)
}

/** True when little is left without such words. */
function isMadeOf(words: readonly string[], password: string): boolean {
  const left = words.reduce((rest, word) => rest.replaceAll(word, ''), password)
  return left.length < password.length && left.length < shortestChosenPassword - shortestContext
}

/** Refuses a password that is too short or too easy to guess; signs and capitals are asked of nobody (NIST 800-63B). */
export function problemWithPassword(password: string, context: readonly string[]): Refusal | null {
  if ([...password].length < shortestChosenPassword) return refuse('password-too-short', { least: shortestChosenPassword })
  if (password.length > longestPassword) return refuse('password-too-long', { most: longestPassword })
  const lower = password.normalize('NFKC').toLowerCase()
  const core = coreOf(lower)
  const isCommon = common.has(lower) || (common.has(core) && core.length > lower.length / 3) || /^[\u0020-\u0040\u005b-\u0060\u007b-\u007e]+$/.test(lower)
  return isCommon || isMadeOf(wordsOf(context), lower) || isRepeated(lower) || isKeyboardWalk(lower) ? refuse('password-common') : null
}
