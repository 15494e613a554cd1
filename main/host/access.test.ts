import { describe, expect, it } from 'vitest'
import { bearer, codeLifeMs, createAccess, rotationGraceMs } from './access.ts'

function set() {
  const clock = { ms: 0 }
  const access = createAccess({ launchSecret: 'a-launch-secret-of-the-tests', now: () => clock.ms })
  return { access, clock }
}
const header = (token: string | null) => `Bearer ${token}`

describe('a one-time code', () => {
  it('is worth the token, once', () => {
    const { access } = set()
    const token = access.redeem(access.issueCode())
    expect(access.trustOf(header(token))).toBe('full')
  })
  it('shown twice takes the token from both who showed it: one of them was not the reader', () => {
    const { access } = set()
    const code = access.issueCode()
    const token = access.redeem(code)
    expect(access.redeem(code)).toBeNull()
    expect(access.trustOf(header(token))).toBe('none')
  })
  it('is worth nothing after ten minutes', () => {
    const { access, clock } = set()
    const code = access.issueCode()
    clock.ms = codeLifeMs + 1
    expect(access.redeem(code)).toBeNull()
  })
  it('is forgotten when too many are asked for', () => {
    const { access } = set()
    const first = access.issueCode()
    for (let more = 0; more < 40; more++) access.issueCode()
    expect(access.redeem(first)).toBeNull()
  })
})

describe('rotation', () => {
  it('leaves the old token what is public, for ten seconds', () => {
    const { access, clock } = set()
    const old = access.redeem(access.issueCode())
    const next = access.rotate()
    expect([access.trustOf(header(next)), access.trustOf(header(old))]).toEqual(['full', 'public'])
    clock.ms = rotationGraceMs + 1
    expect(access.trustOf(header(old))).toBe('none')
  })
  it('twice leaves the first token nothing', () => {
    const { access } = set()
    const old = access.redeem(access.issueCode())
    access.rotate()
    access.rotate()
    expect(access.trustOf(header(old))).toBe('none')
  })
})

describe('the Authorization header', () => {
  it.each([null, '', 'Bearer', 'Bearer ', 'bearer abcdefghijklmnopqrstuvwxyz', 'Basic abcdefghijklmnopqrstuvwxyz', 'Bearer abcdefghijklmnopqrstuvwxyz extra', 'Bearer short'])('%j carries no token', (text) => {
    expect(bearer(text)).toBeNull()
  })
})
