/** Descriptors of the images of a study, those that the site rejected apart. One that was written by another version of
 *  the program and could not be made anew (see `describe-again.ts`) has what it lacks left empty. */
import { imageDescriptor, type ImageDescriptor, type OpenedStudy } from '../contract/index.ts'
import { descriptionVersion } from '../dicom/index.ts'
import type { Store } from '../store/index.ts'
import { rejectedIn } from './rejected.ts'

export function shownAndRejected(store: Store, studyInstanceUID: string): Pick<OpenedStudy, 'images' | 'rejected'> {
  const rejected = rejectedIn(store, studyInstanceUID)
  const hidden = new Set(rejected.map(({ sopInstanceUID }) => sopInstanceUID))
  return { images: allImagesOf(store, studyInstanceUID).filter(({ sopInstanceUID }) => !hidden.has(sopInstanceUID)), rejected }
}

/** The images to be shown and read. */
export const imagesOf = (store: Store, studyInstanceUID: string): ImageDescriptor[] => shownAndRejected(store, studyInstanceUID).images

function allImagesOf(store: Store, studyInstanceUID: string): ImageDescriptor[] {
  return store
    .prepare<[string], { descriptor: string; description_version: number }>(
      `SELECT i.descriptor, i.description_version FROM instances i JOIN series s USING (series_uid)
       WHERE i.study_uid = ? AND i.descriptor IS NOT NULL ORDER BY s.series_number, s.series_uid, i.instance_number, i.sop_uid`,
    )
    .all(studyInstanceUID)
    .flatMap(({ descriptor, description_version }) => {
      const image: unknown = JSON.parse(descriptor)
      return description_version === descriptionVersion ? [image as ImageDescriptor] : (completeDescriptor(image) ?? [])
    })
}

const empties: readonly unknown[] = [null, [], '', false, { image: '', series: '', frame: '' }]

/** An old descriptor with the emptiest value that the contract allows for whatever it lacks; null when even that is none. */
export function completeDescriptor(old: unknown): ImageDescriptor | null {
  const known = typeof old === 'object' && old !== null ? (old as Record<string, unknown>) : {}
  const completed = Object.entries(imageDescriptor.shape).map(([name, schema]) =>
    [name, name in known ? known[name] : empties.find((value) => schema.safeParse(value).success)])
  const parsed = imageDescriptor.safeParse(Object.fromEntries(completed))
  return parsed.success ? parsed.data : null
}
