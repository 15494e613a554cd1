import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { findSharedData, hasPydicom, sharedData } from '../../test/fixtures/index.ts'
import { createByteQueue } from './byte-queue.ts'
import { decodeText } from './character-sets.ts'
import { createDataset, text } from './dataset.ts'
import { readElementHeader, readValue } from './element-parser.ts'
import { readFileStart } from './file-start.ts'
import { emptyBudget } from './kept-elements.ts'

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)))
const name = (value: Uint8Array, ...sets: string[]) => decodeText(value, sets, true)

describe('text of an object', () => {
  it('reads the single-byte sets', () => {
    expect(name(bytes('Buc^J', [0xe9], 'r', [0xf4], 'me'), 'ISO_IR 100')).toBe('Buc^Jérôme')
    expect(name(bytes([0xbb, 0xee, 0xda]), 'ISO_IR 144')).toBe('Люк')
    expect(name(bytes([0xc4, 0xe9, 0xef]), 'ISO_IR 126')).toBe('Διο')
    expect(name(bytes([0xa4]), 'ISO_IR 203')).toBe('€')
  })

  it('reads UTF-8 and GB18030 whole, whatever else is listed', () => {
    expect(name(new TextEncoder().encode('Œdème^Élodie'), 'ISO_IR 192')).toBe('Œdème^Élodie')
    expect(name(bytes('Wang=', [0xcd, 0xf5]), 'GB18030')).toBe('Wang=王')
  })

  it('reads the Japanese, Korean and Chinese examples of PS3.5 annexes H, I and K', () => {
    const japanese = bytes('Yamada^Tarou=', [0x1b, 0x24, 0x42, 0x3b, 0x33, 0x45, 0x44, 0x1b, 0x28, 0x42], '^', [0x1b, 0x24, 0x42, 0x42, 0x40, 0x4f, 0x3a, 0x1b, 0x28, 0x42], '=',
      [0x1b, 0x24, 0x42, 0x24, 0x64, 0x24, 0x5e, 0x24, 0x40, 0x1b, 0x28, 0x42], '^', [0x1b, 0x24, 0x42, 0x24, 0x3f, 0x24, 0x6d, 0x24, 0x26, 0x1b, 0x28, 0x42])
    expect(name(japanese, '', 'ISO 2022 IR 87')).toBe('Yamada^Tarou=山田^太郎=やまだ^たろう')
    const korean = bytes('Hong^Gildong=', [0x1b, 0x24, 0x29, 0x43, 0xfb, 0xf3], '^', [0x1b, 0x24, 0x29, 0x43, 0xd1, 0xce, 0xd4, 0xd7])
    expect(name(korean, '', 'ISO 2022 IR 149')).toBe('Hong^Gildong=洪^吉洞')
    const chinese = bytes('Wang^XiaoDong=', [0x1b, 0x24, 0x29, 0x41, 0xcd, 0xf5], '^', [0x1b, 0x24, 0x29, 0x41, 0xd0, 0xa1, 0xb6, 0xab])
    expect(name(chinese, '', 'ISO 2022 IR 58')).toBe('Wang^XiaoDong=王^小东')
  })

  it('returns to the first set at a delimiter of a name', () => {
    expect(name(bytes([0x1b, 0x2d, 0x46, 0xc4], '^J', [0xe9]), 'ISO 2022 IR 100', 'ISO 2022 IR 126')).toBe('Δ^Jé')
  })

  it('keeps a double byte that looks like a separator in one character', () => {
    // 0x81 0x5C in GBK is one character whose second byte is a backslash.
    expect(name(bytes([0x81, 0x5c]), 'GBK')).toHaveLength(1)
  })

  it('takes the misspellings of archives, and undeclared high bytes as UTF-8 or Latin-1', () => {
    expect(name(bytes([0xe9]), 'ISO-IR 100')).toBe('é')
    expect(name(new TextEncoder().encode('é'), 'UTF-8')).toBe('é')
    expect(name(new TextEncoder().encode('é'))).toBe('é')
    expect(name(bytes([0xe9]))).toBe('é')
    expect(name(bytes([0xe9]), 'NO SUCH SET')).toBe('é')
  })
})

const reason = !findSharedData() ? ' (skipped: ../shared/data is not here)' : !hasPydicom ? ' (skipped: python3-pydicom is not installed)' : ''
describe.skipIf(reason !== '')(`names of real files${reason}`, () => {
  it('equal pydicom’s in all their groups', () => {
    const files = ['chrFren', 'chrGreek', 'chrH32', 'chrI2', 'chrJapMultiExplicitIR6', 'chrRuss', 'chrSQEncoding1', 'chrX2', 'GH1301'].map((file) => join(sharedData, 'charset', `${file}.dcm`))
    const script = 'import sys,json,pydicom\nprint(json.dumps([str(pydicom.dcmread(p, force=True).get("PatientName","")) for p in sys.argv[1:]]))'
    const theirs = JSON.parse(spawnSync('/usr/bin/python3', ['-W', 'ignore', '-c', script, ...files], { encoding: 'utf8' }).stdout) as string[]
    const trimmed = (value: string) => value.split('=').map((group) => group.replace(/[\^ ]+$/, '')).join('=').replace(/=+$/, '')
    expect(files.map((file) => trimmed(patientName(readFileSync(file))))).toEqual(theirs.map(trimmed))
    // pydicom 2 leaves the escapes of ISO 2022 IR 58 in the text; the names are those of PS3.5 annex K.
    expect(trimmed(patientName(readFileSync(join(sharedData, 'charset/chrGB2312.dcm'))))).toBe('Zhang^XiaoDong=张^小东')
  })
})

function patientName(file: Uint8Array): string {
  const queue = createByteQueue()
  queue.push(file)
  queue.end()
  const dataset = createDataset(true, null)
  const steps = (function* () {
    const { syntax } = yield* readFileStart(queue, emptyBudget())
    while (queue.available > 0 && !dataset.elements.has(0x00100010)) yield* readValue(queue, syntax, yield* readElementHeader(queue, syntax), dataset, emptyBudget(), 0)
  })()
  while (steps.next().done !== true);
  return text(dataset, 'PatientName')
}
