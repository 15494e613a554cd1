/** One line of the structure's file as an entry: which columns mean what, which must be filled, how days are written. Pure. */
import { z } from 'zod'
import { day } from '../../contract/index.ts'
import type { ParsedList } from './parse-list.ts'

export const listEntry = z.strictObject({
  /** Number of the exam with the structure: the accession number of its images, or the number on the first reader's sheet. */
  dossier: z.string().min(1).max(64),
  nom: z.string().min(1).max(64),
  prenoms: z.string().max(64),
  naissance: day,
  examen: day,
  centre: z.string().max(120),
  adresse: z.string().max(240),
  medecins: z.array(z.strictObject({ nom: z.string().max(80), adresse: z.string().max(240) })).max(2),
})
export type ListEntry = z.infer<typeof listEntry>

type Field = 'dossier' | 'nom' | 'prenoms' | 'naissance' | 'examen' | 'centre' | 'adresse' | 'medecin' | 'adresseMedecin' | 'medecin2' | 'adresseMedecin2'

/** Headings as structures write them, without accents, case and punctuation. */
const headings: Readonly<Record<Field, readonly string[]>> = {
  dossier: ['dossier', 'n dossier', 'no dossier', 'n de dossier', 'no de dossier', 'numero de dossier', 'numero dossier'],
  nom: ['nom', 'nom de naissance', 'nom patiente'],
  prenoms: ['prenom', 'prenoms'],
  naissance: ['date de naissance', 'naissance', 'nee le', 'ddn'],
  examen: ['date de l examen', 'date examen', 'date de la mammographie', 'date mammographie', 'examen du', 'date'],
  centre: ['centre', 'site', 'cabinet'],
  adresse: ['adresse', 'adresse de la patiente', 'adresse patiente'],
  medecin: ['medecin', 'medecin traitant', 'medecin 1'],
  adresseMedecin: ['adresse du medecin', 'adresse medecin', 'adresse medecin 1', 'adresse du medecin 1', 'adresse du medecin traitant'],
  medecin2: ['medecin 2', 'gynecologue', 'second medecin'],
  adresseMedecin2: ['adresse medecin 2', 'adresse du medecin 2', 'adresse gynecologue', 'adresse du gynecologue'],
}
const needed: readonly Field[] = ['dossier', 'nom', 'prenoms', 'naissance', 'examen']

export const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()

export type Columns = ReadonlyMap<Field, number>

/** Which column holds what, or the first heading that is missing, in the structure's words. */
export function columnsOf({ header }: Pick<ParsedList, 'header'>): Columns | { readonly missing: string } {
  const names = header.map(folded)
  const columns = new Map<Field, number>()
  for (const field of Object.keys(headings) as Field[]) {
    const at = names.findIndex((name) => headings[field].includes(name))
    if (at >= 0) columns.set(field, at)
  }
  const missing = needed.find((field) => !columns.has(field))
  return missing === undefined ? columns : { missing: missingWords[missing] ?? missing }
}
const missingWords: Partial<Record<Field, string>> = { dossier: 'N° de dossier', nom: 'Nom', prenoms: 'Prénoms', naissance: 'Date de naissance', examen: 'Date de l’examen' }

/** The entry, or the heading of the cell that cannot be read. */
export function entryOf(cells: readonly string[], columns: Columns, header: readonly string[]): ListEntry | { readonly wrong: string } {
  const cell = (field: Field) => cells[columns.get(field) ?? -1]?.replaceAll(/\s+/g, ' ').trim() ?? ''
  const lines = (field: Field) => cells[columns.get(field) ?? -1]?.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line !== '').join('\n') ?? ''
  const medecins = ([['medecin', 'adresseMedecin'], ['medecin2', 'adresseMedecin2']] as const).map(([name, address]) => ({ nom: cell(name), adresse: lines(address) })).filter(({ nom }) => nom !== '')
  const entry = { dossier: cell('dossier'), nom: cell('nom'), prenoms: cell('prenoms'), naissance: isoDay(cell('naissance')), examen: isoDay(cell('examen')), centre: cell('centre'), adresse: lines('adresse'), medecins }
  const read = listEntry.safeParse(entry)
  if (read.success) return read.data
  const [path = 'dossier'] = read.error.issues[0]?.path ?? []
  return { wrong: header[columns.get((path === 'medecins' ? 'medecin' : path) as Field) ?? 0] ?? String(path) }
}

/** `10/03/2025`, `10.03.2025` or `2025-03-10`. */
function isoDay(text: string): string {
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text)
  const iso = french === null ? text : `${french[3] ?? ''}-${(french[2] ?? '').padStart(2, '0')}-${(french[1] ?? '').padStart(2, '0')}`
  const at = Date.parse(`${iso}T00:00:00Z`)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== iso ? '' : iso
}
