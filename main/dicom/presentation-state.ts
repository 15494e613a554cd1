/** Marks on one image as Grayscale Softcopy Presentation State (PS3.3 A.33.1): what was drawn, in PIXEL units of the
 *  stored matrix, with its label, over the image as it is first shown. A viewer that reads it shows the marks in place. */
import type { ImageDescriptor, LookUpTable } from '../contract/index.ts'
import { encodePart10, type Attributes } from './encode.ts'
import { commonModules, limited, localDateTime, type ReportObjectContent } from './report-content.ts'

export const presentationStateClass = '1.2.840.10008.5.1.4.1.1.11.1'

/** Columns and rows from the top left corner of the first pixel (PS3.3 C.10.5.1.1, PIXEL). */
export interface PixelPoint { readonly column: number; readonly row: number }

export interface PresentedGraphic {
  readonly frame: number
  /** An ellipse by the ends of its long, then of its short axis; a closed outline repeats its first point. */
  readonly type: 'POINT' | 'POLYLINE' | 'ELLIPSE'
  readonly points: readonly PixelPoint[]
  /** `L2-1`. */
  readonly label: string
  /** What it measures, as it is written; empty for none. */
  readonly note: string
}

export type PresentedImage = Pick<
  ImageDescriptor,
  | 'seriesInstanceUID' | 'sopInstanceUID' | 'sopClassUID' | 'rows' | 'columns' | 'numberOfFrames' | 'pixelRepresentation' | 'rescaleSlope' | 'rescaleIntercept' | 'rescaleType'
  | 'modalityLut' | 'windows' | 'voiLutFunction' | 'voiLuts' | 'presentationLutShape' | 'displayShutter' | 'pixelSpacing' | 'imagerPixelSpacing'
>

export interface PresentationStateContent extends Omit<ReportObjectContent, 'evidence'> {
  readonly image: PresentedImage
  readonly graphics: readonly PresentedGraphic[]
  /** Of the reader, as a pseudonym. */
  readonly creator: string
  /** In the series of presentation states. */
  readonly instanceNumber: number
}

const layer = 'BINOCLE'

export function buildPresentationState(content: PresentationStateContent): Uint8Array<ArrayBuffer> {
  const { image } = content
  const [date, time] = localDateTime(content.completedAt)
  return encodePart10({
    ...commonModules({ ...content, evidence: [] }),
    SOPClassUID: presentationStateClass,
    SOPInstanceUID: content.sopInstanceUID,
    Modality: 'PR',
    Laterality: '',
    SeriesInstanceUID: content.seriesInstanceUID,
    SeriesNumber: content.seriesNumber,
    InstanceNumber: content.instanceNumber,
    ContentLabel: 'REPERES',
    ContentDescription: limited(content.title, 64),
    PresentationCreationDate: date,
    PresentationCreationTime: time,
    ContentCreatorName: content.creator,
    ReferencedSeriesSequence: [{ SeriesInstanceUID: image.seriesInstanceUID, ReferencedImageSequence: [reference(image)] }],
    ...shutter(image),
    DisplayedAreaSelectionSequence: [{
      DisplayedAreaTopLeftHandCorner: [1, 1],
      DisplayedAreaBottomRightHandCorner: [image.columns, image.rows],
      PresentationSizeMode: 'SCALE TO FIT',
      ...spacing(image),
    }],
    GraphicLayerSequence: [{ GraphicLayer: layer, GraphicLayerOrder: 1, GraphicLayerDescription: 'Repères du lecteur' }],
    GraphicAnnotationSequence: [...Map.groupBy(content.graphics, ({ frame }) => frame)].map(([frame, graphics]) => ({
      ReferencedImageSequence: [reference(image, frame)],
      GraphicLayer: layer,
      TextObjectSequence: graphics.flatMap((graphic) => textObjects(graphic, image.rows)),
      GraphicObjectSequence: graphics.map(graphicObject),
    })),
    ...modalityLut(image),
    ...voiLut(image),
    PresentationLUTShape: image.presentationLutShape,
  })
}

/** A frame is named only where there are several. */
function reference(image: PresentedImage, frame?: number): Attributes {
  return {
    ReferencedSOPClassUID: image.sopClassUID, ReferencedSOPInstanceUID: image.sopInstanceUID,
    ...(frame === undefined || image.numberOfFrames === 1 ? {} : { ReferencedFrameNumber: frame }),
  }
}

