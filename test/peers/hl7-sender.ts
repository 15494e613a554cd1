/** Sends HL7 v2 messages over MLLP with Debian's python3-hl7, one after the other on one connection, and tells how each
 *  was acknowledged as that library reads it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { pythonBinary } from './presence.ts'

export interface Acknowledged { readonly code: string; readonly controlId: string; readonly type: string; readonly errors: readonly { readonly at: string; readonly code: string; readonly text: string }[] }

const program = `
import json, sys, hl7
from hl7.client import MLLPClient
out = []
with MLLPClient('127.0.0.1', int(sys.argv[1])) as client:
    for text in sys.stdin.buffer.read().decode('utf-8').split('\\x00'):
        reply = hl7.parse(client.send_message(text.encode('utf-8')).decode('utf-8').strip('\\x0b\\x1c\\r') + '\\r')
        errors = [s for s in reply if str(s[0]) == 'ERR']
        out.append({'code': str(reply.segment('MSA')[1]), 'controlId': str(reply.segment('MSA')[2]), 'type': str(reply.segment('MSH')[9]),
                    'errors': [{'at': str(e[2]), 'code': str(e[3]), 'text': str(e[8])} for e in errors]})
print(json.dumps(out))
`

export async function sendHl7(port: number, messages: readonly string[]): Promise<readonly Acknowledged[]> {
  const child = spawn(pythonBinary, ['-c', program, String(port)], { stdio: ['pipe', 'pipe', 'pipe'] })
  let said = '', wrong = ''
  child.stdout.on('data', (chunk: Buffer) => { said += chunk.toString('utf8') })
  child.stderr.on('data', (chunk: Buffer) => { wrong += chunk.toString('utf8') })
  child.stdin.end(messages.join('\0'))
  await once(child, 'close')
  if (child.exitCode !== 0) throw new Error(`the HL7 sender failed: ${wrong}`)
  return JSON.parse(said) as Acknowledged[]
}
