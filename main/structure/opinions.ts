/** What the final opinions of an exam amount to. Envelopes are opened when an exam is looked at or counted, once per
 *  session, a few at a time; what came out is kept in memory alone and goes with the session. */
import { createHash } from 'node:crypto'
import { ExpectedError, type Account, type Avis } from '../contract/index.ts'
import { cotes, decisionOf, ficheOf } from '../domain/sheet/index.ts'
import type { FirstFacts, OpinionFacts } from '../domain/indicators/index.ts'
import type { ReadingOfExam, RecordedExam } from './exam-rows.ts'
import type { StructurePorts } from './ports.ts'

export interface Conclusion { readonly blind: Avis; readonly final: Avis }
export interface ExamOpinions extends Conclusion { readonly first: Avis | null }

/** `unopened`: a list had no need. `sealed`: nothing of this round is final yet. `broken`: an envelope does not open, or was
 *  altered. `earlier`: of the rounds before, in their order. */
export type OpinionsOf =
  | { readonly is: 'open'; readonly opinions: ExamOpinions; readonly firstAvis: Avis | null; readonly earlier: readonly Conclusion[] }
  | { readonly is: 'sealed'; readonly firstAvis: Avis | null; readonly earlier: readonly Conclusion[] }
  | { readonly is: 'unopened' }
  | { readonly is: 'broken' }

type Opened = Avis | 'broken'
type Whose = Pick<Account, 'id' | 'roles'>
const atOnce = 8

export interface Opinions {
  /** Of each exam, in order; those that `wanted` leaves out stay shut, unless they are known to be broken. */
  of(account: Whose, exams: readonly RecordedExam[], wanted?: (exam: RecordedExam) => boolean): Promise<OpinionsOf[]>
  /** Whether an envelope of the exam is not the one that was committed to. Opens nothing. */
  altered(exam: RecordedExam): boolean
}

export function createOpinions({ opinionOf, store }: Pick<StructurePorts, 'opinionOf' | 'store'>): Opinions {
  const kept = new Map<string, Opened>()
  const broken = new Set<string>()
  const intact = new Set<string>()

  const corrections = store.prepare<[string], { n: number }>(`SELECT count(*) AS n FROM corrections WHERE reading_id = ? AND state = 'SIGNED'`)

  async function open(account: Whose, readingId: string, moment: 'FROZEN' | 'SIGNED' | 'FINAL'): Promise<Opened> {
    // A correction is a further envelope.
    const key = `${account.id} ${readingId} ${moment} ${moment === 'FINAL' ? corrections.get(readingId)?.n ?? 0 : 0}`
    const known = kept.get(key)
    if (known !== undefined) return known
    const opened = await opinionOf(account, readingId, moment).catch((error: unknown): Opened => {
      if (error instanceof ExpectedError && error.code === 'reading/seal-broken') return 'broken'
      throw error
    })
    kept.set(key, opened)
    if (opened === 'broken') broken.add(readingId)
    return opened
  }

  /** Where nothing is frozen (the first sheet is seen at once), the opinion that was signed first counts; what stands is the
   *  last correction. */
  async function conclusionOf(account: Whose, { id, frozen_at }: ReadingOfExam): Promise<Conclusion | 'broken'> {
    const final = await open(account, id, 'FINAL')
    const blind = await open(account, id, frozen_at === null ? 'SIGNED' : 'FROZEN')
    return final === 'broken' || blind === 'broken' ? 'broken' : { blind, final }
  }

  async function ofExam(account: Whose, { place, first, second, arbiter, earlier }: RecordedExam): Promise<OpinionsOf> {
    // Of two independent opinions nobody opens one before the exam is concluded.
    if (place?.policy === 'INDEPENDANT' && place.issue === null) return { is: 'sealed', firstAvis: null, earlier: [] }
    const firstAvis = first?.signed_at == null ? null : await open(account, first.id, 'SIGNED')
    const before = await Promise.all(earlier.map((reading) => conclusionOf(account, reading)))
    const rounds = before.filter((one) => one !== 'broken')
    if (firstAvis === 'broken' || rounds.length < before.length) return { is: 'broken' }
    if (second?.signed_at == null) return { is: 'sealed', firstAvis, earlier: rounds }
    const conclusion = await conclusionOf(account, second)
    const decided = arbiter?.signed_at == null || conclusion === 'broken' ? null : await conclusionOf(account, arbiter)
    return conclusion === 'broken' || decided === 'broken' ? { is: 'broken' } : { is: 'open', firstAvis, earlier: rounds, opinions: { first: firstAvis, ...conclusion, ...(decided === null ? {} : { final: decided.final }) } }
  }

  const envelopes = store.prepare<[string], { digest: string; envelope: string }>('SELECT digest, envelope FROM sealed_opinions WHERE reading_id = ?')
  const isIntact = ({ id }: ReadingOfExam): boolean => {
    if (broken.has(id)) return false
    if (intact.has(id)) return true
    const whole = envelopes.all(id).every(({ digest, envelope }) => createHash('sha256').update(envelope).digest('hex') === digest)
    if (whole) intact.add(id)
    else broken.add(id)
    return whole
  }
  const signed = ({ first, second, arbiter, earlier }: RecordedExam) => [first, second, arbiter, ...earlier].filter((reading) => reading !== null && reading.signed_at !== null)

  return {
    altered: (exam) => signed(exam).some((reading) => reading !== null && !isIntact(reading)),
    async of(account, exams, wanted = () => true) {
      const found: OpinionsOf[] = []
      for (let at = 0; at < exams.length; at += atOnce) {
        found.push(...await Promise.all(exams.slice(at, at + atOnce).map((exam): Promise<OpinionsOf> | OpinionsOf => {
          if (wanted(exam)) return ofExam(account, exam)
          return signed(exam).some((reading) => reading !== null && broken.has(reading.id)) ? { is: 'broken' } : { is: 'unopened' }
        })))
      }
      return found
    },
  }
}

const gravity = [1, 2, 0, 3, 4, 5] as const

export function opinionFacts(avis: Avis): OpinionFacts {
  const given = cotes.map((cote) => avis.acr[cote]).filter((value) => value !== null)
  const acr = given.toSorted((one, other) => gravity.indexOf(other) - gravity.indexOf(one))[0] ?? null
  return { decision: decisionOf(avis), acr }
}

/** What the first reader's sheet says of the immediate workup: the categories before it decide whether the reading was
 *  positive, and a workup that was done with a negative outcome is what a second reader may contradict. */
export function workupFacts(avis: Avis): Pick<FirstFacts, 'positiveBeforeBdi' | 'bdiNegative'> {
  const { acrAvantBilan: before, bdi } = ficheOf(avis)
  const atFirst: Avis = { ...avis, acr: { D: before.D ?? avis.acr.D, G: before.G ?? avis.acr.G } }
  return {
    positiveBeforeBdi: decisionOf(atFirst) === 'POSITIF',
    bdiNegative: avis.fiche === null ? null : bdi.realise === 'OUI' && decisionOf(avis) === 'NEGATIF',
  }
}
