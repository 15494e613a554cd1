/** Display quality (IHE MAMMO Q1 to Q5): the rule, the match of a screen with the registry, fitness and its reasons,
 *  and what a reading may do on it. */
export { defaultDisplayRule } from './default-rule.ts'
export { checkDue, effectivePath, fitness, type Fitness } from './fitness.ts'
export { gate, isProgramme, type GateAnswer, type GatedAct, type GatedReading } from './gate.ts'
export { devicePixels, matchDisplay, megapixels, samePixels, usablePixelPitch, type DevicePixels } from './match.ts'
export { cardMm, pixelPitchFrom, pixelsOf } from './pixel-pitch.ts'
export { questionWords } from './reasons.ts'
export { refusalParams, standingWords, type DisplayStanding } from './standing.ts'
