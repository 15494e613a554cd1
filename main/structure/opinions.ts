/** What the final opinions of an exam amount to. Envelopes are opened once per session, a few at a time; what came out is
 *  kept in memory alone and goes with the session. */
import { ExpectedError, type Account, type Avis } from '../contract/index.ts'
import { cotes, decisionOf, ficheOf } from '../domain/sheet/index.ts'
import type { FirstFacts, OpinionFacts } from '../domain/indicators/index.ts'
import type { RecordedExam } from './exam-rows.ts'
import type { StructurePorts } from './ports.ts'

export interface ExamOpinions {
  readonly first: Avis | null
  readonly blind: Avis
  readonly final: Avis
}

/** `sealed`: nothing is final yet. `broken`: an envelope does not open, or was altered. */
export type OpinionsOf = { readonly is: 'open'; readonly opinions: ExamOpinions; readonly firstAvis: Avis | null } | { readonly is: 'sealed'; readonly firstAvis: Avis | null } | { readonly is: 'broken' }

type Opened = Avis | 'broken'
const atOnce = 8

export interface Opinions {
  /** Of each exam, in order. */
  of(account: Pick<Account, 'id' | 'roles'>, exams: readonly RecordedExam[]): Promise<OpinionsOf[]>
}

export function createOpinions({ opinionOf }: Pick<StructurePorts, 'opinionOf'>): Opinions {
  const kept = new Map<string, Opened>()

  async function open(account: Pick<Account, 'id' | 'roles'>, readingId: string, moment: 'FROZEN' | 'SIGNED'): Promise<Opened> {
    const key = `${account.id} ${readingId} ${moment}`
    const known = kept.get(key)
    if (known !== undefined) return known
    const opened = await opinionOf(account, readingId, moment).catch((error: unknown): Opened => {
      if (error instanceof ExpectedError && error.code === 'reading/seal-broken') return 'broken'
      throw error
    })
    kept.set(key, opened)
    return opened
  }

  async function ofExam(account: Pick<Account, 'id' | 'roles'>, { first, second }: RecordedExam): Promise<OpinionsOf> {
    const firstAvis = first?.signed_at == null ? null : await open(account, first.id, 'SIGNED')
    if (firstAvis === 'broken') return { is: 'broken' }
    if (second?.signed_at == null) return { is: 'sealed', firstAvis }
    const final = await open(account, second.id, 'SIGNED')
    // Where nothing is frozen (the first sheet is seen at once), the signed opinion is the only one.
    const blind = second.frozen_at === null ? final : await open(account, second.id, 'FROZEN')
    if (final === 'broken' || blind === 'broken') return { is: 'broken' }
    return { is: 'open', firstAvis, opinions: { first: firstAvis, blind, final } }
  }

  return {
    async of(account, exams) {
      const found: OpinionsOf[] = []
      for (let at = 0; at < exams.length; at += atOnce) {
        found.push(...await Promise.all(exams.slice(at, at + atOnce).map((exam) => ofExam(account, exam))))
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
