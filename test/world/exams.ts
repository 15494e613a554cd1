/** What a centre holds: one mammogram of today's list and one of two years before, of two patients, all made here. The
 *  patients are named after what they show; nobody bears such a name. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fixtureUid } from '../fixtures/image-object.ts'
import { mammogram } from '../fixtures/mammography/index.ts'
import type { Centre } from './centres.ts'

export interface Exam {
  readonly patientID: string
  readonly patientName: string
  readonly birthDate: string
  /** DICOM day. */
  readonly date: string
  readonly accessionNumber: string
  readonly studyInstanceUID: string
  readonly objects: readonly Uint8Array[]
}

const views = [{ side: 'R', view: 'CC' }, { side: 'L', view: 'CC' }, { side: 'R', view: 'MLO' }, { side: 'L', view: 'MLO' }] as const

/** Of one patient: today's first. */
export async function examsOf(centre: Pick<Centre, 'id' | 'name' | 'characterSet'>, patient: number, today: string, imagesEach: number = views.length): Promise<Exam[]> {
  const patientID = `MONDE-${centre.id.toUpperCase()}-${patient}`
  const patientName = `ESSAI^${centre.name} numéro ${patient}`
  const made: Exam[] = []
  for (const date of [today, `${Number(today.slice(0, 4)) - 2}${today.slice(4)}`]) {
    const key = `world ${centre.id} ${patient} ${date}`
    const accessionNumber = `M${patient}${centre.id.slice(0, 4).toUpperCase()}${date.slice(2)}`
    // Without signs that Latin 1 lacks (’).
    const over = {
      AccessionNumber: accessionNumber, InstitutionName: `Centre d'imagerie de ${centre.name}`, InstitutionAddress: '1 rue du Modèle', Manufacturer: 'Modèle', StudyDescription: 'Mammographie de dépistage',
    }
    const images = views.slice(0, imagesEach).map((view, index) => mammogram({ key, patientName, patientID, birthDate: `196${patient}0412`, sex: 'F', date }, index + 1, { ...view, over }).part10)
    made.push({
      patientID, patientName, birthDate: `196${patient}0412`, date, accessionNumber, studyInstanceUID: fixtureUid(`study ${key}`),
      objects: centre.characterSet === 'ISO_IR 192' ? images : await inLatin1(images),
    })
  }
  return made
}

/** By dcmtk, so that what is written in another character set is not written by us. */
async function inLatin1(objects: readonly Uint8Array[]): Promise<Uint8Array[]> {
  const dir = await mkdtemp(join(tmpdir(), 'binocle-latin1-'))
  try {
    const converted: Uint8Array[] = []
    for (const object of objects) {
      await writeFile(join(dir, 'from.dcm'), object)
      await promisify(execFile)('dcmconv', ['--convert-to-latin1', join(dir, 'from.dcm'), join(dir, 'to.dcm')])
      converted.push(new Uint8Array(await readFile(join(dir, 'to.dcm'))))
    }
    return converted
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
