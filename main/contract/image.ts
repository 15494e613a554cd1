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
const windows = z.array(z.strictObject({ center: z.number(), width: z.number(), explanation: z.string() }))
const voiLutFunction = z.enum(['LINEAR', 'LINEAR_EXACT', 'SIGMOID'])
/** What of its grey scale cannot be applied as the object asks: a VOI LUT item whose data do not fill its descriptor, a VOI
 *  LUT Function other than the three of PS3.3 C.11.2.1, a window whose width that function does not allow. */
const greyScaleFault = z.enum(['voi-lut-unreadable', 'voi-lut-function-unknown', 'window-unusable'])
export type GreyScaleFault = z.infer<typeof greyScaleFault>
const patientOrientation = z.tuple([z.string(), z.string()]).nullable()
const position = z.array(z.number()).length(3).nullable()
const cosines = z.array(z.number()).length(6).nullable()

/** Display Shutter (PS3.3 C.7.6.11): what lies outside every shape is covered. Rows and columns count from 1, as in the
 *  object; `presentationValue` is a P-value 0..65535 (0, black, when absent). */
export const displayShutter = z.strictObject({
  presentationValue: z.number().int().min(0).max(65535),
  rectangle: z.strictObject({ left: z.number(), right: z.number(), upper: z.number(), lower: z.number() }).nullable(),
  circle: z.strictObject({ row: z.number(), column: z.number(), radius: z.number().nonnegative() }).nullable(),
  /** Vertices as [row, column]. */
  polygon: z.array(pair).nullable(),
})
export type DisplayShutter = z.infer<typeof displayShutter>

/** Overlay Plane (PS3.3 C.9.2): one bit per pixel, packed little endian as in Overlay Data, base64. */
export const overlayPlane = z.strictObject({
  /** 0x6000..0x601E. */
  group: z.number().int(),
  rows: z.number().int().positive(),
  columns: z.number().int().positive(),
  /** [row, column] of its first pixel in the image, from 1; may be negative. */
  origin: pair,
  kind: z.enum(['G', 'R']),
  label: z.string(),
  description: z.string(),
  bits: z.base64(),
})
export type OverlayPlane = z.infer<typeof overlayPlane>

/** What one frame of an enhanced object says in place of the whole object (PS3.3 C.7.6.16). */
export const frameAttributes = z.strictObject({
  imagePositionPatient: position.exactOptional(),
  imageOrientationPatient: cosines.exactOptional(),
  patientOrientation: patientOrientation.exactOptional(),
  windows: windows.exactOptional(),
  voiLutFunction: voiLutFunction.exactOptional(),
  voiLuts: z.array(lookUpTable).exactOptional(),
  greyScaleFaults: z.array(greyScaleFault).exactOptional(),
  rescaleSlope: z.number().exactOptional(),
  rescaleIntercept: z.number().exactOptional(),
})
export type FrameAttributes = z.infer<typeof frameAttributes>

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
  windows,
  voiLutFunction,
  voiLuts: z.array(lookUpTable),
  greyScaleFaults: z.array(greyScaleFault),
  presentationLutShape: z.enum(['IDENTITY', 'INVERSE']),
  presentationIntentType: z.string(),
  displayShutter: displayShutter.nullable(),
  overlays: z.array(overlayPlane),
  /** Groups of overlays that could not be read, as `6000`. */
  unreadOverlays: z.array(z.string()),

  // Geometry, millimetres; [row spacing, column spacing]
  pixelSpacing: pair.nullable(),
  pixelSpacingCalibrationType: z.string(),
  imagerPixelSpacing: pair.nullable(),
  estimatedRadiographicMagnificationFactor: z.number().nullable(),
  patientOrientation,
  imagePositionPatient: position,
  imageOrientationPatient: cosines,
  frameOfReferenceUID: z.string(),
  sliceThickness: z.number().nullable(),
  /** One per frame of an enhanced object whose frames differ; null when all frames are alike. */
  perFrame: z.array(frameAttributes).nullable(),
  /** Frames per second that the object recommends (PS3.3 C.7.6.5). */
  recommendedDisplayFrameRate: z.number().nullable(),

  // Mammography (PS3.3 C.8.11.7)
  imageLaterality: z.enum(['R', 'L', 'B', '']),
  /** Every attribute that names a side, as it stands; empty where absent. They may contradict each other. */
  lateralities: z.strictObject({ image: z.string(), series: z.string(), frame: z.string() }),
  viewPosition: z.string(),
  viewCode: code.nullable(),
  viewModifierCodes: z.array(code),
  partialView: z.boolean(),
  /** Which section (PS3.16 CID 4005). */
  partialViewCodes: z.array(code),
  breastImplantPresent: z.string(),
  anatomicRegion: code.nullable(),
  burnedInAnnotation: z.string(),
  imageType: z.array(z.string()),
  /** (0008,9206) and (0008,9207) of enhanced objects; empty when absent. */
  volumetricProperties: z.string(),
  volumeBasedCalculationTechnique: z.string(),
  /** The object names what it was computed from (Contributing Sources Sequence), as synthetic mammograms do. */
  hasContributingSources: z.boolean(),
  /** Tomosynthesis in a vendor's private form: there is a picture of it at best, never the slices. */
  privateTomosynthesis: z.enum(['hologic-sco']).nullable(),
  /** Source Image Sequence: which objects this one was made from, and whether places are the same in both. */
  sourceImages: z.array(z.strictObject({ sopInstanceUID: z.string(), spatialLocationsPreserved: z.string() })),

  // Acquisition facts shown in the corners; null when absent
  kvp: z.number().nullable(),
  exposureMas: z.number().nullable(),
  bodyPartThicknessMm: z.number().nullable(),
  compressionForceN: z.number().nullable(),
  exposureTimeMs: z.number().nullable(),
  anodeTargetMaterial: z.string(),
  filterMaterial: z.string(),
  positionerPrimaryAngleDeg: z.number().nullable(),
  relativeXRayExposure: z.number().nullable(),
  /** Milligray. */
  entranceDoseMGy: z.number().nullable(),
  organDoseMGy: z.number().nullable(),
  /** Why the exam was asked for and done, in words. */
  reasons: z.array(z.string()),
  operatorsName: z.string(),
  manufacturer: z.string(),
  manufacturerModelName: z.string(),
  deviceSerialNumber: z.string(),
  detectorID: z.string(),
  stationName: z.string(),
  softwareVersions: z.string(),
  institutionName: z.string(),
  institutionAddress: z.string(),
})
export type ImageDescriptor = z.infer<typeof imageDescriptor>
