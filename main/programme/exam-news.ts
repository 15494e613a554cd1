/** Rows of the table `exam_news`: what happened to an exam that another console must learn of, and whether it does. Written
 *  in the transaction in which it happened. */
import type { Store } from '../store/index.ts'

export interface ExamNews {
  readonly id: string
  readonly study: string
  /** At the centre the reader elsewhere; on a reader's console the account that tells the centre. */
  readonly account: string
  readonly what: 'IMAGES' | 'FICHE' | 'PRIORS' | 'NO_PRIORS' | 'PRIORS_ASKED'
  readonly at: string
  readonly images: readonly string[]
  /** The first conclusion had been released to this reader: the exam is taken back. */
  readonly over: boolean
}

interface Row extends Omit<ExamNews, 'images' | 'over'> { readonly images: string; readonly over: 0 | 1 }
const columns = 'id, study_uid AS study, account_id AS account, what, at, images, over'
const read = ({ images, over, ...row }: Row): ExamNews => ({ ...row, images: JSON.parse(images) as string[], over: over === 1 })

/** In the caller's transaction. `knownAt`: by the clock of a reader's console that knew before this one. */
export function keepNews(store: Store, { id, study, account, what, at, images, over }: ExamNews, knownAt: string | null = null): void {
  store.prepare('INSERT INTO exam_news (id, study_uid, account_id, what, at, images, over, told_at, known_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(id, study, account, what, at, JSON.stringify(images), over ? 1 : 0, knownAt === null ? null : at, knownAt)
}

/** In the caller's transaction. Several images that arrive one after the other are told at once, as long as none was. */
export function oweNews(store: Store, news: ExamNews): void {
  const { changes } = store.prepare('UPDATE exam_news SET images = ?, over = max(over, ?) WHERE study_uid = ? AND account_id = ? AND what = ? AND told_at IS NULL')
    .run(JSON.stringify(news.images), news.over ? 1 : 0, news.study, news.account, news.what)
  if (changes === 0) keepNews(store, news)
}

export function untoldNews(store: Store): ExamNews[] {
  return store.prepare<[], Row>(`SELECT ${columns} FROM exam_news WHERE told_at IS NULL ORDER BY at, id`).all().map(read)
}

/** In the caller's transaction. False when it was told meanwhile, or more of it became known. */
export function markTold(store: Store, { id, images, over }: ExamNews, at: string): boolean {
  return store.prepare('UPDATE exam_news SET told_at = ? WHERE id = ? AND told_at IS NULL AND images = ? AND over = ?').run(at, id, JSON.stringify(images), over ? 1 : 0).changes === 1
}

export function isNews(store: Store, id: string): boolean {
  return store.prepare<[string]>('SELECT 1 FROM exam_news WHERE id = ?').get(id) !== undefined
}

/** In the caller's transaction: the reader's console knew of it then. */
export function markKnown(store: Store, id: string, account: string, at: string): void {
  store.prepare('UPDATE exam_news SET known_at = ? WHERE id = ? AND account_id = ? AND known_at IS NULL').run(at, id, account)
}

export interface ChangeStanding {
  /** The reader was told, or will be, and has not answered: what he froze may speak of the exam as it was. */
  readonly open: boolean
  /** When the reader's console last learnt of a change, by its own clock. */
  readonly knownAt: string | null
  readonly what: 'IMAGES' | 'FICHE' | null
}

/** Changes of the exam since it was given to a reader of another console. */
export function changesFor(store: Store, study: string, account: string): ChangeStanding {
  const rows = store.prepare<[string, string], { what: 'IMAGES' | 'FICHE'; known_at: string | null }>(
    `SELECT n.what, n.known_at FROM exam_news n WHERE n.study_uid = ? AND n.account_id = ? AND n.what IN ('IMAGES', 'FICHE')
       AND EXISTS (SELECT 1 FROM standing_assignments x WHERE x.study_uid = n.study_uid AND x.account_id = n.account_id AND x.assigned_at <= n.at) ORDER BY n.at, n.id`,
  ).all(study, account)
  const known = rows.flatMap(({ known_at }) => known_at ?? [])
  return { open: rows.some(({ known_at }) => known_at === null), knownAt: known.toSorted().at(-1) ?? null, what: rows.at(-1)?.what ?? null }
}

/** When this console last knew of a change under an account's reading; null for none. */
export function lastChangeAt(store: Store, study: string, account: string): string | null {
  return store.prepare<[string, string], { at: string | null }>(`SELECT max(coalesce(known_at, at)) AS at FROM exam_news WHERE study_uid = ? AND account_id = ? AND what IN ('IMAGES', 'FICHE')`).get(study, account)?.at ?? null
}

/** Whether a reader elsewhere had priors of the exam after this instant of his own clock. */
export function hadPriorsSince(store: Store, study: string, account: string, at: string): boolean {
  return store.prepare<[string, string, string]>(`SELECT 1 FROM exam_news WHERE study_uid = ? AND account_id = ? AND what = 'PRIORS' AND known_at > ?`).get(study, account, at) !== undefined
}
