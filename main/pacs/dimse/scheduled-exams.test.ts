/** A10, fall-back: what is scheduled, read from real worklists (wlmscpfs; Orthanc's plugin), accents included. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort, peersPresent, skipTitle, startOrthanc, until, type OrthancPeer } from '../../../test/peers/index.ts'
import { startProcess, type PeerProcess } from '../../../test/peers/peer-process.ts'
import { findScheduled, type Address, type ScheduledExam } from './index.ts'

const plugin = '/usr/share/orthanc/plugins/libModalityWorklists.so'
const present = peersPresent()
const missing = [present.dcmtk, existsSync('/usr/bin/wlmscpfs') ? null : 'wlmscpfs is not installed', present.orthanc, existsSync(plugin) ? null : 'the worklist plugin of orthanc is not installed']
const dump = `(0008,0005) CS [ISO_IR 192]
(0008,0050) SH [ACC-M1]
(0010,0010) PN [LEFÈVRE^Anaïs]
(0010,0020) LO [4711]
(0010,0030) DA [19610203]
(0010,0040) CS [F]
(0010,2110) LO [Pénicilline]
(0020,000d) UI [1.2.826.0.1.3680043.10.9.77]
(0032,1032) PN [DURAND^Paul]
(0032,1060) LO [Scanner cérébral]
(0040,0100) SQ
(fffe,e000) na
(0008,0060) CS [CT]
(0040,0001) AE [SCANNER]
(0040,0002) DA [20250312]
(0040,0003) TM [100000]
(fffe,e00d) na
(fffe,e0dd) na
(0040,1001) SH [RP1]
(0040,1002) LO [Chute sous anticoagulant]
(0040,1003) SH [STAT]
`
const told: Partial<ScheduledExam> = {
  accessionNumber: 'ACC-M1', patientName: 'LEFÈVRE^Anaïs', patientID: '4711', patientBirthDate: '1961-02-03', patientSex: 'F', requester: 'DURAND^Paul', modality: 'CT', procedure: 'Scanner cérébral',
  reason: 'Chute sous anticoagulant', priority: 'STAT', alerts: ['Pénicilline'], studyInstanceUID: '1.2.826.0.1.3680043.10.9.77', requestedProcedureID: 'RP1',
}

describe.skipIf(missing.some((reason) => reason !== null))(`a modality worklist${skipTitle(...missing)}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'binocle-worklist-'))
  const signal = new AbortController().signal
  let wlm: PeerProcess, orthanc: OrthancPeer, port = 0
  const at = (change: Partial<Address>): Address => ({ host: '127.0.0.1', port, calledAE: 'WLM', callingAE: 'WORKSTATION', tls: null, connectMs: 5000, idleMs: 20_000, ...change })

  beforeAll(async () => {
    mkdirSync(join(folder, 'WLM'))
    writeFileSync(join(folder, 'WLM', 'lockfile'), '')
    writeFileSync(join(folder, 'exam.dump'), dump)
    spawnSync('dump2dcm', ['+te', join(folder, 'exam.dump'), join(folder, 'WLM', 'exam.wl')])
    port = await freePort()
    wlm = startProcess('wlmscpfs', ['-csk', '-dfr', '-dfp', folder, String(port)], { onLine: () => undefined })
    orthanc = await startOrthanc({ configuration: { Plugins: [plugin, '/usr/share/orthanc/plugins/libOrthancDicomWeb.so'], Worklists: { Enable: true, Database: join(folder, 'WLM') } } })
    await until(() => findScheduled(at({}), { from: '2025-03-12', to: '2025-03-12' }, 10, signal).then(() => true, () => false), 'wlmscpfs listening')
  })
  afterAll(async () => {
    await wlm.stop()
    await orthanc.stop()
    rmSync(folder, { recursive: true, force: true })
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
