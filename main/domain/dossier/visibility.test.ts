/** The visibility table, row by row. */
import { describe, expect, it } from 'vitest'
import type { PolicyName } from '../second-reading/index.ts'
import { advance, defaultParameters, receive, sees, visibilityRows, type Cause, type Datum, type Dossier, type DossierEvent } from './index.ts'

const [l2, other] = [{ id: 'l2', l2: true, coordinator: false }, { id: 'autre', l2: true, coordinator: false }]
const acts = {
  control: { type: 'controleOk', sheet: true, inScope: true, identity: true, images: true, priorsAwaited: false },
  take: { type: 'prendre', displayFit: true }, open: { type: 'ouvrir', local: true }, freeze: { type: 'emettreAvis', digest: 'a', displayedMs: 5000, allSeen: true, rules: [] },
  reveal: { type: 'reveler' }, confirm: { type: 'confirmer', negativeWithoutWorkup: false }, finalise: { type: 'finaliser', digest: 's', rules: [], issue: 'POSITIF_L2' },
  consult: { type: 'demanderConsensus', invited: 'autre', invitedEntitled: true, reason: 'image difficile' }, answer: { type: 'ouvrirConsensus' },
} as const satisfies Record<string, DossierEvent>
function after(policy: PolicyName, ...steps: (keyof typeof acts)[]): Dossier {
  return steps.reduce((dossier, step) => {
    const by: Cause['by'] = step === 'control' ? 'systeme' : step === 'answer' ? other : l2
    const event: DossierEvent = step === 'finalise' && policy === 'INDEPENDANT' ? { ...acts.finalise, issue: null } : acts[step]
    const answer = advance(dossier, event, { now: 0, by }, defaultParameters)
    if ('problem' in answer) throw new Error(`${step}: ${answer.problem}`)
    return answer.dossier
  }, receive({ policy, first: policy === 'INDEPENDANT' ? null : 'l1' }, 0))
}
const blind = after('FR_DOCS_MASQUE', 'control', 'take', 'open')
const frozen = after('FR_DOCS_MASQUE', 'control', 'take', 'open', 'freeze')
const revealed = after('FR_DOCS_MASQUE', 'control', 'take', 'open', 'freeze', 'reveal')
const final = after('FR_DOCS_MASQUE', 'control', 'take', 'open', 'freeze', 'reveal', 'confirm', 'finalise')
const [reader, first, stranger, desk] = [{ id: 'l2', coordinator: false }, { id: 'l1', coordinator: false }, { id: 'autre', coordinator: false }, { id: 'coordinatrice', coordinator: true }]
const asked = (datum: Datum, dossier: Dossier, whose?: string) => [reader, first, desk, stranger].map((viewer) => sees(dossier, viewer, datum, whose))

describe('who sees what of an exam', () => {
  it('V1 images and priors: readers, first reader and coordinator at any time', () => { for (const dossier of [blind, frozen, final]) expect(asked('IMAGES', dossier)).toEqual([true, true, true, false]) })
  it('V2 identity, anamnesis and technique: never masked from the second reader', () => expect(asked('IDENTITE', blind)).toEqual([true, true, true, false]))
  it('V3 the first conclusion: from the second reader until the reveal, from nobody under the letter of the order', () => {
    expect([blind, frozen, revealed, final].map((dossier) => sees(dossier, reader, 'CONCLUSION_L1'))).toEqual([false, false, true, true])
    expect(asked('CONCLUSION_L1', blind)).toEqual([false, true, true, false])
    expect(sees(after('FR_DOCS', 'control', 'take'), reader, 'CONCLUSION_L1')).toBe(true)
    // A coordinator who reads stands there as a reader.
    expect(sees(blind, { id: 'l2', coordinator: true }, 'CONCLUSION_L1')).toBe(false)
  })
  it('V4 the workup: that there is one, and what it found only after the reveal', () => {
    expect([blind, revealed].map((dossier) => sees(dossier, reader, 'BDI'))).toEqual([false, true])
    expect(visibilityRows.find(({ id }) => id === 'V4')?.to.L2_AVEUGLE).toBe('existence')
  })
  it('V5 findings of a machine: never blind, afterwards where the centre chose so', () => {
    expect([sees(blind, reader, 'CAD', 'l2', true), sees(revealed, reader, 'CAD', 'l2', true), sees(revealed, reader, 'CAD', 'l2', false), sees(revealed, desk, 'CAD', 'l2', true)]).toEqual([false, true, false, false])
  })
  it('V6 the second opinion: its reader; the first reader and the coordinator once it is final', () => {
    expect([blind, frozen, revealed].map((dossier) => asked('AVIS_L2', dossier, 'l2'))).toEqual([[true, false, false, false], [true, false, false, false], [true, false, false, false]])
    expect(asked('AVIS_L2', final, 'l2')).toEqual([true, true, true, false])
  })
  it('V6 both independent opinions: their arbiter, by code, and nobody else who reads', () => {
    const arbitrated: Dossier = { ...after('INDEPENDANT', 'control', 'take', 'open', 'freeze', 'confirm', 'finalise'), own: 'ARBITRAGE' }
    expect([{ ...stranger, arbitrates: true }, stranger, first].map((viewer) => sees(arbitrated, viewer, 'AVIS_L2', 'l2'))).toEqual([true, false, false])
  })
  it('V7 opinions of consulted readers: the two while they consult, and the coordinator', () => {
    const consulting = after('FR_DOCS_MASQUE', 'control', 'take', 'open', 'freeze', 'reveal', 'consult', 'answer')
    expect([sees(consulting, reader, 'AUTRES_AVIS_L2', 'autre'), sees(consulting, stranger, 'AUTRES_AVIS_L2', 'l2'), sees(consulting, first, 'AUTRES_AVIS_L2', 'autre'), sees(final, reader, 'AUTRES_AVIS_L2', 'autre')]).toEqual([true, true, false, false])
  })
  it('V8 figures: one’s own, and the coordinator’s all', () => {
    expect([sees(blind, reader, 'STATISTIQUES'), sees(blind, reader, 'STATISTIQUES', 'autre'), sees(blind, first, 'STATISTIQUES', 'l2'), sees(blind, desk, 'STATISTIQUES', 'l2')]).toEqual([true, false, false, true])
  })
  it('V9 the other of two independent readings: not even that it exists', () => {
    const one = after('INDEPENDANT', 'control', 'take', 'open', 'freeze', 'confirm', 'finalise')
    const arbitrated: Dossier = { ...one, own: 'ARBITRAGE' }
    expect([sees(arbitrated, { ...stranger, arbitrates: true }, 'AUTRE_LECTURE'), sees(arbitrated, stranger, 'AUTRE_LECTURE'), sees(arbitrated, { ...reader, arbitrates: true }, 'AUTRE_LECTURE')]).toEqual([true, false, false])
    expect([sees(one, reader, 'AUTRE_LECTURE'), sees(one, stranger, 'AUTRE_LECTURE'), sees(one, stranger, 'AVIS_L2', 'l2'), sees(one, desk, 'AVIS_L2', 'l2'), sees(one, desk, 'AUTRE_LECTURE')]).toEqual([false, false, false, false, true])
  })
})
