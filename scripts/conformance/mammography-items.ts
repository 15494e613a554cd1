/** The mammography display requirements that this program answers to: IHE Mammography Image (RAD TF-2 4.16.4.2.2.1.1),
 *  the French rules of dematerialised second reading and the display tests of AAPM. `note`: what is decided, left to
 *  the site or left out, where that is not the whole requirement. */
export interface DisplayItem {
  readonly id: string
  readonly requirement: string
  readonly note?: string
}

export const displayItems: readonly DisplayItem[] = [
  { id: 'M01', requirement: 'Every VOI LUT Sequence item and every window of a For Presentation image, selectable by its explanation' },
  { id: 'M02', requirement: 'VOI LUT Function LINEAR, SIGMOID, LINEAR_EXACT; absent means LINEAR' },
  { id: 'M03', requirement: 'LUT Data in OW or US; 0 entries means 65536; second descriptor value signed with signed pixels' },
  { id: 'M04', requirement: 'Output in P-Values for a GSDF display; Presentation LUT Shape IDENTITY and INVERSE', note: 'the calibration of the display itself is its own; Binocle asks for its record and computes what each step should measure' },
  { id: 'M05', requirement: 'One grey-scale choice for all views of a study; a table is shifted and stretched like a window' },
  { id: 'M06', requirement: 'FOR PROCESSING images are not hung for reading, and say so' },
  { id: 'M07', requirement: 'Pixel Padding Value and Range Limit black under every window and inversion, out of every automatic range' },
  { id: 'M08', requirement: 'Lossy compression and burned-in annotation are said on the image' },
  { id: 'M10', requirement: 'Justification and turn from Patient Orientation and Image Laterality alone, never from pixels' },
  { id: 'M11', requirement: 'One physical scale for all views, current and prior, whatever the detector' },
  { id: 'M12', requirement: 'True size by the pitch of the monitor; one acquired pixel per screen pixel, over every part of every image' },
  { id: 'M13', requirement: 'Calipers by calibrated spacing, else detector spacing and magnification, with their source; magnified views never in a same-size set unsaid' },
  { id: 'M14', requirement: 'Zoom and pan linked and mirrored; justification kept; no interpolation at 1:1' },
  { id: 'M20', requirement: 'Hanging by view code, modifiers, laterality and partial view, in SCT, SRT and SNM3' },
  { id: 'M21', requirement: 'Four current and four prior views at once; a missing view leaves its place empty; a wrong one never fills it' },
  { id: 'M22', requirement: 'View abbreviations with prefixes and suffixes as radiographers write them' },
  { id: 'M23', requirement: 'Implants: standard and implant-displaced views as pairs' },
  { id: 'M24', requirement: 'Partial views: said with their section, mosaics side by side' },
  { id: 'M25', requirement: 'Images without a place are counted and signalled; no case is closed before each was on screen' },
  { id: 'M26', requirement: 'Biopsy and specimen images in a step of their own' },
  { id: 'M27', requirement: 'Objects rejected by key object selections (IOCM) are hidden, and that is said' },
  { id: 'M30', requirement: 'CAD marks by their Rendering Intent' },
  { id: 'M31', requirement: 'CAD on the For Processing image is carried over only where spatial locations are preserved' },
  { id: 'M32', requirement: 'State of detections and analyses is shown' },
  { id: 'M33', requirement: 'CAD is off by default, one key away, named with its version, and never there in the blind phase' },
  { id: 'M40', requirement: 'Breast tomosynthesis objects with their per-frame values' },
  { id: 'M41', requirement: 'Scroll, cine, slabs, slice indicator, link between 2D and slices' },
  { id: 'M42', requirement: 'Tomosynthesis in other forms (Hologic SCO, CT class) is recognised and named' },
  { id: 'M43', requirement: 'Synthetic 2D is labelled; projections are not hung' },
  { id: 'Q1', requirement: 'Five megapixels at least, acquired pixels one to one' },
  { id: 'Q2', requirement: 'TG18-QC pattern on the reading display, at its own pixels' },
  { id: 'Q3', requirement: 'TG270 patterns over the full screen and range' },
  { id: 'Q4', requirement: 'Luminance, ratio and GSDF limits', note: 'limits differ between authorities: they are settings, and the luminance is entered by hand from a measurement' },
  { id: 'Q5', requirement: 'Programme reading is refused on an unfit display, and each reading says what it was read on' },
]
