import { describe, expect, it } from 'vitest'
import { describeProblem, ExpectedError } from '../../main/contract/index.ts'
import { createApi } from './api.ts'
import { ConnectionError, ProblemError } from './errors.ts'

const connection = { start: async () => 'connected' as const, headers: () => ({ authorization: 'Bearer t' }), replaceToken: () => undefined }
const apiAnswering = (answer: (path: string, init: RequestInit) => Response | Promise<Response>) =>
  createApi({ connection, fetch: (async (path: string, init: RequestInit) => answer(path, init)) as typeof globalThis.fetch })

describe('the typed client', () => {
  it('posts the input with the token and gives back the checked output', async () => {
    const seen: unknown[] = []
    const api = apiAnswering((path, init) => {
      seen.push(path, init.body, new Headers(init.headers).get('authorization'))
      return Response.json({ found: 1, added: 0, truncated: false, failed: [] })
    })
    const input = { patientID: '1', patientName: '', accessionNumber: '', studyDateFrom: null, studyDateTo: null, modality: '' }
    expect(await api.call('pacs.search', input)).toEqual({ found: 1, added: 0, truncated: false, failed: [] })
    expect(seen).toEqual(['/api/pacs.search', JSON.stringify(input), 'Bearer t'])
  })
  it('throws the problem of the contract with both sentences', async () => {
    const problem = describeProblem(new ExpectedError('pacs/timeout'))
    const api = apiAnswering(() => Response.json(problem, { status: problem.status }))
    const error = await api.call('health.check', {}).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ProblemError)
    expect((error as ProblemError).problem).toEqual(problem)
  })
  it('does not trust an answer that is not what the contract says', async () => {
    const api = apiAnswering(() => Response.json({ found: 'many' }))
    await expect(api.call('health.get', {})).rejects.toMatchObject({ kind: 'unexpected' })
  })
  it('tells a program that is gone from an error that it gave', async () => {
    const api = apiAnswering(() => { throw new TypeError('Failed to fetch') })
    const error = await api.call('health.get', {}).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ConnectionError)
    expect(error).toMatchObject({ kind: 'unreachable' })
  })
  it('lets an abort be an abort', async () => {
    const stop = new AbortController()
    const api = apiAnswering((_path, init) => new Promise((_, reject) => { init.signal?.addEventListener('abort', () => { reject(new DOMException('stopped', 'AbortError')) }) }))
    const asked = api.call('health.get', {}, { signal: stop.signal })
    stop.abort()
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
  })
  it('waits for acts under way, but not for ever', async () => {
    let answer = () => undefined as void
    const api = apiAnswering(() => new Promise((resolve) => { answer = () => { resolve(Response.json({})) } }))
    const act = api.call('session.touch', {}) // does not write
    const lock = api.call('study.evict', { studyInstanceUID: '1.2.3' })
    await api.settle(5)
    let settled = false
    const settling = api.settle(60_000).then(() => { settled = true })
    expect(settled).toBe(false)
    answer()
    await lock
    await settling
    expect(settled).toBe(true)
    void act
  })
})
