/** Who may call, and what the trail keeps of who may not. */
import { describe, expect, it } from 'vitest'
import { newSource, noListener, type StoredSource } from '../contract/index.ts'
import { createAllowedCallers } from './allowed-callers.ts'
import { createRefusals } from './refusals.ts'

const source = (calledAE: string, host: string): StoredSource => {
  const { dicomWeb, ...rest } = newSource('source', 'Source')
  return { ...rest, dicomWeb: { ...dicomWeb, password: '', token: '', clientKey: '' }, dimse: { ...rest.dimse, host, calledAE } }
}
const identity = { aeTitle: 'LECTURE', certificate: '', key: '', listen: { ...noListener, callers: [{ aeTitle: 'IRM', address: 'fd00::7' }] } }

describe('callers', () => {
  const allows = createAllowedCallers([source('ARCHIVE', 'pacs.example.org'), source('', '10.0.0.3')], identity, (host) => Promise.resolve(host === 'pacs.example.org' ? ['10.0.0.1', '10.0.0.2'] : []))
  it('are allowed by their title and their own address together, whatever family the socket tells it in', async () => {
    expect(await Promise.all([allows('ARCHIVE', '10.0.0.2'), allows('ARCHIVE ', '::ffff:10.0.0.1'), allows('IRM', 'FD00::7')])).toEqual([true, true, true])
  })
  it('are refused by one of both alone, and by an empty title', async () => {
    expect(await Promise.all([allows('ARCHIVE', '10.0.0.3'), allows('AUTRE', '10.0.0.1'), allows('IRM', '10.0.0.1'), allows('', '10.0.0.3'), allows('ARCHIVE', '')])).toEqual(Array(5).fill(false))
  })
  it('that were turned away stand in the trail once, by plain letters, and fifty at most', () => {
    const told: string[] = []
    const refused = createRefusals((detail) => told.push(detail))
    for (const title of ['AUTRE', 'AUTRE', '<b>\n^', null]) refused(title, '10.0.0.9')
    expect(told).toEqual(['refused title AUTRE from 10.0.0.9', 'refused title ?b??? from 10.0.0.9', 'refused TLS from 10.0.0.9'])
    for (let n = 0; n < 100; n += 1) refused('AUTRE', `10.0.1.${n}`)
    expect(told).toHaveLength(50)
  })
})
