/** Small DICOM objects made on the spot, so that tests against peers need no files: explicit VR little endian,
 *  written by nothing that the program itself uses to read or write. */

export interface MadeObject {
  readonly studyInstanceUID: string
  readonly seriesInstanceUID: string
  readonly sopInstanceUID: string
  readonly sopClassUID: string
  readonly bytes: Buffer
}

export interface ObjectOptions {
  readonly studyInstanceUID?: string
  readonly seriesInstanceUID?: string
  readonly sopInstanceUID?: string
  readonly sopClassUID?: string
  readonly modality?: string
  readonly patientName?: string
  readonly patientID?: string
  readonly patientBirthDate?: string
  readonly studyDate?: string
  readonly accessionNumber?: string
  readonly description?: string
  /** What a defined term declares and the text is written in; UTF-8 unless told otherwise. */
  readonly characterSet?: 'ISO_IR 192' | 'ISO_IR 100'
  /** Elements of a maker, one of them text beyond ASCII. */
  readonly privateElements?: boolean
  /** 8 bit grey pixels; none for objects that are not images. */
  readonly pixels?: { rows: number; columns: number; frames: number; fill?: (bytes: Buffer) => void }
  /** The bytes end where the pixels begin: whoever sends them makes `rows × columns × frames` bytes as they leave. */
  readonly pixelsFollow?: boolean
}

export const sopClass = {
  mammography: '1.2.840.10008.5.1.4.1.1.1.2',
  secondaryCaptureMultiFrame: '1.2.840.10008.5.1.4.1.1.7.2',
  computedTomography: '1.2.840.10008.5.1.4.1.1.2',
  basicTextSr: '1.2.840.10008.5.1.4.1.1.88.11',
  comprehensive3dSr: '1.2.840.10008.5.1.4.1.1.88.34',
  keyObjectSelection: '1.2.840.10008.5.1.4.1.1.88.59',
  greyscalePresentationState: '1.2.840.10008.5.1.4.1.1.11.1',
  twelveLeadEcg: '1.2.840.10008.5.1.4.1.1.9.1.1',
  routineScalpEeg: '1.2.840.10008.5.1.4.1.1.9.7.1',
  segmentation: '1.2.840.10008.5.1.4.1.1.66.4',
  rtStructureSet: '1.2.840.10008.5.1.4.1.1.481.3',
  encapsulatedPdf: '1.2.840.10008.5.1.4.1.1.104.1',
  encapsulatedCda: '1.2.840.10008.5.1.4.1.1.104.2',
} as const

let count = 0
/** Unique within this process and, by its start, between processes. */
export function testUid(): string {
  count += 1
  return `1.2.826.0.1.3680043.8.498.${process.pid}.${Date.now()}.${count}`
}