function graphicObject({ type, points }: PresentedGraphic): Attributes {
  return {
    GraphicAnnotationUnits: 'PIXEL', GraphicDimensions: 2, NumberOfGraphicPoints: points.length,
    GraphicData: points.flatMap(({ column, row }) => [column, row]), GraphicType: type, ...(type === 'POINT' ? {} : { GraphicFilled: 'N' }),
  }
}

/** Beside the right end of what they name; the measure a line lower. */
function textObjects({ points, label, note }: PresentedGraphic, rows: number): Attributes[] {
  const rightmost = points.reduce((best, point) => (point.column > best.column ? point : best))
  return [label, note].flatMap((text, line) => text === '' ? [] : [{
    AnchorPointAnnotationUnits: 'PIXEL', UnformattedTextValue: text, AnchorPoint: [rightmost.column, Math.min(rightmost.row + (line * rows) / 40, rows)], AnchorPointVisibility: 'N',
  }])
}

function spacing({ imagerPixelSpacing, pixelSpacing }: PresentedImage): Attributes {
  const known = imagerPixelSpacing ?? pixelSpacing
  return known === null ? { PresentationPixelAspectRatio: [1, 1] } : { PresentationPixelSpacing: [...known] }
}

function modalityLut({ modalityLut: table, rescaleSlope, rescaleIntercept, rescaleType, pixelRepresentation }: PresentedImage): Attributes {
  if (table !== null) return { ModalityLUTSequence: [{ ...lut(table, pixelRepresentation === 1), ModalityLUTType: rescaleType === '' ? 'US' : rescaleType }] }
  return { RescaleIntercept: rescaleIntercept, RescaleSlope: rescaleSlope, RescaleType: rescaleType === '' ? 'US' : rescaleType }
}

/** As the image is first shown: its first window, else its first table; without either all its values. */
function voiLut({ windows, voiLutFunction, voiLuts, pixelRepresentation, rescaleIntercept, modalityLut: modality }: PresentedImage): Attributes {
  const [[window], [table]] = [windows, voiLuts]
  if (window !== undefined) {
    return {
      SoftcopyVOILUTSequence: [{
        WindowCenter: window.center, WindowWidth: window.width, ...(window.explanation === '' ? {} : { WindowCenterWidthExplanation: limited(window.explanation, 64) }),
        ...(voiLutFunction === 'LINEAR' ? {} : { VOILUTFunction: voiLutFunction }),
      }],
    }
  }
  const isSigned = modality === null && (pixelRepresentation === 1 || rescaleIntercept < 0)
  return table === undefined ? {} : { SoftcopyVOILUTSequence: [{ VOILUTSequence: [lut(deepened(table), isSigned)] }] }
}

/** Entries of 16 bits, the only depth beside 8 that every reader takes. */
function lut({ firstMapped, data, explanation }: LookUpTable, isSigned: boolean): Attributes {
  // 65536 entries are written as none; the second value is a word of either sign (PS3.3 C.11.1.1.1).
  const descriptor = [data.length & 0xffff, firstMapped & 0xffff, 16]
  return {
    LUTDescriptor: isSigned ? Int16Array.from(descriptor) : Uint16Array.from(descriptor),
    ...(explanation === '' ? {} : { LUTExplanation: limited(explanation, 64) }), LUTData: Uint16Array.from(data),
  }
}

/** The output of a VOI table spans its bits: another depth is another scale. */
const deepened = (table: LookUpTable): LookUpTable => ({ ...table, data: table.data.map((value) => Math.round((value * 0xffff) / (2 ** table.bits - 1))) })

/** A presentation state takes the place of the image's own shutter, so it repeats it (PS3.4 N.2.5). */
function shutter({ displayShutter }: PresentedImage): Attributes {
  if (displayShutter === null) return {}
  const { rectangle, circle, polygon, presentationValue } = displayShutter
  return {
    ShutterShape: [...rectangle === null ? [] : ['RECTANGULAR'], ...circle === null ? [] : ['CIRCULAR'], ...polygon === null ? [] : ['POLYGONAL']],
    ...(rectangle === null ? {} : {
      ShutterLeftVerticalEdge: rectangle.left, ShutterRightVerticalEdge: rectangle.right, ShutterUpperHorizontalEdge: rectangle.upper, ShutterLowerHorizontalEdge: rectangle.lower,
    }),
    ...(circle === null ? {} : { CenterOfCircularShutter: [circle.row, circle.column], RadiusOfCircularShutter: circle.radius }),
    ...(polygon === null ? {} : { VerticesOfThePolygonalShutter: polygon.flat() }),
    ShutterPresentationValue: presentationValue,
  }
}
