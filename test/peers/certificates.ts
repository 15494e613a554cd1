/** A throw-away certificate authority and server certificates by openssl, for the TLS tests: one good for
 *  127.0.0.1, one expired, one for another name. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Certificate {
  readonly certFile: string
  readonly keyFile: string
}
export interface Certificates {
  /** PEM of the authority, as it is pasted into the settings. */
  readonly authority: string
  readonly authorityFile: string
  readonly server: Certificate
  readonly expired: Certificate
  readonly otherName: Certificate
  remove(): Promise<void>
}

export async function makeCertificates(): Promise<Certificates> {
  const dir = await mkdtemp(join(tmpdir(), 'binocle-tls-'))
  const at = (name: string) => join(dir, name)
  // One RSA key for all: made once, and fit for suites with and without forward secrecy.
  await run('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30', '-subj', '/CN=Test authority', '-keyout', at('ca.key'), '-out', at('ca.crt')])
  await run('openssl', ['genrsa', '-out', at('leaf.key'), '2048'])
  const issue = async (name: string, alternative: string, dates: string[]): Promise<Certificate> => {
    await run('openssl', ['req', '-new', '-key', at('leaf.key'), '-subj', `/CN=${name}`, '-out', at(`${name}.csr`)])
    await writeFile(at(`${name}.ext`), `subjectAltName=${alternative}\n`)
    await run('openssl', ['x509', '-req', '-in', at(`${name}.csr`), '-CA', at('ca.crt'), '-CAkey', at('ca.key'), '-CAcreateserial', '-extfile', at(`${name}.ext`), '-out', at(`${name}.crt`), ...dates])
    return { certFile: at(`${name}.crt`), keyFile: at('leaf.key') }
  }
  return {
    authority: await readFile(at('ca.crt'), 'utf8'),
    authorityFile: at('ca.crt'),
    server: await issue('server', 'IP:127.0.0.1,DNS:localhost', ['-days', '30']),
    expired: await issue('expired', 'IP:127.0.0.1', ['-days', '-1']),
    otherName: await issue('other', 'DNS:pacs.example.org', ['-days', '30']),
    remove: () => rm(dir, { recursive: true, force: true }),
  }
}
