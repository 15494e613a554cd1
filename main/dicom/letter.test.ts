/** Letters as Raw Data objects (PS3.3 A.37): judged by dciodvfy and pydicom, and read back whole or refused at every cut. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { dciodvfyErrors, hasTool } from '../../test/fixtures/index.ts'
import { askPydicom, hasPydicom } from '../../test/fixtures/pydicom.ts'
import { ExpectedError } from '../contract/index.ts'
import { buildLetter, isMailboxPatient, mailboxOf, rawDataClass, readLetter, type LetterObject } from './index.ts'

const scratch = mkdtempSync(join(tmpdir(), 'binocle-letter-'))
afterAll(() => rmSync(scratch, { recursive: true }))
const letter: LetterObject = {
  sopInstanceUID: '2.25.70177', recipient: 'b0000000-0000-4000-8000-000000000001', sender: 'b0000000-0000-4000-8000-000000000002',
  studyInstanceUID: '1.2.840.113619.2.55.3.12', sentAt: '2026-03-02T23:59:59.987Z', body: Buffer.from('eyJ'.repeat(6000)),
}
const file = join(scratch, 'letter.dcm')
writeFileSync(file, buildLetter(letter))
const without = [['dciodvfy', hasTool('dciodvfy')], ['pydicom', hasPydicom]].filter(([, here]) => here === false).map(([name]) => name)

describe('a letter', () => {
  it('is read back as it was written, up to some MB, and lies in the mailbox of its day and recipient', () => {
    const { body, ...said } = readLetter(buildLetter(letter))
    const { body: written, ...wanted } = letter
    expect(said).toEqual(wanted)
    expect(Buffer.from(body).equals(Buffer.from(written))).toBe(true)
    const large = { ...letter, body: new Uint8Array(9 * 1024 * 1024).fill(77) }
    expect(Buffer.from(readLetter(buildLetter(large)).body).equals(Buffer.from(large.body))).toBe(true)
    expect(mailboxOf(letter.recipient, '2026-03-02')).not.toBe(mailboxOf(letter.recipient, '2026-03-03'))
    expect(mailboxOf(letter.recipient, '2026-03-02')).not.toBe(mailboxOf(letter.sender, '2026-03-02'))
    expect(mailboxOf(letter.recipient, '2026-03-02')).toMatch(/^2\.25\.[1-9][0-9]{1,38}$/)
    expect([isMailboxPatient(`BINOCLE-${letter.recipient}`), isMailboxPatient('IPP100000')]).toEqual([true, false])
  })

  it('cut anywhere is refused by name, never read in part', () => {
    const bytes = buildLetter(letter)
    for (let length = 0; length < bytes.length; length += length < 2000 ? 1 : 331) {
      let code = 'read'
      try {
        readLetter(bytes.subarray(0, length))
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error
        code = error.code
      }
      expect(code, `${length} bytes`).toMatch(/^(dicom|exchange)\//)
    }
  })

  it.skipIf(without.length > 0)(`A5 is a valid Raw Data object to dciodvfy, and pydicom finds the mailbox, the exam and the body${without.length > 0 ? ` (skipped: ${without.join(', ')} not installed)` : ''}`, () => {
    expect(dciodvfyErrors(file)).toEqual([])
    const found = askPydicom(`
import sys, json, pydicom
d = pydicom.dcmread(sys.argv[1])
b = d.private_block(0x7b1d, 'BINOCLE LETTER 1')
print(json.dumps(dict(sopClass=d.SOPClassUID, study=d.StudyInstanceUID, patient=d.PatientID, exam=d.ReferencedStudySequence[0].ReferencedSOPInstanceUID,
  recipient=b[0x01].value, sender=b[0x02].value, body=len(b[0x10].value), birth=str(d.PatientBirthDate))))`, [file])
    expect(found).toEqual({
      sopClass: rawDataClass, study: mailboxOf(letter.recipient, '2026-03-02'), patient: `BINOCLE-${letter.recipient}`, exam: letter.studyInstanceUID,
      recipient: letter.recipient, sender: letter.sender, body: letter.body.length, birth: '',
    })
  })
})
