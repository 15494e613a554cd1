/** The demonstration studies that a new workstation offers: generated here, the same every time, of nobody. */
import { setImmediate } from 'node:timers/promises'
import { ctStudy } from './ct-study.ts'
import { eegStudy } from './eeg-study.ts'
import { mammogramStudies, type DemoObject } from './mammogram-study.ts'
import { tomosynthesisStudies } from './tomosynthesis-study.ts'

export type { DemoObject } from './mammogram-study.ts'
export { demoInstitution } from './demo-attributes.ts'
export { demoTomosynthesis, tomosynthesis as generateTomosynthesis, tomosynthesisStudies, type TomosynthesisOptions } from './tomosynthesis-study.ts'

/** A four-view mammogram, its prior of two years before, a CT of a phantom, a tomosynthesis, an EEG; as
 *  Part 10 files. Other work gets its turn between two objects. */
export async function* demoStudies(): AsyncGenerator<DemoObject> {
  for (const study of [mammogramStudies, ctStudy, tomosynthesisStudies, eegStudy]) {
    for (const object of study()) {
      yield object
      await setImmediate()
    }
  }
}
