/** Grey scale of DICOM images, pure: stored value → modality → VOI → presentation (PS3.3 C.11, PS3.4 N.2). */
export { applyVoi, displayTable, isInverse, type DisplayTable, type GreyScaleAttributes } from './display.ts'
export { gsdfLuminance, jndOfLuminance, luminanceOfJnd, MOST_P_VALUE } from './gsdf.ts'
export { lookUp, lookUpFraction } from './look-up.ts'
export { modalityRange, toModality } from './modality.ts'
export { paddingRange } from './padding.ts'
export { adjustVoi, matchPreset, standardWindows, voiPresets, type StandardWindow, type Voi, type VoiPreset, type VoiSetting } from './presets.ts'
export { applyWindow, type VoiLutFunction } from './window.ts'
