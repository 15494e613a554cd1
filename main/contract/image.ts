/** What the viewer must know of one image object before it asks for a frame: DICOM attributes under their
 *  own names in camelCase, units in the comment, absent when absent in the object. Never derived from pixels. */
import { z } from 'zod'
import { seriesInstanceUID, sopInstanceUID, studyInstanceUID } from './ids.ts'

/** One coded concept (PS3.3 8): value, scheme as it stands in the object (SCT, SRT, SNM3, DCM…), meaning. */
export const code = z.strictObject({ value: z.string(), scheme: z.string(), meaning: z.string() })
export type Code = z.infer<typeof code>

/** A look-up table of PS3.3 C.11.1/C.11.2: `firstMapped` is in input units, `data` one entry per input step. */
export const lookUpTable = z.strictObject({
  explanation: z.string(),
  firstMapped: z.number(),
  bits: z.number().int(),
  data: z.array(z.number().int()),
})
export type LookUpTable = z.infer<typeof lookUpTable>

const pair = z.tuple([z.number(), z.number()])

export const imageDescriptor = z.strictObject({
  studyInstanceUID,
  seriesInstanceUID,
  sopInstanceUID,
  sopClassUID: z.string(),
  transferSyntaxUID: z.string(),
  modality: z.string(),
  seriesNumber: z.number().nullable(),
  instanceNumber: z.number().nullable(),
  seriesDescription: z.string(),
  /** DA and TM of the acquisition, else of the content, as in the object (`20250310`, `101500.12`). */
  acquisitionDate: z.string(),
  acquisitionTime: z.string(),

  // Image Pixel (PS3.3 C.7.6.3)
  rows: z.number().int().positive(),
  columns: z.number().int().positive(),
  numberOfFrames: z.number().int().positive(),
  samplesPerPixel: z.number().int().positive(),
  photometricInterpretation: z.string(),
  planarConfiguration: z.number().int().nullable(),
  bitsAllocated: z.number().int().positive(),
  bitsStored: z.number().int().positive(),
  highBit: z.number().int().nonnegative(),
  pixelRepresentation: z.union([z.literal(0), z.literal(1)]),
  pixelPaddingValue: z.number().nullable(),
  pixelPaddingRangeLimit: z.number().nullable(),
  lossyImageCompression: z.boolean(),

  // Grey scale (PS3.3 C.11, PS3.4 N.2)
  rescaleSlope: z.number(),
  rescaleIntercept: z.number(),
  rescaleType: z.string(),
  modalityLut: lookUpTable.nullable(),
  windows: z.array(z.strictObject({ center: z.number(), width: z.number(), explanation: z.string() })),
  voiLutFunction: z.enum(['LINEAR', 'LINEAR_EXACT', 'SIGMOID']),
  voiLuts: z.array(lookUpTable),
  presentationLutShape: z.enum(['IDENTITY', 'INVERSE']),
  presentationIntentType: z.string(),

  // Geometry, millimetres; [row spacing, column spacing]
  pixelSpacing: pair.nullable(),
  pixelSpacingCalibrationType: z.string(),
  imagerPixelSpacing: pair.nullable(),
  estimatedRadiographicMagnificationFactor: z.number().nullable(),
  patientOrientation: pairOfStrings(),
  imagePositionPatient: z.array(z.number()).length(3).nullable(),
  imageOrientationPatient: z.array(z.number()).length(6).nullable(),
  frameOfReferenceUID: z.string(),
  sliceThickness: z.number().nullable(),

  // Mammography (PS3.3 C.8.11.7)
  imageLaterality: z.enum(['R', 'L', 'B', '']),
  viewPosition: z.string(),
  viewCode: code.nullable(),
  viewModifierCodes: z.array(code),
  partialView: z.boolean(),
  breastImplantPresent: z.string(),
  burnedInAnnotation: z.string(),
  imageType: z.array(z.string()),

  // Acquisition facts shown in the corners; null when absent
  kvp: z.number().nullable(),
  exposureMas: z.number().nullable(),
  bodyPartThicknessMm: z.number().nullable(),
  compressionForceN: z.number().nullable(),
  manufacturer: z.string(),
  manufacturerModelName: z.string(),
  institutionName: z.string(),
})
export type ImageDescriptor = z.infer<typeof imageDescriptor>

function pairOfStrings() {
  return z.tuple([z.string(), z.string()]).nullable()
}
