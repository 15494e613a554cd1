/** Writes CONFORMANCE.md from the tables that the code really uses. `node scripts/conformance.ts` rewrites the file;
 *  a test fails when the file and the tables differ. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { operations, problems, type Operation } from '../main/contract/index.ts'
import { sopClasses, transferSyntaxes } from '../main/dicom/index.ts'
import { testsByItem } from './conformance/item-tests.ts'
import { displayItems } from './conformance/mammography-items.ts'

export function conformanceStatement(): string {
  return [
    '# Conformance statement',
    'Generated from the tables of the program by `node scripts/conformance.ts`; a test keeps it true. Binocle is not a certified medical device (see README).',
    '## DICOM objects read',
    'From the PACS (WADO-RS) and from files. *Kept as evidence*: stored, never shown or counted as an image, never retrieved for a reading. Anything else is refused and named in the import report.',
    table(['SOP class', 'UID', 'What is done'], sopClasses.map((row) => [row.name, row.uid, { image: 'shown', waveform: 'listed, kept; console not in this version', evidence: 'kept as evidence', refused: 'refused, named' }[row.treatment]])),
    '## Transfer syntaxes',
    'Objects are stored byte for byte in the syntax they came in and decoded in the window.',
    table(['Transfer syntax', 'UID', 'Images'], transferSyntaxes.map((row) => [row.name, row.uid, row.images])),
    '## DICOMweb (PS3.18), user agent role',
    table(['Transaction', 'Use'], [
      ['QIDO-RS studies, series, instances', 'search by patient ID, name, accession number, date range, modality; paged'],
      ['WADO-RS instance', '`multipart/related; type="application/dicom"; transfer-syntax=*`, streamed, resumable per instance'],
      ['STOW-RS', 'one report object per request, `Content-Length`; the answer’s Referenced and Failed SOP Sequences are read, then the object is fetched back and its dataset compared'],
      ['Security', 'HTTP Basic, TLS with the system’s authorities or one given in the settings; no redirects, no other origin'],
    ]),
    'DIMSE services are not in this version.',
    '## DICOM objects written',
    table(['Object', 'SOP class', 'Notes'], [
      ['Report, human form', 'Encapsulated PDF Storage, 1.2.840.10008.5.1.4.1.1.104.1', 'in the study read, SpecificCharacterSet ISO_IR 192'],
      ['Report, coded form', 'Basic Text SR Storage, 1.2.840.10008.5.1.4.1.1.88.11', 'TID 2000, VERIFIED, Current Requested Procedure Evidence complete; the second reader appears by code only'],
    ]),
    '## HL7',
    'ORU^R01^ORU_R01, version 2.5, over MLLP (plain or TLS), `UNICODE UTF-8`, one message in flight, MSA-2 checked. MSH-10 never changes between attempts. OBX of type ED carries the PDF, OBX of type TX the conclusion.',
    '## Grey scale (PS3.3 C.11, PS3.4 N.2)',
    table(['Element', 'Status'], [
      ['Rescale slope and intercept, Modality LUT Sequence', 'applied'],
      ['Window Center and Width, every pair, by explanation', 'applied'],
      ['VOI LUT Function LINEAR, LINEAR_EXACT, SIGMOID', 'applied'],
      ['VOI LUT Sequence, every item, by explanation', 'applied'],
      ['MONOCHROME1, Presentation LUT Shape INVERSE', 'applied'],
      ['Pixel Padding Value and Range Limit', 'black under every window and inversion'],
      ['PALETTE COLOR, 12-bit JPEG', 'a sentence instead of an image'],
      ['Enhanced multi-frame (functional groups)', 'shared values, else those of the first frame, for every frame; orientation is not read, so tomosynthesis hangs under a banner'],
      ['Display shutter, overlays, presentation states', 'not applied in this version'],
      ['GSDF (PS3.14)', 'the display’s own calibration is relied upon; not verified in this version'],
      ['Bit depth', '8 bits per channel'],
    ]),
    '## Mammography display',
    'Every requirement with the tests whose titles bear its id; a requirement without one would be named here with the reason.',
    mammographyMatrix(),
    '## The window’s own interface',
    'Operations of the contract, `POST /api/{name}`. Not a public interface: it is guarded and serves Binocle’s own windows only.',
    table(['Operation', 'Access', 'Audit event', 'Expected problems'], Object.entries(operations as Record<string, Operation>).map(([name, row]) => [
      `\`${name}\``, typeof row.access === 'string' ? row.access : row.access.join(', '), row.audit ?? '–', row.errors.map((code) => `\`${code}\``).join(' ') || '–',
    ])),
    '## Problems',
    table(['Code', 'HTTP', 'French', 'English'], Object.entries(problems).map(([code, [status, fr, en]]) => [`\`${code}\``, String(status), fr, en])),
  ].join('\n\n') + '\n'
}

function mammographyMatrix(): string {
  const tests = testsByItem(fileURLToPath(new URL('..', import.meta.url)))
  return displayItems.map(({ id, requirement, note }) => [
    `- **${id}** ${requirement}.${note === undefined ? '' : ` *${note[0]?.toUpperCase()}${note.slice(1)}.*`}`,
    ...(tests.get(id) ?? []).map(({ file, title }) => `  - ${title} \u2013 \`${file}\``),
  ].join('\n')).join('\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

if (import.meta.main) writeFileSync(new URL('../CONFORMANCE.md', import.meta.url), conformanceStatement())
