/** After the signature: a correction is asked for, agreed to elsewhere, written and signed as the next version. */
export { AskCorrection } from './AskCorrection.tsx'
export { CorrectingPanel } from './CorrectingPanel.tsx'
export { CorrectionNotice } from './CorrectionNotice.tsx'
export { SignedVersions } from './SignedVersions.tsx'
