/** A real modality worklist: dcmtk's wlmscpfs on a free port, over files made by dump2dcm. `-csk`: it leaves the character set
 *  of what it holds alone. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startProcess, until } from './peer-process.ts'

export const wlmscpfsMissing = existsSync('/usr/bin/wlmscpfs') ? null : 'wlmscpfs is not installed'

export interface WorklistPeer {
  readonly port: number
  readonly aet: string
  /** The files of its worklist, `.wl`. */
  readonly folder: string
  /** Who called whom so far, `TITLE -> TITLE`. */
  callers(): readonly string[]
  stop(): Promise<void>
}

/** `dumps`: one scheduled exam each, as dcmdump writes them. */
export async function startWorklist(dumps: readonly string[]): Promise<WorklistPeer> {
  const root = mkdtempSync(join(tmpdir(), 'binocle-worklist-')), aet = 'WLM', folder = join(root, aet)
  mkdirSync(folder)
  writeFileSync(join(folder, 'lockfile'), '')
  dumps.forEach((dump, index) => {
    writeFileSync(join(root, 'exam.dump'), dump)
    const { status, stderr } = spawnSync('dump2dcm', ['+te', join(root, 'exam.dump'), join(folder, `${index}.wl`)], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`dump2dcm: ${stderr}`)
  })
  const port = await freePort()
  const callers: string[] = []
  const peer = startProcess('sh', ['-c', 'exec wlmscpfs "$@" 2>&1', 'sh', '-v', '-csk', '-dfr', '-dfp', root, String(port)], {
    onLine(line) {
      const call = /^I: Association Received \([^:]*:(\S+ -> .+)\)$/.exec(line)
      if (call?.[1] !== undefined) callers.push(call[1])
    },
  })
  const stop = async () => {
    await peer.stop()
    rmSync(root, { recursive: true, force: true })
  }
  const answers = () => new Promise<boolean>((resolve) => {
    const socket = createConnection(port, '127.0.0.1')
    socket.once('connect', () => { socket.destroy(); resolve(true) }).once('error', () => resolve(false))
  })
  try {
    await until(() => {
      if (peer.ended()) throw new Error(`wlmscpfs ended at once: ${peer.output()}`)
      return answers()
    }, 'wlmscpfs listening')
  } catch (error) {
    await stop()
    throw error
  }
  return { port, aet, folder, callers: () => callers, stop }
}

export interface Scheduled { readonly accessionNumber: string; readonly studyInstanceUID: string; readonly patientID: string; readonly patientName: string; readonly birthDate: string; readonly date: string }

/** One exam as dump2dcm reads it. */
export const scheduledDump = ({ accessionNumber, studyInstanceUID, patientID, patientName, birthDate, date }: Scheduled): string => `(0008,0005) CS [ISO_IR 192]
(0008,0050) SH [${accessionNumber}]
(0010,0010) PN [${patientName}]
(0010,0020) LO [${patientID}]
(0010,0030) DA [${birthDate}]
(0010,0040) CS [F]
(0010,2110) LO [Pénicilline]
(0020,000d) UI [${studyInstanceUID}]
(0032,1032) PN [DURAND^Paul]
(0032,1060) LO [Scanner cérébral]
(0040,0100) SQ
(fffe,e000) na
(0008,0060) CS [CT]
(0040,0001) AE [SCANNER]
(0040,0002) DA [${date}]
(0040,0003) TM [100000]
(fffe,e00d) na
(fffe,e0dd) na
(0040,1001) SH [RP1]
(0040,1002) LO [Chute sous anticoagulant]
(0040,1003) SH [STAT]
`
