/** Writes CONFORMANCE.md from the tables that the code really uses. `node scripts/conformance.ts` rewrites the file;
 *  a test fails when the file and the tables differ. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { operations, problems, type Operation } from '../main/contract/index.ts'
import { sopClasses, transferSyntaxes } from '../main/dicom/index.ts'
import { testsByItem } from './conformance/item-tests.ts'
import { displayItems, type DisplayItem } from './conformance/mammography-items.ts'
import { sheetItems, stateItems, visibilityItems } from './conformance/second-reading-items.ts'

export function conformanceStatement(): string {
  return [
    '# Conformance statement',
    'Generated from the tables of the program by `node scripts/conformance.ts`; a test keeps it true. Binocle is not a certified medical device (see README).',
    '## DICOM objects read',
    'From the PACS (WADO-RS) and from files. *Kept as evidence*: stored, never shown or counted as an image; never asked of the PACS, but for CAD results and for key objects that the PACS itself titles as rejection notes. Anything else is refused and named in the import report.',
    table(['SOP class', 'UID', 'What is done'], sopClasses.map((row) => [row.name, row.uid, special[row.uid] ?? treatments[row.treatment]])),
    '## Transfer syntaxes',
    'Objects are stored byte for byte in the syntax they came in and decoded in the window.',
    table(['Transfer syntax', 'UID', 'Images'], transferSyntaxes.map((row) => [row.name, row.uid, row.images])),
    '## DICOMweb (PS3.18), user agent role',
    table(['Transaction', 'Use'], [
      ['QIDO-RS studies, series, instances', 'search by patient ID, name, accession number, date range, modality; paged. Mailboxes are looked through by their Study Instance UID'],
      ['WADO-RS instance', '`multipart/related; type="application/dicom"; transfer-syntax=*`, streamed, resumable per instance'],
      ['STOW-RS', 'one report object per request, `Content-Length`; the answer’s Referenced and Failed SOP Sequences are read, then the object is fetched back and its dataset compared'],
      ['Security', 'HTTP Basic, TLS with the system’s authorities or one given in the settings; no redirects, no other origin'],
    ]),
    'DIMSE services are not in this version.',
    '## DICOM objects written',
    table(['Object', 'SOP class', 'Notes'], [
      ['Report, human form', 'Encapsulated PDF Storage, 1.2.840.10008.5.1.4.1.1.104.1', 'in the study read, SpecificCharacterSet ISO_IR 192'],
      ['Opinion of the programme, coded form', 'Comprehensive SR Storage, 1.2.840.10008.5.1.4.1.1.88.33', 'TID 1500, VERIFIED: findings with site, side, diameter and marked regions, density, category of each breast, the words of the report; the second reader appears by code only'],
      ['The same, where the console is set so', 'Enhanced SR Storage, 1.2.840.10008.5.1.4.1.1.88.22', 'TID 4200 (PS3.17 annex Q), VERIFIED: Narrative Summary by the sections of CID 6052 with their observer; Supplementary Data with procedure, composition, findings, one Assessment Category for each breast with its side, and recommended follow-up (CID 6028). Technical recall, evolution and other exams have no code and stand in the words'],
      ['Ordinary report, coded form', 'Basic Text SR Storage, 1.2.840.10008.5.1.4.1.1.88.11', 'TID 2000, VERIFIED, Current Requested Procedure Evidence complete'],
      ['Marks', 'Grayscale Softcopy Presentation State Storage, 1.2.840.10008.5.1.4.1.1.11.1', 'one per marked image, once the opinion is signed: POINT, ELLIPSE, POLYLINE in PIXEL units with their labels, over the image’s first window or table; no rotation, no flip'],
      ['Letters between consoles', 'Raw Data Storage, 1.2.840.10008.5.1.4.1.1.66', 'in mailbox studies of their own, one per recipient and UTC day, under a pseudo-patient; the exam is named by reference; the body is signed and sealed for its recipient in a private block, padded to multiples of 16 KiB; read back from there alone and never kept as an image'],
      ['Key images', 'Key Object Selection Document Storage, 1.2.840.10008.5.1.4.1.1.88.59', 'TID 2010: 113000 Of Interest for marked images, 113010 Quality Issue for a technical recall; never 113001'],
    ]),
    '## HL7',
    'ORU^R01^ORU_R01, version 2.5, over MLLP (plain or TLS), `UNICODE UTF-8`, one message in flight, MSA-2 checked. MSH-10 never changes between attempts. OBX of type ED carries the PDF, OBX of type TX the conclusion. It leaves once PDF and SR are in the PACS; marks and key images do not hold it back.',
    '## Grey scale (PS3.3 C.11, PS3.4 N.2)',
    table(['Element', 'Status'], [
      ['Rescale slope and intercept, Modality LUT Sequence', 'applied'],
      ['Window Center and Width, every pair, by explanation', 'applied'],
      ['VOI LUT Function LINEAR, LINEAR_EXACT, SIGMOID', 'applied'],
      ['VOI LUT Sequence, every item, by explanation', 'applied'],
      ['MONOCHROME1, Presentation LUT Shape INVERSE', 'applied'],
      ['Pixel Padding Value and Range Limit', 'black under every window and inversion'],
      ['PALETTE COLOR, 12-bit JPEG', 'a sentence instead of an image'],
      ['Enhanced multi-frame (functional groups)', 'each frame by its own place, orientation, window or table and rescale; the rest shared by all frames'],
      ['Display Shutter: rectangular, circular, polygonal, several together', 'covers the image with its presentation value, never inverted; circles are round in pixels'],
      ['Overlay planes 6000–601E, graphics and regions', 'drawn, hidden with the texts; named and not drawn: those in unused bits of the pixels, those of single frames, those beyond 4 MiB'],
      ['Presentation states of others', 'not applied'],
      ['Unreadable tables, unknown functions, unusable windows', 'left out, said over the image'],
      ['Self-check', 'the first painting of each rendering of an image is compared, when the window is idle, with the formulas of the standard at up to 484 points; a graphics card that differs is given up, anything else is said over the image'],
      ['GSDF (PS3.14)', 'P-Values are sent to a display calibrated to it; the calibration is a record entered by hand, beside the luminance that each step should have'],
      ['Bit depth', '16 bits up to the painter; then 8 bits per channel, dithered by place on the screen; 16-bit floats without dithering where screen and canvas offer 10 bits or more and the processor paints. On a graphics card 8 bits, dithered in the shader. The window says which'],
    ]),
    '## Mammography display',
    'Every requirement with the tests whose titles bear its id; a requirement without one would be named here with the reason.',
    matrix(displayItems),
    '## Second reading: the states of an exam',
    'Every row of the state table: from which states it leads where, with the tests whose titles bear its id.',
    matrix(stateItems),
    '## Second reading: who sees what',
    matrix(visibilityItems),
    '## Second reading: rules of the sheet',
    matrix(sheetItems),
    '## The window’s own interface',
    'Operations of the contract, `POST /api/{name}`. Not a public interface: it is guarded and serves Binocle’s own windows only.',
    table(['Operation', 'Access', 'Audit event', 'Expected problems'], Object.entries(operations as Record<string, Operation>).map(([name, row]) => [
      `\`${name}\``, typeof row.access === 'string' ? row.access : row.access.join(', '), row.audit ?? '–', row.errors.map((code) => `\`${code}\``).join(' ') || '–',
    ])),
    '## Problems',
    table(['Code', 'HTTP', 'French', 'English'], Object.entries(problems).map(([code, [status, fr, en]]) => [`\`${code}\``, String(status), fr, en])),
  ].join('\n\n') + '\n'
}

const treatments = { image: 'shown', waveform: 'listed, kept; console not in this version', evidence: 'kept as evidence', refused: 'refused, named' } as const

/** Where the class alone does not say it. */
const special: Readonly<Record<string, string>> = {
  '1.2.840.10008.5.1.4.1.1.1.2.1': 'counted and named, not painted: not for reading',
  '1.2.840.10008.5.1.4.1.1.13.1.4': 'counted and named, not hung',
  '1.2.840.10008.5.1.4.1.1.13.1.5': 'counted and named, not hung',
  '1.2.840.10008.5.1.4.1.1.88.50': 'kept as evidence; marks shown when asked for, never in a blind phase',
  '1.2.840.10008.5.1.4.1.1.88.59': 'kept as evidence; rejection notes (113001, 113037, 113038) hide what they reference',
}

function matrix(items: readonly DisplayItem[]): string {
  const tests = testsByItem(fileURLToPath(new URL('..', import.meta.url)))
  return items.map(({ id, requirement, note }) => [
    `- **${id}** ${requirement}.${note === undefined ? '' : ` *${note[0]?.toUpperCase()}${note.slice(1)}.*`}`,
    ...(tests.get(id) ?? []).map(({ file, title }) => `  - ${title} \u2013 \`${file}\``),
  ].join('\n')).join('\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

if (import.meta.main) writeFileSync(new URL('../CONFORMANCE.md', import.meta.url), conformanceStatement())
