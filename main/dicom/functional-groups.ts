/** Where an object keeps what may differ between its frames: in functional groups, shared by all or of one frame
 *  (PS3.3 C.7.6.16), or, in objects without groups, in the dataset itself. */
import { items, type Dataset } from './dataset.ts'

export type GroupSequence =
  | 'FrameAnatomySequence' | 'FrameVOILUTSequence' | 'PatientOrientationInFrameSequence' | 'PixelMeasuresSequence'
  | 'PixelValueTransformationSequence' | 'PlaneOrientationSequence' | 'PlanePositionSequence'

/** The item that holds these attributes. */
export type FindGroup = (sequence: GroupSequence) => Dataset

/** What holds for the whole object: shared by all frames, else of the first frame, else in the dataset. */
export function objectGroups(dataset: Dataset): FindGroup {
  const first = items(dataset, 'PerFrameFunctionalGroupsSequence')[0]
  return (sequence) => sharedGroup(dataset, sequence) ?? groupIn(first, sequence) ?? dataset
}

/** One finder per frame: of the frame, else shared, else in the dataset. Empty where no frame has groups of its own. */
export function frameGroups(dataset: Dataset, frames: number): FindGroup[] {
  const perFrame = items(dataset, 'PerFrameFunctionalGroupsSequence')
  if (perFrame.length === 0) return []
  return Array.from({ length: frames }, (_, index) => (sequence) => groupIn(perFrame[index], sequence) ?? sharedGroup(dataset, sequence) ?? dataset)
}

function sharedGroup(dataset: Dataset, sequence: GroupSequence): Dataset | undefined {
  return groupIn(items(dataset, 'SharedFunctionalGroupsSequence')[0], sequence)
}

function groupIn(groups: Dataset | undefined, sequence: GroupSequence): Dataset | undefined {
  return groups === undefined ? undefined : items(groups, sequence)[0]
}
