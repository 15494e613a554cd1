/** The independent HL7 v2 receiver (`hl7-receiver.py`, on Debian's python3-hl7), good or misbehaving on purpose. */
import { fileURLToPath } from 'node:url'
import type { Certificate } from './certificates.ts'
import { pythonBinary } from './presence.ts'
import { startProcess, until } from './peer-process.ts'

export type Hl7Mode = 'AA' | 'AE' | 'AR' | 'SILENT1' | 'DROP1' | 'LATE1' | 'WRONGID'

export interface ReceivedObservation {
  readonly type: string
  readonly code: string
  readonly status: string
  /** Of text observations: escapes undone, line breaks as `\r`. */
  readonly text?: string
  /** Of ED: the four components before the data, and what the data decode to. */
  readonly media?: string
  readonly bytes?: number
  readonly sha256?: string
}
export interface ReceivedMessage {
  readonly n: number
  readonly controlId: string
  readonly type: string
  readonly version: string
  readonly country: string
  readonly charset: string
  readonly segments: string[]
  readonly patientName: string
  readonly patientId: string
  readonly order: string
  /** Further fields of ORC, by number, as sent: of an answer to a request. */
  readonly common?: Readonly<Record<string, string>>
  /** OBR-25. */
  readonly request: string
  readonly service: string
  readonly accession: string
  readonly observations: ReceivedObservation[]
}

export interface Hl7Peer {
  readonly host: string
  readonly port: number
  /** Everything received so far, repetitions of a control id included. */
  messages(): readonly ReceivedMessage[]
  /** The same, once there are so many: what was received is told on another way than it is answered, and may come later. */
  received(count: number): Promise<readonly ReceivedMessage[]>
  stop(): Promise<void>
}

export async function startHl7Receiver(
  options: { mode?: Hl7Mode; port?: number; lateSeconds?: number; tls?: Certificate; encoding?: 'utf-8' | 'iso8859-15' } = {},
): Promise<Hl7Peer> {
  const messages: ReceivedMessage[] = []
  let port = 0
  const peer = startProcess(pythonBinary, [
    fileURLToPath(new URL('./hl7-receiver.py', import.meta.url)),
    '--mode', options.mode ?? 'AA', '--port', String(options.port ?? 0), '--late', String(options.lateSeconds ?? 3), '--encoding', options.encoding ?? 'utf-8',
    ...(options.tls === undefined ? [] : ['--cert', options.tls.certFile, '--key', options.tls.keyFile]),
  ], {
    onLine(line) {
      const row = JSON.parse(line) as ReceivedMessage | { listening: number }
      if ('listening' in row) port = row.listening
      else messages.push(row)
    },
  })
  try {
    await until(() => {
      if (peer.ended()) throw new Error(`the HL7 receiver ended at once: ${peer.output()}`)
      return port !== 0
    }, 'HL7 receiver listening')
  } catch (error) {
    await peer.stop()
    throw error
  }
  const received = async (count: number) => {
    await until(() => messages.length >= count, `${count} messages at the HL7 receiver`)
    return messages
  }
  return { host: '127.0.0.1', port, messages: () => messages, received, stop: () => peer.stop() }
}
