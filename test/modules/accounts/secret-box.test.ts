import { expect, it } from 'vitest'
import { createSecretBox, isSameText } from '../../../src/modules/accounts/secret-box.js'
import { newSpareCodes, newTotpSecret, spareCodeHash, stepOfCode, tidyCode } from '../../../src/modules/accounts/totp.js'

const box = createSecretBox('a secret of the tests, 32 signs long')

it('[IMPL-18] what is sealed opens only at its place, unchanged, with the same secret, and is never the same twice', () => {
  const sealed = box.seal('GEZDGNBVGY3TQOJQ', 'account 1')
  expect(sealed).not.toContain('GEZDGNBV')
  expect(box.open(sealed, 'account 1')).toBe('GEZDGNBVGY3TQOJQ')
  expect(box.seal('GEZDGNBVGY3TQOJQ', 'account 1')).not.toBe(sealed)
  const changed = Buffer.from(sealed, 'base64')
  changed[14] = (changed[14] ?? 0) ^ 1
  const others = [box.open(sealed, 'account 2'), box.open(changed.toString('base64'), 'account 1'), createSecretBox('another secret, also 32 signs long').open(sealed, 'account 1')]
  expect(others).toEqual([null, null, null])
})

it('[IMPL-18] marks differ by purpose, value and secret', () => {
  const marks = [box.mark('device', 'a'), box.mark('link', 'a'), box.mark('device', 'b'), createSecretBox('another secret, also 32 signs long').mark('device', 'a')]
  expect(new Set(marks).size).toBe(4)
  expect(marks.every((mark) => Buffer.from(mark, 'base64url').length === 32)).toBe(true)
  expect([isSameText('a', 'a'), isSameText('a', 'b'), isSameText('a', 'aa')]).toEqual([true, false, false])
})

it('[IMPL-18] codes are those of RFC 6238, good for one step to either side', () => {
  // Appendix B of the RFC, the last six of its eight digits.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  const known: [number, string][] = [[59, '287082'], [1_111_111_109, '081804'], [1_234_567_890, '005924'], [2_000_000_000, '279037']]
  for (const [seconds, code] of known) {
    const step = Math.floor(seconds / 30)
    expect([0, 30, -30, 61, -61].map((off) => stepOfCode(secret, code, (seconds + off) * 1000))).toEqual([step, step, step, null, null])
  }
  expect(['', '28708', '2870820', 'abcdef'].map((code) => stepOfCode(secret, code, 59_000))).toEqual([null, null, null, null])
  expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/)
})

it('[IMPL-18] spare codes are random, typed as people type them, and kept as argon2id with a salt', async () => {
  const codes = [...newSpareCodes(), ...newSpareCodes()]
  expect(new Set(codes).size).toBe(16)
  expect(codes.every((code) => /^[a-hj-km-np-z2-9]{5}-[a-hj-km-np-z2-9]{5}$/.test(code))).toBe(true)
  expect(tidyCode(' ABCDE 23456 ')).toBe('abcde23456')
  const [one, other] = ['aa'.repeat(32), 'bb'.repeat(32)]
  expect(await spareCodeHash('abcde-23456', one)).toBe(await spareCodeHash('ABCDE 23456', one))
  expect(await spareCodeHash('abcde-23456', one)).not.toBe(await spareCodeHash('abcde-23456', other))
})
