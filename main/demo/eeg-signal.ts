/** Twenty seconds of a made-up routine EEG, 21 electrodes of the 10-20 system against a common reference, microvolts:
 *  a posterior alpha rhythm that stops while the eyes are open, blinks, a little muscle, and the noise of every brain. */
import { createRandom } from './random.ts'

export const eegSamplingFrequency = 256
export const eegSeconds = 20

/** Electrodes with their code (PS3.16 CID 3030, scheme MDC): `back` 0 (front) to 1 (occiput), `side` −1 left to 1 right. */
export const eegElectrodes = [
  { label: 'Fp1', code: '7:1041', back: 0, side: -0.3 }, { label: 'Fp2', code: '7:1042', back: 0, side: 0.3 },
  { label: 'F7', code: '7:1073', back: 0.25, side: -0.8 }, { label: 'F3', code: '7:1057', back: 0.28, side: -0.4 }, { label: 'Fz', code: '7:1008', back: 0.28, side: 0 },
  { label: 'F4', code: '7:1062', back: 0.28, side: 0.4 }, { label: 'F8', code: '7:1078', back: 0.25, side: 0.8 },
  { label: 'T3', code: '7:1249', back: 0.5, side: -1 }, { label: 'C3', code: '7:1137', back: 0.5, side: -0.5 }, { label: 'Cz', code: '7:1016', back: 0.5, side: 0 },
  { label: 'C4', code: '7:1142', back: 0.5, side: 0.5 }, { label: 'T4', code: '7:1254', back: 0.5, side: 1 },
  { label: 'T5', code: '7:1257', back: 0.78, side: -0.8 }, { label: 'P3', code: '7:1185', back: 0.76, side: -0.4 }, { label: 'Pz', code: '7:1024', back: 0.76, side: 0 },
  { label: 'P4', code: '7:1190', back: 0.76, side: 0.4 }, { label: 'T6', code: '7:1262', back: 0.78, side: 0.8 },
  { label: 'O1', code: '7:1209', back: 1, side: -0.3 }, { label: 'O2', code: '7:1214', back: 1, side: 0.3 },
  { label: 'A1', code: '7:1289', back: 0.55, side: -1.15 }, { label: 'A2', code: '7:1290', back: 0.55, side: 1.15 },
] as const

const eyesOpen = { from: 9, to: 13 }
const blinks = [3.2, 9.1, 10.4, 11.9, 13, 17.6]

/** One array of microvolts per electrode. */
export function eegSignal(seed: number): Float64Array[] {
  const random = createRandom(seed)
  const samples = eegSamplingFrequency * eegSeconds
  const alpha = alphaRhythm(samples, random.next)
  return eegElectrodes.map(({ back, side }) => {
    const signal = new Float64Array(samples)
    const delay = Math.round(3 * (1 - back))
    const posterior = back ** 2.2 * (1 - 0.25 * Math.abs(side)) * (side > 0 ? 1.12 : 1)
    const frontal = Math.max(0, 1 - back / 0.42) ** 1.4
    const muscle = Math.abs(side) > 0.7 && back < 0.6 ? 2.4 : 0.7
    let [slow, drift] = [0, 0]
    for (let index = 0; index < samples; index += 1) {
      const time = index / eegSamplingFrequency
      slow = 0.93 * slow + random.normal()
      drift = 0.998 * drift + 0.35 * random.normal()
      signal[index] = 42 * posterior * (alpha[Math.max(0, index - delay)] ?? 0) + 2.1 * slow + drift + muscle * random.normal() + 130 * frontal * blinkAt(time) + 0.4 * Math.sin(2 * Math.PI * 50 * time)
    }
    return signal
  })
}

/** About 10 Hz, waxing and waning over seconds, absent while the eyes are open. */
function alphaRhythm(samples: number, uniform: () => number): Float64Array {
  let phase = 0
  let envelope = 0.7
  let target = 0.7
  return Float64Array.from({ length: samples }, (_, index) => {
    const time = index / eegSamplingFrequency
    if (index % 128 === 0) target = 0.35 + 0.65 * uniform()
    const open = time > eyesOpen.from && time < eyesOpen.to
    envelope += ((open ? 0.08 : target) - envelope) / (open ? 40 : 90)
    phase += (2 * Math.PI * (10 + 0.5 * Math.sin(time * 0.9) + 0.3 * (uniform() - 0.5))) / eegSamplingFrequency
    return envelope * (Math.sin(phase) + 0.18 * Math.sin(2 * phase + 0.6))
  })
}

/** A blink rises in a tenth of a second and falls in two. */
function blinkAt(time: number): number {
  return blinks.reduce((sum, at) => {
    const since = time - at
    return sum + (since < 0 ? Math.exp(-((since / 0.06) ** 2)) : Math.exp(-((since / 0.13) ** 2)))
  }, 0)
}
