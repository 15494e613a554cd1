/** The programs that tests run against. On Debian as root the missing ones are installed; elsewhere it is said what
 *  is missing and which suites that skips. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

interface Peer {
  /** Debian's package. */
  readonly name: string
  /** A file that the package brings, on Debian. */
  readonly file: string
  readonly suites: string
}

const peers: readonly Peer[] = [
  { name: 'chromium', file: '/usr/bin/chromium', suites: 'every suite in a browser' },
  { name: 'orthanc', file: '/usr/sbin/Orthanc', suites: 'PACS, crash and end-to-end suites' },
  { name: 'orthanc-dicomweb', file: '/usr/share/orthanc/plugins/libOrthancDicomWeb.so', suites: 'PACS, crash and end-to-end suites' },
  { name: 'dcmtk', file: '/usr/bin/storescu', suites: 'pixels against DCMTK, PACS and end-to-end suites' },
  { name: 'dicom3tools', file: '/usr/bin/dciodvfy', suites: 'validity of the objects that are built' },
  { name: 'python3-hl7', file: '/usr/lib/python3/dist-packages/hl7/__init__.py', suites: 'RIS, crash and end-to-end suites' },
  { name: 'python3-pydicom', file: '/usr/lib/python3/dist-packages/pydicom/__init__.py', suites: 'objects against pydicom' },
  { name: 'poppler-utils', file: '/usr/bin/pdftotext', suites: 'text of the PDF' },
  { name: 'openssl', file: '/usr/bin/openssl', suites: 'certificates' },
  { name: 'libxml2-utils', file: '/usr/bin/xmllint', suites: 'clinical documents against their schema' },
  { name: 'libsaxonhe-java', file: '/usr/share/java/Saxon-HE.jar', suites: 'clinical documents against their rules' },
]

const missing = () => peers.filter((peer) => !existsSync(peer.file))

export function ensurePeers(say: (line: string) => void): void {
  if (missing().length > 0 && mayInstall()) install(missing().map(({ name }) => name), say)
  for (const { name, suites } of missing()) say(`missing: ${name}; skipped without it: ${suites}`)
}

function mayInstall(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  return /^ID(_LIKE)?=.*debian/m.test(existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '')
}

function install(names: readonly string[], say: (line: string) => void): void {
  say(`installing ${names.join(' ')} (apt-get)`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...words: string[]) => spawnSync('apt-get', ['-qq', ...words], { env, encoding: 'utf8' })
  let run = apt('install', '-y', '--no-install-recommends', ...names)
  if (run.status !== 0) {
    apt('update')
    run = apt('install', '-y', '--no-install-recommends', ...names)
  }
  if (run.status !== 0) say(`apt-get failed: ${run.stderr.trim().split('\n').at(-1) ?? ''}`)
}
