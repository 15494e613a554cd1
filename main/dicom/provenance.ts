/** Why an exam was asked for and done, and what its image was made from (PS3.3 C.7.2.1, C.7.3.1, C.7.6.1.1.4). */
import type { ImageDescriptor } from '../contract/index.ts'
import { items, text, type Dataset } from './dataset.ts'
import { code } from './values.ts'

/** Words of the requester and meanings of codes, each once, in the order of asking and doing. */
export function reasons(dataset: Dataset): string[] {
  const requests = [dataset, ...items(dataset, 'RequestAttributesSequence')]
  const asked = requests.flatMap((request) => [text(request, 'ReasonForTheRequestedProcedure'), ...meanings(request, 'ReasonForRequestedProcedureCodeSequence')])
  return [...new Set([...asked, ...meanings(dataset, 'ReasonForPerformedProcedureCodeSequence')])].filter((reason) => reason !== '')
}

function meanings(dataset: Dataset, keyword: 'ReasonForRequestedProcedureCodeSequence' | 'ReasonForPerformedProcedureCodeSequence'): string[] {
  return items(dataset, keyword).map((item) => code(item)).map(({ meaning, value }) => meaning || value)
}

export function sourceImages(dataset: Dataset): ImageDescriptor['sourceImages'] {
  return items(dataset, 'SourceImageSequence')
    .map((item) => ({ sopInstanceUID: text(item, 'ReferencedSOPInstanceUID'), spatialLocationsPreserved: text(item, 'SpatialLocationsPreserved') }))
    .filter(({ sopInstanceUID }) => sopInstanceUID !== '')
}
