/** The demonstration studies that a new workstation offers: generated here, the same every time, of nobody. */
import { setImmediate } from 'node:timers/promises'
import { ctStudy } from './ct-study.ts'
import { eegStudy } from './eeg-study.ts'
import { mammogramStudies, type DemoObject } from './mammogram-study.ts'

export type { DemoObject } from './mammogram-study.ts'
export { demoInstitution } from './demo-attributes.ts'

/** A four-view mammogram, its prior of two years before, a CT of a phantom, an EEG; as Part 10 files. Other work gets
 *  its turn between two objects. */
export async function* demoStudies(): AsyncGenerator<DemoObject> {
  for (const study of [mammogramStudies, ctStudy, eegStudy]) {
    for (const object of study()) {
      yield object
      await setImmediate()
    }
  }
}
