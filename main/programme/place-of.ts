/** The reading of an exam that waits or is under way; the coordinator's acts on an exam speak of it. */
import type { Dossier, Place } from '../domain/dossier/index.ts'

export function placeOf({ lectures }: Dossier): Place {
  return (lectures.find(({ state }) => state !== 'DEFINITIF' && state !== 'EN_FILE') ?? lectures[0])?.place ?? 'L2'
}
