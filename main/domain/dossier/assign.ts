/** May the coordinator give an exam to a reader? Never to who has read it, was consulted on it or signed its first
 *  reading; and only while the reading in question is still to be done. */
import { lectureOf, type Dossier, type Lecture } from './dossier.ts'
import type { Place } from './parameters.ts'
import type { Refusal } from './refusals.ts'
import type { State } from './table.ts'

/** As what a reader is given the exam. */
export type Post = Place | 'ARBITRE'
/** `l2`: entitled to read at this post. */
export interface Candidate { readonly id: string; readonly l2: boolean }

const waiting: readonly State[] = ['EN_FILE', 'DIFFERE', 'ATTENTE_ANTERIORITES']

export function assignmentRefusal(dossier: Dossier, post: Post, { id, l2 }: Candidate): Refusal | null {
  if (!l2) return 'E_NON_HABILITE'
  if (post === 'ARBITRE') return arbiterRefusal(dossier, id)
  if (dossier.own !== null) return dossier.issue === null ? 'E_ETAT' : 'E_FINALISE'
  const lecture = dossier.lectures.find(({ place }) => place === post)
  if (lecture === undefined) return 'E_ETAT'
  if (id === dossier.first) return 'E_MEME_LECTEUR'
  const held = lectureOf(dossier, id)
  if (held !== null && held.place === post) return isBegun(held) ? null : 'E_DEJA_LU'
  if (held !== null || dossier.haveRead.includes(id) || dossier.consulted.includes(id)) return 'E_DEJA_LU'
  return waiting.includes(lecture.state) ? null : 'E_DEJA_PRIS'
}

const isBegun = ({ state }: Lecture): boolean => state !== 'DEFINITIF'

function arbiterRefusal(dossier: Dossier, id: string): Refusal | null {
  if (dossier.own !== 'ARBITRAGE') return 'E_ETAT'
  return dossier.versions.some(({ reader, round }) => reader === id && round === dossier.round) ? 'E_ARBITRE_DEJA_LECTEUR' : null
}
