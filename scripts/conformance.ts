/** Writes CONFORMANCE.md from the tables that the code really uses. `node scripts/conformance.ts` rewrites the file;
 *  a test fails when the file and the tables differ. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { operations, problems, type Operation } from '../main/contract/index.ts'
import { messages as auditMessages } from '../main/atna/index.ts'
import { characterSetNumbers } from '../main/dicom/character-sets.ts'
import { sopClasses, transferSyntaxes } from '../main/dicom/index.ts'
import { acceptSpellings } from '../main/pacs/quirks.ts'
import { hl7Statement } from './conformance/hl7.ts'
import { integrationItems, profiles } from './conformance/integration-items.ts'
import { testsByItem } from './conformance/item-tests.ts'
import { displayItems, type DisplayItem } from './conformance/mammography-items.ts'
import { associations, httpStatuses, servicesOverview } from './conformance/networking.ts'
import { sheetItems, stateItems, visibilityItems } from './conformance/second-reading-items.ts'
import { table } from './conformance/tables.ts'

export function conformanceStatement(): string {
  return [
    '# Conformance statement',
    'DICOM (in the shape of PS3.2), HL7 v2 and IHE. Generated from the tables of the program, and from what the program builds, reads and judges when it is asked to, by `node scripts/conformance.ts`; a test keeps it true. Binocle is not a certified medical device (see README).',
    '## 1 Overview',
    'A reading workstation: it finds and fetches exams, shows mammograms, tomosynthesis and CT, and writes reports, marks and key objects back to one archive and results to one RIS. It asks any number of sources, each by DICOMweb, by DIMSE or by both.',
    '### Network services',
    servicesOverview(),
    table(['DICOMweb service (PS3.18)', 'User agent', 'Origin server'], [['Query (QIDO-RS)', 'Yes', 'No'], ['Retrieve (WADO-RS)', 'Yes', 'No'], ['Store (STOW-RS)', 'Yes', 'No']]),
    '### Media',
    table(['Media application', 'Reader', 'Creator'], [['DICOMDIR on CD, DVD, USB, in folders and ZIP archives (PS3.10, PS3.12)', 'Yes', 'No'], ['Part 10 files without a directory', 'Yes', 'No']]),
    '## 2 Networking: DIMSE',
    '### 2.1 One application entity',
    'One title for everything, set in Settings. It opens associations when a reader or the outbox needs one, keeps those of a retrieval for the next object, and takes associations only where it is told to listen.',
    '### 2.2 Association policies',
    associations(),
    '## 3 Networking: DICOMweb (PS3.18), user agent',
    table(['Transaction', 'Use'], [
      ['QIDO-RS studies, series, instances', 'search by patient ID, name, accession number, date range, modality; paged. Mailboxes are looked through by their Study Instance UID'],
      ['WADO-RS study, series, instance, frames, bulk data, metadata, rendered', 'streamed in the stored transfer syntax; an instance is the unit that is resumed'],
      ['STOW-RS', 'one object per request, `Content-Length`; the answer’s Referenced and Failed SOP Sequences are read, then the object is fetched back and its data set compared'],
      ['Security', 'HTTP Basic, bearer token, mutual TLS; TLS with the system’s authorities or one given in the settings; no redirects, no other origin'],
    ]),
    '### Media types asked for, in the order of trying',
    table(['Resource', 'Accept'], Object.entries(acceptSpellings).map(([resource, spellings]) => [resource, spellings.map((one) => `\`${one}\``).join(', then ')])),
    '### Statuses of answers',
    'The status alone is never believed for a store. What a server says of an object by its failure reason goes before the status of the whole answer.',
    httpStatuses(),
    '## 4 SOP classes and transfer syntaxes',
    '### 4.1 Objects read',
    'From sources and from files. *Kept as evidence*: stored, never shown or counted as an image; never asked of the PACS, but for CAD results and for key objects that the PACS itself titles as rejection notes. Anything else is refused and named in the import report.',
    table(['SOP class', 'UID', 'What is done'], sopClasses.map((row) => [row.name, row.uid, special[row.uid] ?? treatments[row.treatment]])),
    '### 4.2 Transfer syntaxes',
    'Objects are stored byte for byte in the syntax they came in and decoded in the window.',
    table(['Transfer syntax', 'UID', 'Images'], transferSyntaxes.map((row) => [row.name, row.uid, row.images])),
    '### 4.3 Objects written',
    table(['Object', 'SOP class', 'Notes'], [
      ['Report, human form', 'Encapsulated PDF Storage, 1.2.840.10008.5.1.4.1.1.104.1', 'in the study read, SpecificCharacterSet ISO_IR 192'],
      ['Opinion of the programme, coded form', 'Comprehensive SR Storage, 1.2.840.10008.5.1.4.1.1.88.33', 'TID 1500, VERIFIED: findings with site, side, diameter and marked regions, density, category of each breast, the words of the report; the second reader appears by code only'],
      ['The same, where the console is set so', 'Enhanced SR Storage, 1.2.840.10008.5.1.4.1.1.88.22', 'TID 4200 (PS3.17 annex Q), VERIFIED: Narrative Summary by the sections of CID 6052 with their observer; Supplementary Data with procedure, composition, findings, one Assessment Category for each breast with its side, and recommended follow-up (CID 6028). Technical recall, evolution and other exams have no code and stand in the words'],
      ['Ordinary report, coded form', 'Basic Text SR Storage, 1.2.840.10008.5.1.4.1.1.88.11', 'TID 2000, VERIFIED, Current Requested Procedure Evidence complete'],
      ['Marks', 'Grayscale Softcopy Presentation State Storage, 1.2.840.10008.5.1.4.1.1.11.1', 'one per marked image, once the opinion is signed: POINT, ELLIPSE, POLYLINE in PIXEL units with their labels, over the image’s first window or table; no rotation, no flip'],
      ['Letters between consoles', 'Raw Data Storage, 1.2.840.10008.5.1.4.1.1.66', 'in mailbox studies of their own, one per recipient and UTC day, under a pseudo-patient; the exam is named by reference; the body is signed and sealed for its recipient in a private block, padded to multiples of 16 KiB; read back from there alone and never kept as an image'],
      ['Key images', 'Key Object Selection Document Storage, 1.2.840.10008.5.1.4.1.1.88.59', 'TID 2010: 113000 Of Interest for marked images, 113010 Quality Issue for a technical recall; never 113001'],
    ]),
    '### 4.4 Character sets',
    `Read: the default repertoire, ${characterSetNumbers.map((term) => (/^\d/.test(term) ? `ISO_IR ${term}` : term)).join(', ')}, with the code extensions of ISO 2022. Written: ISO_IR 192.`,
    '## 5 Security',
    '### 5.1 Connections',
    'DICOM, the modality worklist included, over TLS as in 2.2; DICOMweb and MLLP over TLS with the same authorities, MLLP by the same profile, where the RIS asks for it with the console’s certificate; nothing listens unless the settings name an address and a port, and then to listed callers alone.',
    '### 5.2 Audit (PS3.15 A.5, IHE ITI-20)',
    'Every row of the trail leaves in order as syslog (RFC 5424) over TLS (RFC 5425), once the settings name a repository. Of a patient: the identifier alone.',
    table(['Recorded act', 'EventID (DCM)', 'Meaning', 'Action'], Object.entries(auditMessages).map(([event, { id, action }]) => [event, id.value, id.meaning, action])),
    '## 6 HL7 v2',
    hl7Statement(),
    '## 7 Grey scale (PS3.3 C.11, PS3.4 N.2)',
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
    '## 8 Mammography display',
    'Every requirement with the tests whose titles bear its id; a requirement without one would be named here with the reason.',
    matrix(displayItems),
    '## 9 Second reading: the states of an exam',
    'Every row of the state table: from which states it leads where, with the tests whose titles bear its id.',
    matrix(stateItems),
    '## 10 Second reading: who sees what',
    matrix(visibilityItems),
    '## 11 Second reading: rules of the sheet',
    matrix(sheetItems),
    '## 12 Integration',
    '### 12.1 IHE integration statement',
    'Profiles and actors that the program aims at; none was tested at a Connectathon.',
    table(['Profile', 'Actor', 'How'], profiles),
    '### 12.2 Acceptance checks',
    'Each with the tests whose titles bear its id.',
    matrix(integrationItems),
    '## 13 The window’s own interface',
    'Operations of the contract, `POST /api/{name}`. Not a public interface: it is guarded and serves Binocle’s own windows only.',
    table(['Operation', 'Access', 'Audit event', 'Expected problems'], Object.entries(operations as Record<string, Operation>).map(([name, row]) => [
      `\`${name}\``, typeof row.access === 'string' ? row.access : row.access.join(', '), row.audit ?? '–', row.errors.map((code) => `\`${code}\``).join(' ') || '–',
    ])),
    '## 14 Problems',
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

if (import.meta.main) writeFileSync(new URL('../CONFORMANCE.md', import.meta.url), conformanceStatement())
