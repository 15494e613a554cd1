/** The sentences in English. */
import type { FindingCode } from './finding.ts'
import type { FindingWords, Values } from './sentences.ts'

export const en: Record<FindingCode, (values: Values) => FindingWords> = {
  'side-contradictory': (v) => ({
    short: 'Contradictory side: R or L?',
    full: `The image names different sides: ${v.sides()}. It is shown apart, without a side, as received, and can bear no mark. Compare with the lead marker and ask the site to correct the object.`,
  }),
  'side-missing': () => ({
    short: 'No side given',
    full: 'The image does not say which breast it shows. It is shown apart, without a side, as received, and can bear no mark. Compare with the lead marker and ask the site to complete the object.',
  }),
  'side-both': () => ({
    short: 'Side: R+L',
    full: 'The image claims both breasts without being a cleavage view. It is shown apart, as received, and can bear no mark. Ask the site for the side.',
  }),
  'view-contradictory': (v) => ({
    short: 'Contradictory view',
    full: `The image names two views: ${v.text('meaning') || v.text('code')} (code) and ${v.text('position')} (View Position). It is shown apart and fills no place. Judge the view on the image and ask the site to correct the object.`,
  }),
  'view-missing': (v) => ({
    short: 'View not coded',
    full: `The image has no view code${v.text('position') === '' ? '' : ` (View Position “${v.text('position')}” is not enough)`}. It fills no place and is among the other images. Ask the site to send the view code.`,
  }),
  'view-unknown': (v) => ({
    short: 'Unknown view',
    full: `The view code ${v.text('code')} (${v.text('scheme')}${v.text('meaning') === '' ? '' : `, “${v.text('meaning')}”`}) is not known. The image fills no place and is among the other images. Judge the view on the image.`,
  }),
  'view-position-differs': (v) => ({
    short: 'View: two names',
    full: `The code says “${v.text('meaning') || v.text('code')}”, View Position says ${v.text('position')}. The image is placed by the code. Nothing to do if it is in its place.`,
  }),
  'orientation-missing': () => ({
    short: 'No orientation: shown as received',
    full: 'The image does not say how it lies. It is shown as received, centred, unturned. Check the direction with the lead marker before placing a finding.',
  }),
  'orientation-impossible': (v) => ({
    short: 'Impossible orientation: shown as received',
    full: `The orientation ${v.text('orientation')} is impossible for this view. The image is shown as received, centred, unturned. Check the direction with the lead marker and tell the site.`,
  }),
  'orientation-contradicts-side': (v) => ({
    short: 'Orientation against the side',
    full: `The orientation ${v.text('orientation')} is that of an oblique view of the other breast. The image is shown as received, centred, unturned. Compare the side with the lead marker; if in doubt, dispute the side.`,
  }),
  'spacing-missing': () => ({
    short: 'Unknown scale',
    full: 'The image does not give the size of its pixels. It is shown at its own scale and measures in pixels only. Do not compare sizes with the other images.',
  }),
  'spacing-uneven': (v) => ({
    short: 'Pixels not square: scale left aside',
    full: `The pixel size differs between rows and columns (${v.number('row')} and ${v.number('column')} mm). The scale is not used: the image is shown at its own scale and measures in pixels. Tell the site.`,
  }),
  'spacing-implausible': (v) => ({
    short: 'Implausible scale: left aside',
    full: `The pixel size (${v.number('row')} × ${v.number('column')} mm) is not that of a mammography detector. It is not used: the image is shown at its own scale and measures in pixels. Tell the site.`,
  }),
  'spacing-contradictory': () => ({
    short: 'Two contradictory scales',
    full: 'The two pixel sizes of the image (in the object and at the detector) cannot both be true. Neither is used: the image is shown at its own scale and measures in pixels. Tell the site.',
  }),
  'spacing-unusual': (v) => ({
    short: 'Unusual scale',
    full: `The pixel size (${v.number('row')} × ${v.number('column')} mm) is unusual for a mammogram. It is used. Judge sizes with caution.`,
  }),
  'magnification-implausible': (v) => ({
    short: 'Implausible magnification factor',
    full: `No apparatus has the magnification factor ${v.number('factor')} that the image gives. It is not used: lengths are given at the detector. Tell the site.`,
  }),
  'calibration-contradictory': () => ({
    short: 'Contradictory calibration',
    full: 'Magnification factor and calibration of the image do not agree. The calibration is not used: lengths are given from the detector and the factor. Bear it in mind for any reported size.',
  }),
  'for-processing': () => ({
    short: 'Raw image, not for interpretation',
    full: 'This image is raw (FOR PROCESSING) and not meant for interpretation. Ask the site for the presentation image (send again).',
  }),
  'eight-bits': (v) => ({
    short: `${v.text('bits')} bits per pixel`,
    full: `The image has only ${v.text('bits')} bits per pixel: a mammogram has 12 or more. It is shown as it is; greys were lost before it was sent. Ask the site for the original.`,
  }),
  lossy: () => ({
    short: 'Lossy compression',
    full: 'The image was compressed with loss before it came here. It is shown as it is. If a fine detail matters, ask the site for the original.',
  }),
  'burned-in': () => ({
    short: 'Burned-in text',
    full: 'The image bears text in its pixels, as a digitised film does. Compare it with the patient identity and the side that are displayed.',
  }),
  'unread-overlays': (v) => ({
    short: 'Overlay not shown',
    full: `The image bears overlays that could not be read (group ${v.text('groups')}). They are not shown. Ask the site what they show.`,
  }),
  partial: () => ({ short: 'Partial view', full: 'The image shows only a part of the breast. Read it with the other parts of the same view.' }),
  magnified: (v) => ({
    short: `Magnified × ${v.number('factor')}`,
    full: `The image is a magnification (× ${v.number('factor')}). It is not brought to the size of the other images.`,
  }),
  implant: () => ({ short: 'Implant', full: 'The image is made with an implant in place. Read the implant-displaced views too, if there are any.' }),
  'other-modality': (v) => ({
    short: `${v.text('modality')} image`,
    full: `The exam holds images that are no mammograms (${v.text('modality')}: ${v.text('count')}). They are among the other images.`,
  }),
  'date-missing': () => ({ short: 'No date', full: 'The image has no acquisition date. The date of the exam stands in its place.' }),
  'date-future': (v) => ({
    short: `Future date: ${v.day('date')}`,
    full: `The image is dated ${v.day('date')}, a day to come. It is shown as it is. Check the clock of the apparatus or of this workstation.`,
  }),
  'same-place': (v) => ({
    short: 'Two images for one place',
    full: `Several images (${v.text('count')}) claim to be the ${v.breast('side')} ${v.text('view')}. The latest is in its place, the others are extra: look at all of them.`,
  }),
  'one-breast': (v) => ({
    short: `${v.breast('side')} breast only`.replace(/^./, (letter) => letter.toUpperCase()),
    full: `The exam holds images of the ${v.breast('side')} breast only. The places of the other breast stay empty. Check that none is missing (operated breast or incomplete transfer).`,
  }),
  male: () => ({ short: 'Patient: male', full: 'The patient is a man: outside the screening programme. The images are shown. Check the identity with the site.' }),
  'prior-newer': (v) => ({
    short: 'Prior is newer',
    full: `The prior is dated ${v.day('date')}, after the exam to read. It is shown as a prior. Check the dates of both exams.`,
  }),
  'prior-other-patient': () => ({
    short: 'Prior: other identity',
    full: 'The prior bears another birth date or sex than the exam. Do not compare before you have checked the identity with the site.',
  }),
  'other-patient-refused': (v) => ({
    short: 'Image of another person refused',
    full: `Objects of this exam (${v.text('count')}) bore the identity of another person. They were not stored and are not shown: the exam may be incomplete. Tell the site before you conclude.`,
  }),
  'other-name': () => ({
    short: 'Other name',
    full: 'The image bears another name than the exam, with the same number and birth date (birth name or married name?). It is shown. Check the identity with the site.',
  }),
  'other-sex': () => ({
    short: 'Other sex',
    full: 'The image bears another sex than the exam, with the same number and birth date. It is shown. Check the identity with the site.',
  }),
  'side-disputed': () => ({
    short: 'Side disputed',
    full: 'You disputed the side of this image. The reading cannot be closed before a technical recall of this image, or before you withdraw the dispute.',
  }),
}
