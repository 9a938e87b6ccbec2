import { describe, expect, it } from 'vitest'
import { problemWithPassword } from '../../../src/modules/accounts/password-rules.js'
import { hashPassword, matchesPassword } from '../../../src/modules/accounts/password.js'

const context = ['anna.petrova@school5.ru', 'Наставник', 'nastavnik', 'Школа № 5 имени Гагарина']
const codeOf = (password: string) => problemWithPassword(password, context)?.problem.code ?? 'good'

describe('a chosen password', () => {
  it('[IMPL-18] needs twelve signs, whatever they are, and may be long and in any language', () => {
    expect(['', 'коротко', 'одиннадцать'].map(codeOf)).toEqual(Array(3).fill('password-too-short'))
    expect(['сирень поёт утром', 'correct horse battery', 'мойдомтамгдемост', 'a b c d e f 7 8', '🌲🌊🪶🔭🧭🪴🫖🧶🪵🪁🧩🪐', `${'слово и дело '.repeat(5)}конец`].map(codeOf)).toEqual(Array(6).fill('good'))
    expect(codeOf('а'.repeat(20) + 'бвгдежз'.repeat(40))).toBe('password-too-long')
  })

  it.each([
    ['a common one', ['1q2w3e4r5t6y', 'qazwsxedcrfv', 'administrator', 'Unbelievable', 'PASSWORD1234', 'iloveyou2024!!', '123456789012']],
    ['a walk over the keyboard', ['qwertyuiop12', 'йцукенгшщзхъ', 'ФЫВАпролдж12', 'asdfghjkl;12', 'zxcvbnm12345', '0987654321qw', 'abcdefghijkl']],
    ['a repetition', ['aaaaaaaaaaaa', 'abcabcabcabc', 'ананананана1', '121212121212']],
    ['made of the e-mail, the school or the product', ['anna.petrova', 'petrova-2026!', 'nastavnik2026', 'Наставник2026', 'школагагарина', 'school5school5']],
  ])('[IMPL-18] is refused when it is %s', (_name, passwords) => {
    expect(passwords.map((password) => [password, codeOf(password)])).toEqual(passwords.map((password) => [password, 'password-common']))
  })

  it('[IMPL-18] is checked exactly as it was typed: case, spaces and every sign count', async () => {
    const hash = await hashPassword('  Сирень поёт утром ')
    expect(await Promise.all(['  Сирень поёт утром ', 'Сирень поёт утром', '  сирень поёт утром ', '  Сирень поёт утром'].map((typed) => matchesPassword(hash, typed)))).toEqual([true, false, false, false])
  })
})
