/** Which way a source is asked, and what a failure says of the way. */
import { describe, expect, it } from 'vitest'
import { ExpectedError, type RetrievalWay } from '../contract/index.ts'
import type { PacsClient } from './port.ts'
import { createSourceClient } from './source-client.ts'

const signal = new AbortController().signal
const at = { studyInstanceUID: '1', seriesInstanceUID: '2', sopInstanceUID: '3' }
const notHere = () => new ExpectedError('pacs/not-accepted', { params: { service: '1.2' } })
const http = (status: number, more = {}) => new ExpectedError('pacs/answer', { params: { status, ...more } })
const dimse = (status: string) => new ExpectedError('pacs/dimse-status', { params: { status } })

/** Every call is told by the name of the way; a failure of the list is thrown in its place. */
function ways(failures: Partial<Record<string, Error>>, retrieval: RetrievalWay[] = ['WADO_RS', 'C_GET', 'C_MOVE'], without: string[] = []) {
  const asked: string[] = []
  const call = (name: string) => {
    asked.push(name)
    const failure = failures[name]
    return failure === undefined ? Promise.resolve() : Promise.reject(failure)
  }
  const fetch = (name: string): PacsClient['retrieveInstance'] => async function* () { await call(name); yield Uint8Array.of(1) }
  const client = (name: string, way: string): PacsClient => ({
    echo: () => call(`${name} echo`), findStudies: async () => { await call(`${name} find`); return { studies: [], truncated: false } },
    findInstances: () => Promise.resolve([]), countInstances: () => Promise.resolve(null), findKeyObjectTitles: () => Promise.resolve(new Map()), findPriors: () => Promise.resolve([]),
    retrieveInstance: fetch(way), fetchBack: fetch(way), store: async () => { await call(`${name} store`); return 'stored' }, locate: () => Promise.resolve(null), close: () => { asked.push(`${name} close`) },
  })
  const source = createSourceClient({ web: without.includes('web') ? null : client('web', 'WADO_RS'), dimse: without.includes('dimse') ? null : client('dimse', 'C_GET'), move: without.includes('move') ? null : fetch('C_MOVE'), retrieval, commitment: null })
  return { source, asked }
}
async function taken(bytes: AsyncIterable<Uint8Array>): Promise<number> {
  let count = 0
  for await (const part of bytes) count += part.length
  return count
}

describe('a source', () => {
  it('fetches by the first way that is set and configured', async () => {
    for (const [order, without, expected] of [[['C_MOVE', 'WADO_RS'], [], 'C_MOVE'], [['C_MOVE', 'C_GET'], ['move'], 'C_GET'], [['WADO_RS', 'C_GET'], ['web'], 'C_GET']] as [RetrievalWay[], string[], string][]) {
      const { source, asked } = ways({}, order, without)
      expect([await taken(source?.retrieveInstance(at, signal) ?? (async function* () { /* none */ })()), asked]).toEqual([1, [expected]])
    }
    const { source } = ways({}, ['C_MOVE'], ['move'])
    await expect(taken(source?.retrieveInstance(at, signal) ?? (async function* () { /* none */ })())).rejects.toMatchObject({ code: 'pacs/not-listening' })
    const { source: unused } = ways({}, ['WADO_RS'], ['web'])
    await expect(taken(unused?.retrieveInstance(at, signal) ?? (async function* () { /* none */ })())).rejects.toMatchObject({ code: 'pacs/not-configured' })
  })

  it('tries the next way where this one is not known there, and does not ask for it again', async () => {
    for (const failure of [notHere(), http(404), http(501), dimse('0122'), dimse('A801')]) {
      const { source, asked } = ways({ WADO_RS: failure })
      if (source === null) throw new Error('a source')
      await taken(source.retrieveInstance(at, signal))
      await taken(source.retrieveInstance(at, signal))
      expect(asked).toEqual(['WADO_RS', 'C_GET', 'C_GET'])
    }
  })

  it('goes on asking a way that failed for an object which no other way brought either', async () => {
    const { source, asked } = ways({ WADO_RS: http(404), C_GET: dimse('0122'), C_MOVE: dimse('A801') })
    if (source === null) throw new Error('a source')
    await expect(taken(source.retrieveInstance(at, signal))).rejects.toMatchObject({ code: 'pacs/dimse-status' })
    await expect(taken(source.retrieveInstance(at, signal))).rejects.toMatchObject({ code: 'pacs/dimse-status' })
    expect(asked).toEqual(['WADO_RS', 'C_GET', 'C_MOVE', 'WADO_RS', 'C_GET', 'C_MOVE'])
  })

  it('takes every other failure for the answer: a refusal, silence, a cut, a busy peer', async () => {
    for (const code of ['pacs/unreachable', 'pacs/refused', 'pacs/certificate', 'pacs/timeout', 'pacs/malformed', 'pacs/busy', 'pacs/calling-ae'] as const) {
      const { source, asked } = ways({ 'WADO_RS': new ExpectedError(code), 'web find': new ExpectedError(code) })
      if (source === null) throw new Error('a source')
      await expect(taken(source.retrieveInstance(at, signal))).rejects.toMatchObject({ code })
      await expect(source.findStudies({ patientID: '', patientName: '', accessionNumber: '', studyDateFrom: null, studyDateTo: null, modality: '' }, 1, signal)).rejects.toMatchObject({ code })
      expect(asked).toEqual(['WADO_RS', 'web find'])
    }
  })

  it('leaves a way that is cut before its first byte for another one, unless it brought something before', async () => {
    const failures: Partial<Record<string, Error>> = {}
    const { source, asked } = ways(failures)
    if (source === null) throw new Error('a source')
    await taken(source.retrieveInstance(at, signal))
    failures['WADO_RS'] = new ExpectedError('pacs/interrupted')
    await expect(taken(source.retrieveInstance(at, signal))).rejects.toMatchObject({ code: 'pacs/interrupted' })
    expect(asked).toEqual(['WADO_RS', 'WADO_RS'])
    const other = ways({ WADO_RS: new ExpectedError('pacs/interrupted') })
    await taken(other.source?.retrieveInstance(at, signal) ?? (async function* () { /* none */ })())
    expect(other.asked).toEqual(['WADO_RS', 'C_GET'])
  })

  it('sends by another way only where it is sure that nothing was taken', async () => {
    const store = (failure: Error) => {
      const { source, asked } = ways({ 'web store': failure })
      return { outcome: source?.store(at, new Uint8Array(), signal), asked }
    }
    for (const failure of [http(404), http(405), http(415), http(501)]) {
      const { outcome, asked } = store(failure)
      expect([await outcome, asked]).toEqual(['stored', ['web store', 'dimse store']])
    }
    for (const failure of [http(406), http(500), http(409), http(404, { failureReason: '0xA900' }), new ExpectedError('pacs/timeout'), new ExpectedError('pacs/interrupted'), new ExpectedError('pacs/malformed')]) {
      const { outcome, asked } = store(failure)
      await expect(outcome).rejects.toBe(failure)
      expect(asked).toEqual(['web store'])
    }
  })

  it('is none without a way, and closes all of them', () => {
    expect(ways({}, ['WADO_RS'], ['web', 'dimse']).source).toBeNull()
    const { source, asked } = ways({})
    source?.close()
    expect(asked).toEqual(['web close', 'dimse close'])
  })
})
