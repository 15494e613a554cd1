/** A second archive of another make: DCMTK's dcmqrscp, C-FIND, C-GET, C-MOVE and C-STORE over a folder. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { freePort, startProcess, until } from './peer-process.ts'

export interface DcmqrscpPeer {
  readonly dicomPort: number
  readonly aet: string
  /** The bytes of every object that it holds. */
  files(): Promise<Buffer[]>
  stop(): Promise<void>
}

/** Takes each class in each syntax; for C-GET the caller stores. */
function associations(sopClasses: readonly string[], sends: readonly string[]): string {
  const services = ['1.2.840.10008.1.1', '1.2.840.10008.5.1.4.1.2.2.1', '1.2.840.10008.5.1.4.1.2.2.2', '1.2.840.10008.5.1.4.1.2.2.3']
  const numbered = (word: string, values: readonly string[]) => values.map((value, index) => `${word}${index + 1} = ${value}`)
  return [
    '[[TransferSyntaxes]]', '[Taken]', ...numbered('TransferSyntax', taken), '[Sent]', ...numbered('TransferSyntax', sends),
    '[[PresentationContexts]]', '[In]', ...numbered('PresentationContext', [...services, ...sopClasses].map((uid) => `${uid}\\Taken`)),
    '[Out]', ...numbered('PresentationContext', sopClasses.map((uid) => `${uid}\\Sent`)),
    '[[SCPSCURoleSelection]]', '[Stores]', ...numbered('Role', sopClasses.map((uid) => `${uid}\\BOTH`)),
    '[[Profiles]]', '[In]', 'PresentationContexts = In', 'SCPSCURoleSelection = Stores', '[Out]', 'PresentationContexts = Out', '',
  ].join('\n')
}
/** JPEG-LS, JPEG lossless, Explicit and Implicit VR Little Endian. */
const taken = ['1.2.840.10008.1.2.4.80', '1.2.840.10008.1.2.4.70', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2']

/** Takes and gives objects of these classes. `destinationPort`: where C-MOVE to WORKSTATION goes. `sends`: the transfer
 *  syntaxes of its C-MOVE; the first one taken over there is the one that it uses, whatever an object is in. */
export async function startDcmqrscp(sopClasses: readonly string[], destinationPort: number, sends = ['1.2.840.10008.1.2.1']): Promise<DcmqrscpPeer> {
  const dir = await mkdtemp(join(tmpdir(), 'binocle-dcmqrscp-'))
  const storage = join(dir, 'pacs')
  await mkdir(storage)
  const dicomPort = await freePort()
  const configuration = join(dir, 'dcmqrscp.cfg')
  await writeFile(configuration, [
    `NetworkTCPPort  = ${dicomPort}`, 'MaxPDUSize      = 131072', 'MaxAssociations = 16',
    'HostTable BEGIN', `ws = (WORKSTATION, 127.0.0.1, ${destinationPort})`, 'HostTable END',
    'VendorTable BEGIN', 'VendorTable END',
    'AETable BEGIN', `QRPACS  ${storage}  RW (200, 2048mb) ANY`, 'AETable END', '',
  ].join('\n'))
  const profiles = join(dir, 'associations.cfg')
  await writeFile(profiles, associations([...new Set(sopClasses)], sends))
  const peer = startProcess('dcmqrscp', ['-c', configuration, '-xf', profiles, 'In', 'Out'], { cwd: dir })
  try {
    await until(async () => {
      if (peer.ended()) throw new Error(`dcmqrscp ended at once: ${peer.output()}`)
      return promisify(execFile)('echoscu', ['-aet', 'WORKSTATION', '-aec', 'QRPACS', '127.0.0.1', String(dicomPort)]).then(() => true, () => false)
    }, 'dcmqrscp answering an echo')
  } catch (error) {
    await peer.stop()
    throw error
  }
  return {
    dicomPort, aet: 'QRPACS',
    async files() {
      const names = (await readdir(storage)).filter((name) => name !== 'index.dat')
      return Promise.all(names.map((name) => readFile(join(storage, name))))
    },
    async stop() {
      await peer.stop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