export function makeObject(options: ObjectOptions = {}): MadeObject {
  const characterSet = options.characterSet ?? 'ISO_IR 192'
  const text = (value: string) => Buffer.from(value, characterSet === 'ISO_IR 192' ? 'utf8' : 'latin1')
  const studyInstanceUID = options.studyInstanceUID ?? testUid()
  const seriesInstanceUID = options.seriesInstanceUID ?? testUid()
  const sopInstanceUID = options.sopInstanceUID ?? testUid()
  const sopClassUID = options.sopClassUID ?? sopClass.mammography
  const { rows, columns, frames, fill } = options.pixels ?? { rows: 8, columns: 8, frames: 1 }
  const isImage = options.pixels !== undefined || sopClassUID === sopClass.mammography || sopClassUID === sopClass.computedTomography || sopClassUID === sopClass.secondaryCaptureMultiFrame
  const pixelsFollow = options.pixelsFollow === true
  const pixels = Buffer.alloc(isImage && !pixelsFollow ? rows * columns * frames + ((rows * columns * frames) % 2) : 0)
  fill?.(pixels)
  const meta = Buffer.concat([
    element(0x0002, 0x0001, 'OB', Buffer.from([0, 1])), element(0x0002, 0x0002, 'UI', sopClassUID), element(0x0002, 0x0003, 'UI', sopInstanceUID),
    element(0x0002, 0x0010, 'UI', '1.2.840.10008.1.2.1'), element(0x0002, 0x0012, 'UI', '1.2.826.0.1.3680043.8.498.1'),
  ])
  const groupLength = Buffer.alloc(4)
  groupLength.writeUInt32LE(meta.length)
  const bytes = Buffer.concat([
    Buffer.alloc(128), Buffer.from('DICM'), element(0x0002, 0x0000, 'UL', groupLength), meta,
    element(0x0008, 0x0005, 'CS', characterSet), element(0x0008, 0x0016, 'UI', sopClassUID), element(0x0008, 0x0018, 'UI', sopInstanceUID),
    element(0x0008, 0x0020, 'DA', options.studyDate ?? '20250310'), element(0x0008, 0x0030, 'TM', '101500'),
    element(0x0008, 0x0050, 'SH', options.accessionNumber ?? ''), element(0x0008, 0x0060, 'CS', options.modality ?? 'MG'),
    element(0x0008, 0x1030, 'LO', text(options.description ?? '')),
    element(0x0010, 0x0010, 'PN', text(options.patientName ?? 'Test^Object')), element(0x0010, 0x0020, 'LO', options.patientID ?? 'T1'),
    element(0x0010, 0x0030, 'DA', options.patientBirthDate ?? '19600101'), element(0x0010, 0x0040, 'CS', 'F'),
    element(0x0020, 0x000d, 'UI', studyInstanceUID), element(0x0020, 0x000e, 'UI', seriesInstanceUID),
    element(0x0020, 0x0010, 'SH', ''), element(0x0020, 0x0011, 'IS', '1'), element(0x0020, 0x0013, 'IS', '1'),
    ...(isImage ? [
      element(0x0028, 0x0002, 'US', uint16(1)), element(0x0028, 0x0004, 'CS', 'MONOCHROME2'), element(0x0028, 0x0008, 'IS', String(frames)),
      element(0x0028, 0x0010, 'US', uint16(rows)), element(0x0028, 0x0011, 'US', uint16(columns)), element(0x0028, 0x0100, 'US', uint16(8)),
      element(0x0028, 0x0101, 'US', uint16(8)), element(0x0028, 0x0102, 'US', uint16(7)), element(0x0028, 0x0103, 'US', uint16(0)),
    ] : []),
    ...(options.privateElements === true ? [
      element(0x0029, 0x0010, 'LO', 'BINOCLE TEST'), element(0x0029, 0x1020, 'LO', text('privé')),
      element(0x0029, 0x1021, 'DS', '1.2500'), element(0x0029, 0x1022, 'OB', Buffer.from([1, 2, 3, 255])),
    ] : []),
    ...(isImage ? [element(0x7fe0, 0x0010, 'OB', pixels, pixelsFollow ? rows * columns * frames : pixels.length)] : []),
  ])
  return { studyInstanceUID, seriesInstanceUID, sopInstanceUID, sopClassUID, bytes }
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function element(group: number, number: number, vr: string, value: string | Buffer, length?: number): Buffer {
  const raw = typeof value === 'string' ? Buffer.from(value, 'utf8') : value
  const pad = vr === 'UI' || vr === 'OB' ? 0 : 0x20
  const even = raw.length % 2 === 0 ? raw : Buffer.concat([raw, Buffer.from([pad])])
  const long = vr === 'OB'
  const head = Buffer.alloc(long ? 12 : 8)
  head.writeUInt16LE(group, 0)
  head.writeUInt16LE(number, 2)
  head.write(vr, 4, 'latin1')
  if (long) head.writeUInt32LE(length ?? even.length, 8)
  else head.writeUInt16LE(even.length, 6)
  return Buffer.concat([head, even])
}

/** The dataset after the File Meta Information: what must be equal wherever an object lies. */
export function datasetOf(part10: Uint8Array): Buffer {
  const bytes = Buffer.from(part10.buffer, part10.byteOffset, part10.byteLength)
  return bytes.subarray(144 + bytes.readUInt32LE(140))
}
