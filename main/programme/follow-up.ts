/** What the structure records once an exam is final: the event that its issue calls for, and the return of redone films. */
import type { Dossier, DossierEvent, Issue } from '../domain/dossier/index.ts'

const sent = { CONCORDANT_NEG: 'resultatEnvoye', POSITIF_L2: 'demanderBdd', CTI: 'demanderRefait' } as const satisfies Record<Issue, DossierEvent['type']>

/** The result has left, or the workup or the films have been asked for. An exam without an issue is refused by any. */
export function sentEvent({ issue }: Dossier): readonly DossierEvent[] {
  return [{ type: sent[issue ?? 'CONCORDANT_NEG'] }]
}

/** Both sets must be here: the redone films among the images of the exam, and others beside them. */
export function retakeEvents(images: readonly string[], redone: readonly string[]): readonly DossierEvent[] {
  const here = new Set(redone.filter((uid) => images.includes(uid)))
  const complete = here.size === new Set(redone).size
  return [{ type: 'refaitRecu', initialImages: images.length - here.size, redoneImages: complete ? here.size : 0 }, { type: 'remettreEnFile' }]
}
