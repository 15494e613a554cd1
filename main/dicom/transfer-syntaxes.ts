/** The transfer syntaxes that are known (PS3.6 A) and what is done with an image in each: shown, or refused with the
 *  reason. Objects without pixels (waveforms, reports) are read in every syntax that is not compressed frame by frame. */
export type PixelCoding = 'native' | 'rle' | 'jpeg' | 'jpeg-lossless' | 'jpeg-ls' | 'jpeg-2000' | 'htj2k' | 'other'

export interface TransferSyntax {
  uid: string
  name: string
  explicit: boolean
  littleEndian: boolean
  deflated: boolean
  pixels: PixelCoding
  /** Whether frames of images in this syntax are shown; otherwise the object is refused. */
  images: 'shown' | 'shown with samples of 8 bits' | 'refused'
}

const encapsulated = { explicit: true, littleEndian: true, deflated: false }
const syntax = (uid: string, name: string, pixels: PixelCoding, images: TransferSyntax['images']): TransferSyntax => ({ uid, name, ...encapsulated, pixels, images })

export const transferSyntaxes: readonly TransferSyntax[] = [
  { ...syntax('1.2.840.10008.1.2', 'Implicit VR Little Endian', 'native', 'shown'), explicit: false },
  syntax('1.2.840.10008.1.2.1', 'Explicit VR Little Endian', 'native', 'shown'),
  { ...syntax('1.2.840.10008.1.2.1.99', 'Deflated Explicit VR Little Endian', 'native', 'refused'), deflated: true },
  { ...syntax('1.2.840.10008.1.2.2', 'Explicit VR Big Endian (Retired)', 'native', 'shown'), littleEndian: false },
  syntax('1.2.840.10008.1.2.5', 'RLE Lossless', 'rle', 'shown'),
  syntax('1.2.840.10008.1.2.4.50', 'JPEG Baseline (Process 1)', 'jpeg', 'shown'),
  syntax('1.2.840.10008.1.2.4.51', 'JPEG Extended (Process 2 & 4)', 'jpeg', 'shown with samples of 8 bits'),
  syntax('1.2.840.10008.1.2.4.57', 'JPEG Lossless, Non-Hierarchical (Process 14)', 'jpeg-lossless', 'shown'),
  syntax('1.2.840.10008.1.2.4.70', 'JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14 [Selection Value 1])', 'jpeg-lossless', 'shown'),
  syntax('1.2.840.10008.1.2.4.80', 'JPEG-LS Lossless', 'jpeg-ls', 'shown'),
  syntax('1.2.840.10008.1.2.4.81', 'JPEG-LS Lossy (Near-Lossless)', 'jpeg-ls', 'shown'),
  syntax('1.2.840.10008.1.2.4.90', 'JPEG 2000 Image Compression (Lossless Only)', 'jpeg-2000', 'shown'),
  syntax('1.2.840.10008.1.2.4.91', 'JPEG 2000 Image Compression', 'jpeg-2000', 'shown'),
  syntax('1.2.840.10008.1.2.4.201', 'High-Throughput JPEG 2000 (Lossless Only)', 'htj2k', 'shown'),
  syntax('1.2.840.10008.1.2.4.202', 'High-Throughput JPEG 2000 with RPCL Options (Lossless Only)', 'htj2k', 'shown'),
  syntax('1.2.840.10008.1.2.4.203', 'High-Throughput JPEG 2000', 'htj2k', 'shown'),
  syntax('1.2.840.10008.1.2.4.52', 'JPEG Extended (Process 3 & 5) (Retired)', 'other', 'refused'),
  syntax('1.2.840.10008.1.2.4.53', 'JPEG Spectral Selection, Non-Hierarchical (Process 6 & 8) (Retired)', 'other', 'refused'),
  syntax('1.2.840.10008.1.2.4.55', 'JPEG Full Progression, Non-Hierarchical (Process 10 & 12) (Retired)', 'other', 'refused'),
  syntax('1.2.840.10008.1.2.4.92', 'JPEG 2000 Part 2 Multi-component (Lossless Only)', 'other', 'refused'),
  syntax('1.2.840.10008.1.2.4.93', 'JPEG 2000 Part 2 Multi-component', 'other', 'refused'),
  syntax('1.2.840.10008.1.2.4.94', 'JPIP Referenced', 'other', 'refused'),
  syntax('1.2.840.10008.1.2.4.100', 'MPEG2 Main Profile / Main Level', 'other', 'refused'),
  syntax('1.2.840.10008.1.2.4.101', 'MPEG2 Main Profile / High Level', 'other', 'refused'),
  syntax('1.2.840.10008.1.2.4.102', 'MPEG-4 AVC/H.264 High Profile / Level 4.1', 'other', 'refused'),
  syntax('1.2.840.10008.1.2.4.103', 'MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1', 'other', 'refused'),
  syntax('1.2.840.10008.1.2.4.110', 'JPEG XL Lossless', 'other', 'refused'),
  syntax('1.2.840.10008.1.2.4.111', 'JPEG XL JPEG Recompression', 'other', 'refused'),
  syntax('1.2.840.10008.1.2.4.112', 'JPEG XL', 'other', 'refused'),
  syntax('1.2.840.10008.1.2.8.1', 'Deflated Image Frame Compression', 'other', 'refused'),
  syntax('1.2.840.10008.1.2.1.98', 'Encapsulated Uncompressed Explicit VR Little Endian', 'other', 'refused'),
]

const byUid = new Map(transferSyntaxes.map((one) => [one.uid, one]))

export const transferSyntax = (uid: string): TransferSyntax | undefined => byUid.get(uid)

export const implicitLittleEndian = '1.2.840.10008.1.2'
export const explicitLittleEndian = '1.2.840.10008.1.2.1'
export const explicitBigEndian = '1.2.840.10008.1.2.2'
