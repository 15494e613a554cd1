/** Bytes through the whole host (guard, token, route, stream) against a plain `node:http` server that sends the same
 *  array: one mammogram of 27 MB at a time, and the four of a study at once. The peer is the floor. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serveStandIn } from '../host/serve-stand-in.ts'

const frame = new Uint8Array(3328 * 4096 * 2).fill(1)
const segment = 64 * 1024
const rounds = 9

const plain = createServer((_request, response) => {
  response.writeHead(200, { 'Content-Length': frame.byteLength })
  response.end(frame)
})
await new Promise<void>((resolve) => { plain.listen(0, '127.0.0.1', resolve) })
const plainUrl = `http://127.0.0.1:${(plain.address() as AddressInfo).port}/`

const served = await serveStandIn()
served.standIn.unlock()
// As the cache gives them: in segments.
async function* segments(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < frame.byteLength; at += segment) yield frame.subarray(at, at + segment)
}
served.standIn.frame = () => Promise.resolve({ length: frame.byteLength, bytes: segments(), transferSyntaxUID: '1.2.840.10008.1.2.1' })

const viaHost = async () => { await (await served.ask('/dicomweb/studies/1.2/series/1.3/instances/1.4/frames/1')).arrayBuffer() }
const viaPlain = async () => { await (await fetch(plainUrl)).arrayBuffer() }
const four = (one: () => Promise<void>) => async () => { await Promise.all([one(), one(), one(), one()]) }
const small = async () => { await (await served.call('session.touch', {})).arrayBuffer() }

async function median(work: () => Promise<void>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0
}

const megabytes = frame.byteLength / 1e6
for (const [name, count, host, peer] of [['host.frame', 1, viaHost, viaPlain], ['host.frame.four', 4, four(viaHost), four(viaPlain)]] as const) {
  await host()
  await peer()
  const [hostMs, peerMs] = [await median(host), await median(peer)]
  process.stdout.write(`${JSON.stringify({ name, unit: 'MB/s', value: Math.round((megabytes * count * 1000) / hostMs), peer: 'node:http sending one array', peerValue: Math.round((megabytes * count * 1000) / peerMs), ratio: Number((peerMs / hostMs).toFixed(2)) })}\n`)
}
await small()
process.stdout.write(`${JSON.stringify({ name: 'host.call', unit: 'ms', value: Number((await median(small)).toFixed(2)) })}\n`)
await served.close()
plain.close()
plain.closeAllConnections()
