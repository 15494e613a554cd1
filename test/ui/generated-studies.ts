/** A worklist of any length, the same every time: invented names, dates and sites, of nobody. */
import type { StudyInstanceUID, WorklistRow } from '../../main/contract/index.ts'

const families = ['ESSAI', 'TEST', 'MAMMATEST', 'DEMONSTRATION', 'EXEMPLE', 'FICTIVE', 'SPECIMEN', 'MODELE', 'GABARIT', 'ECHANTILLON', 'PROTOTYPE', 'FANTOME']
const given = ['Maria', 'Élodie', 'Chloé', 'Anne-Sophie', 'Fatima', 'Jeanne', 'Léa', 'Noémie', 'Zoé', 'Inès', 'Agnès', 'Marguerite', 'Solène', 'Yvonne', 'Françoise']
const sites = ['CH de Flers', 'CH de Vire', 'CHIC Alençon-Mamers', 'CH de L’Aigle', 'CH d’Argentan', 'Centre d’imagerie de Domfront', 'CH de Mortagne-au-Perche']
const exams: readonly [modality: string, description: string, images: number][] = [
  ['MG', 'Mammographie bilatérale 4 vues', 4], ['MG', 'Mammographie bilatérale 4 vues', 4], ['MG', 'Mammographie bilatérale + profils', 6], ['MG', 'Mammographie de dépistage', 4],
  ['CT', 'Scanner thoracique sans injection', 412], ['CT', 'Scanner abdomino-pelvien', 823], ['MR', 'IRM mammaire', 1540], ['DX', 'Thorax face', 1], ['US', 'Échographie mammaire', 22], ['EEG', 'EEG de veille 20 min', 0],
]
export const firstDay = '2025-03-12'

/** Numbers in 0..1 from a place in the list (xorshift of the index). */
function chance(index: number, salt: number): number {
  let x = (index * 2654435761 + salt * 40503 + 12345) >>> 0
  x ^= x << 13
  x >>>= 0
  x ^= x >>> 17
  x ^= x << 5
  return (x >>> 0) / 2 ** 32
}
const pick = <T>(list: readonly T[], index: number, salt: number): T => list[Math.floor(chance(index, salt) * list.length)] ?? (list[0] as T)
const dayBefore = (days: number) => new Date(Date.parse(firstDay) - days * 86_400_000).toISOString().slice(0, 10)

export function generatedStudy(index: number): WorklistRow {
  const [modality, description, images] = pick(exams, index, 1)
  const place = chance(index, 7)
  const locality = index === 2 ? 'retrieving' : index === 5 ? 'partial' : place < 0.55 ? 'local' : 'remote'
  const reading = modality !== 'MG' || locality !== 'local' ? 'none' : readingOf(index)
  return {
    studyInstanceUID: `2.25.${1000 + index}` as StudyInstanceUID,
    patientName: `${pick(families, index, 2)}^${pick(given, index, 3)}`,
    patientID: `IPP${String(100000 + Math.floor(index / 2))}`,
    patientBirthDate: dayBefore(18300 + Math.floor(chance(index, 4) * 8700)),
    patientSex: 'F',
    studyDate: dayBefore(Math.floor(index / 12)),
    studyTime: `${String(8 + Math.floor(chance(index, 5) * 10)).padStart(2, '0')}${String(Math.floor(chance(index, 8) * 60)).padStart(2, '0')}00`,
    accessionNumber: `A${String(500000 + index)}`,
    modalities: [modality],
    description,
    site: pick(sites, index, 6),
    imageCount: locality === 'remote' ? null : images,
    priorCount: modality === 'MG' ? Math.floor(chance(index, 9) * 3) : 0,
    locality,
    progress: locality === 'retrieving' ? 0.37 : null,
    reading,
    demo: false,
  }
}

function readingOf(index: number): WorklistRow['reading'] {
  const states = ['to-read', 'to-read', 'to-read', 'to-read', 'to-read', 'to-read', 'reading', 'frozen', 'signed', 'sent', 'sent', 'sent', 'send-failed'] as const
  return index < 4 ? 'to-read' : pick(states, index, 10)
}

export function generatedStudies(count: number): WorklistRow[] {
  return Array.from({ length: count }, (_, index) => generatedStudy(index))
}
