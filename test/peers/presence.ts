/** Which real peers this machine has. Tests skip by it and say in their title what is missing;
 *  nothing here pretends to be a peer. */
import { existsSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'

export const orthancBinary = '/usr/sbin/Orthanc'
export const dicomWebPlugin = '/usr/share/orthanc/plugins/libOrthancDicomWeb.so'
/** Debian's own interpreter: another one on the PATH would not see Debian's python3-hl7. */
export const pythonBinary = '/usr/bin/python3'

export interface PeersPresent {
  /** Null when it can be started, else the reason, to be put into the title of what is skipped. */
  readonly orthanc: string | null
  readonly hl7: string | null
  readonly dcmtk: string | null
  readonly openssl: string | null
  /** Everything that is missing, in one sentence; empty when nothing is. */
  readonly missing: string
}

let known: PeersPresent | null = null

export function peersPresent(): PeersPresent {
  known ??= look()
  return known
}

/** ` (skipped: …)` for the title of a suite, or nothing when every reason is null. */
export function skipTitle(...reasons: (string | null)[]): string {
  const real = reasons.filter((reason) => reason !== null)
  return real.length === 0 ? '' : ` (skipped: ${real.join('; ')})`
}

function look(): PeersPresent {
  const orthanc = !existsSync(orthancBinary)
    ? 'orthanc is not installed'
    : existsSync(dicomWebPlugin) ? null : 'orthanc-dicomweb is not installed'
  const python = existsSync(pythonBinary) && spawnSync(pythonBinary, ['-c', 'import hl7.mllp'], { stdio: 'ignore' }).status === 0
  const hl7 = python ? null : 'python3-hl7 is not installed'
  const dcmtk = onPath('storescu') && onPath('dcmdump') ? null : 'dcmtk is not installed'
  const openssl = onPath('openssl') ? null : 'openssl is not installed'
  return { orthanc, hl7, dcmtk, openssl, missing: [orthanc, hl7, dcmtk, openssl].filter((reason) => reason !== null).join('; ') }
}

function onPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)))
}
