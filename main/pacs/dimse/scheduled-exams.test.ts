/** A10, fall-back: what is scheduled, read from real worklists (wlmscpfs; Orthanc's plugin), accents included. */
import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { peersPresent, scheduledDump, skipTitle, startOrthanc, startWorklist, wlmscpfsMissing, type OrthancPeer, type WorklistPeer } from '../../../test/peers/index.ts'
import { findScheduled, type Address, type ScheduledExam } from './index.ts'

const plugin = '/usr/share/orthanc/plugins/libModalityWorklists.so'
const present = peersPresent()
const missing = [present.dcmtk, wlmscpfsMissing, present.orthanc, existsSync(plugin) ? null : 'the worklist plugin of orthanc is not installed']
const told: Partial<ScheduledExam> = {
  accessionNumber: 'ACC-M1', patientName: 'LEFÈVRE^Anaïs', patientID: '4711', patientBirthDate: '1961-02-03', patientSex: 'F', requester: 'DURAND^Paul', modality: 'CT', procedure: 'Scanner cérébral',
  reason: 'Chute sous anticoagulant', priority: 'STAT', alerts: ['Pénicilline'], studyInstanceUID: '1.2.826.0.1.3680043.10.9.77', requestedProcedureID: 'RP1',
}

describe.skipIf(missing.some((reason) => reason !== null))(`a modality worklist${skipTitle(...missing)}`, () => {
  const signal = new AbortController().signal
  let wlm: WorklistPeer, orthanc: OrthancPeer
  const at = (change: Partial<Address>): Address => ({ host: '127.0.0.1', port: wlm.port, calledAE: wlm.aet, callingAE: 'WORKSTATION', tls: null, connectMs: 5000, idleMs: 20_000, ...change })

  beforeAll(async () => {
    wlm = await startWorklist([scheduledDump({ accessionNumber: 'ACC-M1', studyInstanceUID: '1.2.826.0.1.3680043.10.9.77', patientID: '4711', patientName: 'LEFÈVRE^Anaïs', birthDate: '19610203', date: '20250312' })])
    orthanc = await startOrthanc({ configuration: { Plugins: [plugin, '/usr/share/orthanc/plugins/libOrthancDicomWeb.so'], Worklists: { Enable: true, Database: wlm.folder } } })
  })
  afterAll(async () => {
    await wlm.stop()
    await orthanc.stop()
  })

  it('A10 tells the request behind what is scheduled, and nothing of other days', async () => {
    expect(await findScheduled(at({}), { from: '2025-03-11', to: '2025-03-13' }, 10, signal)).toMatchObject([told])
    expect(await findScheduled(at({}), { from: '2025-03-13', to: '2025-03-14' }, 10, signal)).toEqual([])
  })

  it('A10 is answered by a peer that takes every key at its word: a binary one goes out without a value', async () => {
    const address = at({ port: orthanc.dicomPort, calledAE: orthanc.aet })
    expect(await findScheduled(address, { from: '2025-03-11', to: '2025-03-13' }, 10, signal)).toMatchObject([told])
    expect(await findScheduled(address, { from: '2025-03-13', to: '2025-03-14' }, 10, signal)).toEqual([])
  })
})
