import { describe, expect, it } from 'vitest'
import { avisVide, type Avis, type Reading } from '../../main/contract/index.ts'
import type { SignedReading } from '../../main/domain/second-reading/index.ts'
import { reportContent } from '../../main/reporting/report-content.ts'
import { conclusionLines } from '../../renderer/reporting/conclusion-lines.ts'

const normal: Avis = { ...avisVide, acr: { D: 1, G: 1 }, densite: 2 }
const recall: Avis = { ...normal, acr: { D: 0, G: 1 }, rappelTechnique: { cliches: [{ cote: 'D', incidence: 'OBLIQUE', motif: 'FLOU', action: 'REFAIRE' }], consigne: 'Refaire.' } }
const opinions: readonly (readonly [string, Partial<Reading>])[] = [
  ['a normal first reading', { kind: 'FIRST', avis: normal }],
  ['a first reading to be completed', { kind: 'FIRST', avis: { ...normal, acr: { D: 1, G: 0 } } }],
  ['a suspicious first reading', { kind: 'FIRST', avis: { ...normal, acr: { D: 4, G: 3 } } }],
  ['a technical recall', { kind: 'SECOND', avis: recall, blindAvis: recall }],
  ['a confirmed second reading', { kind: 'SECOND', avis: normal, blindAvis: normal }],
  ['a changed second reading', { kind: 'SECOND', avis: { ...normal, acr: { D: 1, G: 0 } }, blindAvis: normal, changeReason: 'Revu.' }],
  ['an independent reading', { kind: 'SECOND', policy: 'INDEPENDANT', avis: normal, blindAvis: normal }],
  ['one breast', { kind: 'FIRST', avis: { ...normal, acr: { D: null, G: 2 } } }],
]

describe('the report on screen', () => {
  it.each(opinions)('concludes as the PDF does: %s', (_, change) => {
    const reading = { policy: 'FR_DOCS_MASQUE', changeReason: '', blindAvis: null, ...change } as Reading
    const signed = {
      corrects: null, addenda: [], readingId: 'r', reportId: 'p', signedAt: '2025-03-13T08:00:00.000Z', frozenAt: reading.blindAvis === null ? null : '2025-03-13T07:00:00.000Z', kind: reading.kind, policy: reading.policy,
      reader: { accountId: 'a', displayName: 'Lecteur', code: 'L1-AAAA' }, avis: reading.avis, text: { indication: '', technique: '', resultats: '', conclusion: '' }, changeReason: reading.changeReason, opinionDigest: '',
      study: { studyInstanceUID: '2.25.1', patientName: 'TEST^A', patientID: '1', issuerOfPatientID: '', patientBirthDate: null, patientSex: 'F', studyDate: null, studyTime: '', accessionNumber: '', studyID: '', description: '', institutionName: '', referringPhysicianName: '', modalities: ['MG'], images: [], demo: false },
    } satisfies SignedReading
    const content = reportContent(signed, { site: { name: '', finess: '', derogation: '' }, version: '0', timeZone: 'UTC' })
    const printed = content.blocks.flatMap((block) => (block.type === 'text' && block.topic === 'conclusion' ? block.paragraphs : [])).join('\n')
    for (const line of conclusionLines(reading)) expect(printed).toContain(line)
    // The PDF adds the instant of the freeze to the last line, and nothing else.
    expect(printed.split('\n').length).toBeLessThanOrEqual(conclusionLines(reading).length + 1)
  })
})
