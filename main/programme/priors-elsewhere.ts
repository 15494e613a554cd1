/** Priors that a reader of another console waits for: the wait ends on both consoles, whichever has them first. In the
 *  transaction in which it ends. */
import { advance, type Cause, type Dossier, type DossierEvent } from '../domain/dossier/index.ts'
import type { Store } from '../store/index.ts'
import { assignedTo } from './assignment-rows.ts'
import { append } from './event-list.ts'
import { keepNews } from './exam-news.ts'
import type { ProgrammePorts } from './ports.ts'

/** A wait that ends on this console is owed to the other one: by the centre to the reader, by a reader's console to the centre. */
export function owePriors(ports: ProgrammePorts, study: string, event: DossierEvent, { now }: Cause): void {
  if (event.type !== 'anterioritesRecues' && event.type !== 'delaiAnteriorites') return
  const { store } = ports
  const what = event.type === 'anterioritesRecues' && event.answer === 'RECUES' ? 'PRIORS' : 'NO_PRIORS'
  const joined = store.prepare('SELECT 1 FROM assigned_only').get() !== undefined
  // That the time is over each console finds out; the centre alone says that nothing will come.
  if (joined && what === 'NO_PRIORS') return
  for (const { reader } of assignedTo(store, study).filter(({ post, reader }) => post === event.place && isHere(store, reader) === joined)) {
    keepNews(store, { id: ports.newId(), study, account: reader, what, at: new Date(now).toISOString(), images: [], over: false })
    ports.owing()
  }
}

/** As another console says: it is not told what it said. */
export function priorsCame(ports: ProgrammePorts, study: string, dossier: Dossier, reader: string, answer: 'RECUES' | 'INTROUVABLES', at: number): Dossier {
  const place = assignedTo(ports.store, study).find((one) => one.reader === reader)?.post
  const waits = dossier.own === null && dossier.lectures.some((lecture) => lecture.place === place && lecture.state === 'ATTENTE_ANTERIORITES')
  if (!waits || place === undefined || place === 'ARBITRE') return dossier
  const event: DossierEvent = { type: 'anterioritesRecues', place, answer }
  const cause: Cause = { now: at, by: 'systeme' }
  const answered = advance(dossier, event, cause, ports.parameters())
  if ('problem' in answered) return dossier
  append(ports.store, study, event, cause, ports.parameters(), answered.dossier)
  return answered.dossier
}

const isHere = (store: Store, account: string): boolean => store.prepare<[string]>('SELECT 1 FROM accounts WHERE id = ?').get(account) !== undefined
