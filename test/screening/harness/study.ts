/** One generated screening exam, four views, and a phantom CT: nothing of any person. */
import type { ImageDescriptor, OpenedStudy, WorklistRow } from '../../../main/contract/index.ts'
import { imageDescriptorFixture } from '../../fixtures/image-descriptor.ts'

export const study: WorklistRow = {
  studyInstanceUID: '2.25.1001' as WorklistRow['studyInstanceUID'],
  patientName: 'MAMMATEST^Maria', patientID: 'DEMO-0001', patientBirthDate: '1962-04-12', patientSex: 'F',
  studyDate: new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10), studyTime: '101500', accessionNumber: 'A-2025-0310', modalities: ['MG'],
  description: 'Mammographie de dépistage 4 vues', site: 'Flers', imageCount: 4, priorCount: 1, locality: 'local', progress: null, reading: 'to-read', demo: false,
}

function image(index: number, imageLaterality: 'R' | 'L', viewPosition: 'CC' | 'MLO'): ImageDescriptor {
  const along = imageLaterality === 'R' ? 'P' : 'A'
  const across = imageLaterality === 'R' ? 'L' : 'R'
  return imageDescriptorFixture({
    studyInstanceUID: study.studyInstanceUID, seriesInstanceUID: '2.25.1002', sopInstanceUID: `2.25.20${index}`, imageLaterality, viewPosition, viewCode: null, rows: 4096, columns: 3328,
    patientOrientation: [along, viewPosition === 'CC' ? across : `F${across}`],
  })
}
export const images: ImageDescriptor[] = [image(1, 'R', 'CC'), image(2, 'L', 'CC'), image(3, 'R', 'MLO'), image(4, 'L', 'MLO')]
export const openedStudy: OpenedStudy = { study, images, rejected: [] }

export const ctStudy: OpenedStudy = { study: { ...study, modalities: ['CT'], description: 'Scanner thoracique', patientName: 'FANTOME^Alpha', priorCount: 0 }, images: [], rejected: [] }
