/** The states that a reading can be met in. */
import { avisVide, ficheVide, type Account, type Anomalie, type Avis, type Reading, type Repere } from '../../../main/contract/index.ts'
import { emptyText } from '../../../main/domain/sheet/index.ts'
import type { FakeStart } from './fake-readings.ts'
import { study } from './study.ts'

const account: Account = { id: '0b6d3f0a-5f0f-4f0f-8f0f-0f0f0f0f0f01' as Account['id'], displayName: 'Lecteur', roles: ['L1'], language: 'fr' }
const normal: Avis = { ...avisVide, acr: { D: 1, G: 1 }, densite: 2 }
const mass: Anomalie = {
  id: '6a4c3a57-6f0a-4d53-9d53-0f3f4ac0a001', cote: 'G', type: 'MASSE', quadrant: 'QSE', schemaFace: { x: 0.66, y: 0.42 }, schemaProfil: { x: 0.42, y: 0.36 },
  reperes: [{ sopInstanceUID: '2.25.202' as Repere['sopInstanceUID'], frame: 1, column: 900, row: 1200 }, { sopInstanceUID: '2.25.204' as Repere['sopInstanceUID'], frame: 1, column: 950, row: 1500 }], tailleMm: 8.5, precision: 'Contours spiculés.',
}
const cluster: Anomalie = { id: '6a4c3a57-6f0a-4d53-9d53-0f3f4ac0a002', cote: 'D', type: 'CALCIFICATIONS', quadrant: 'QIE', schemaFace: { x: 0.36, y: 0.74 }, schemaProfil: null, reperes: [], tailleMm: 4, precision: '' }
const positive: Avis = { ...normal, acr: { D: 2, G: 0 }, anomalies: [cluster, mass], examensProposes: ['AGRANDISSEMENT', 'ECHOGRAPHIE'], commentaire: 'Foyer de calcifications rondes à droite, stable. Masse spiculée à gauche, nouvelle.' }
const recall: Avis = { ...avisVide, acr: { D: 0, G: 1 }, densite: 2, rappelTechnique: { cliches: [{ cote: 'D', incidence: 'OBLIQUE', motif: 'GLANDE_NON_DEGAGEE', action: 'REFAIRE' }], consigne: 'Dégager le pli sous-mammaire.' } }

/** Examined, and the workup put off: the one way in which ACR 0 may stand. */
const putOff: Avis['fiche'] = { ...ficheVide, ecs: { statut: 'NORMAL_OU_BENIN', anomalies: [] }, bdi: { ...ficheVide.bdi, realise: 'DIFFERE', motif: 'RADIOLOGIQUE', raison: 'Rendez-vous donné.' } }

const base: Reading = {
  id: '3f1d7f0e-7f0c-4a51-9d7a-20a4d4f0c001' as Reading['id'], studyInstanceUID: study.studyInstanceUID, kind: 'FIRST', policy: 'FR_DOCS_MASQUE', phase: 'LECTURE', version: 1,
  avis: { ...avisVide, fiche: ficheVide }, text: emptyText, blindAvis: null, changeReason: '', urgency: null, addenda: [], withdrawnAt: null, revealed: null, opposed: null, returned: null, correction: null, left: false, versions: [], contexte: null, findings: [], confrontFirst: false, ownRecallShare: null, disputedSides: [], readerCode: 'L1-7F3A', accountId: account.id, startedAt: '2025-03-13T08:00:00.000Z', frozenAt: null, signedAt: null, reportId: null, training: false,
}
const second: Reading = { ...base, avis: avisVide, kind: 'SECOND', phase: 'LECTURE_AVEUGLE', readerCode: 'L2-0C4E' }
const arbiter: Reading = { ...base, avis: avisVide, kind: 'ARBITRATION', policy: 'INDEPENDANT', readerCode: 'AR-7H3QX' }
const firstOf = (avis: Avis): NonNullable<Reading['revealed']> => ({ avis, signedAt: '2025-03-11T14:32:05.000Z', readerCode: 'L1-7F3A', envelopeDigest: '3fa9c17e5d0b8846a1c2d3e4f5061728394a5b6c7d8e9f00112233445566c210' })
const signedAt = '2025-03-13T08:20:00.000Z'
const signed = (reading: Reading): Reading => ({ ...reading, phase: 'DEFINITIF', signedAt, versions: [{ signedAt, avis: reading.avis }], version: 8 })
const frozenAt = '2025-03-13T08:12:00.000Z'

export type SceneName = 'first' | 'first-filled' | 'first-recall' | 'second' | 'second-positive' | 'frozen' | 'revealed' | 'revealed-marks' | 'revealed-same' | 'independent-frozen' | 'open-policy' | 'second-context' | 'plain' | 'plain-ordered' | 'refused' | 'asked' | 'confront' | 'arbiter' | 'arbiter-waits' | 'first-left-only' | 'second-unseen' | 'signed-first' | 'signed-second' | 'signed-left' | 'returned-images' | 'returned-sheet'

export const scenes: Record<SceneName, () => FakeStart> = {
  first: () => ({ account, reading: base, first: null }),
  'first-left-only': () => ({ account, reading: base, first: null }),
  'first-filled': () => ({ account, reading: { ...base, avis: { ...positive, fiche: putOff }, version: 4 }, first: null }),
  'first-recall': () => ({ account, reading: { ...base, avis: recall, version: 4 }, first: null }),
  second: () => ({ account, reading: second, first: firstOf(normal) }),
  'second-context': () => ({
    account, first: firstOf(normal),
    reading: {
      ...second,
      contexte: {
        identification: ficheVide.identification, interrogatoire: { ...ficheVide.interrogatoire, prothese: ['D'], ths: 'OUI', antecedentsFamiliaux: ['MERE'], mammoAnterieure: 'OUI', dateMammoAnterieure: '2023-03-02' },
        ecs: { statut: 'NORMAL_OU_BENIN', anomalies: [] }, technique: { ...ficheVide.technique, materiel: 'DR', anterioritesComparees: true }, bdiJoint: true,
      },
    },
  }),
  'second-unseen': () => ({ account, reading: { ...second, avis: normal, version: 5 }, first: firstOf(normal) }),
  'second-positive': () => ({ account, reading: { ...second, avis: positive, version: 5 }, first: firstOf(normal) }),
  frozen: () => ({ account, reading: { ...second, avis: positive, blindAvis: positive, phase: 'AVIS_FIGE', frozenAt, version: 6 }, first: firstOf(normal) }),
  revealed: () => ({ account, reading: { ...second, avis: positive, blindAvis: positive, phase: 'REVELATION', frozenAt, version: 7 }, first: firstOf({ ...normal, densite: 3, acr: { D: 1, G: 1 }, anomalies: [{ ...cluster, id: '6a4c3a57-6f0a-4d53-9d53-0f3f4ac0a009', schemaFace: { x: 0.41, y: 0.7 }, tailleMm: 5 }], commentaire: 'Calcifications rondes, bénignes.' }) }),
  'revealed-marks': () => ({ account, reading: { ...second, avis: positive, blindAvis: positive, phase: 'REVELATION', frozenAt, version: 7 }, first: firstOf({ ...normal, anomalies: [{ ...cluster, reperes: [{ sopInstanceUID: '2.25.201' as Repere['sopInstanceUID'], frame: 1, column: 900, row: 1200 }] }] }) }),
  'revealed-same': () => ({ account, reading: { ...second, avis: normal, blindAvis: normal, phase: 'REVELATION', frozenAt, version: 7 }, first: firstOf(normal) }),
  'independent-frozen': () => ({ account, reading: { ...second, policy: 'INDEPENDANT', avis: normal, blindAvis: normal, phase: 'AVIS_FIGE', frozenAt, version: 6 }, first: firstOf(normal) }),
  'arbiter-waits': () => ({ account, reading: arbiter, first: null }),
  arbiter: () => ({ account, reading: { ...arbiter, opposed: [{ ...firstOf(positive), readerCode: 'L2-0C4E1' }, { ...firstOf({ ...normal, densite: 3, commentaire: 'Rien de nouveau depuis 2023.' }), readerCode: 'L2-K8P2V' }] }, first: null }),
  'signed-first': () => ({ account, reading: signed({ ...base, avis: { ...positive, fiche: putOff } }), first: null }),
  'signed-second': () => ({ account, reading: signed({ ...second, avis: normal, blindAvis: normal, frozenAt }), first: firstOf(normal) }),
  'signed-left': () => ({ account, reading: { ...signed({ ...second, avis: normal, blindAvis: normal, frozenAt }), left: true, correction: { state: 'AGREED', askedAt: '2025-03-14T09:05:00.000Z', avis: null } }, first: firstOf(normal) }),
  'returned-images': () => ({ account, reading: { ...second, avis: positive, version: 9, returned: 'IMAGES' }, first: firstOf(normal) }),
  'returned-sheet': () => ({ account, reading: { ...second, avis: positive, version: 9, returned: 'FICHE' }, first: firstOf(normal) }),
  'open-policy': () => ({ account, reading: { ...second, policy: 'FR_DOCS', phase: 'LECTURE' }, first: firstOf(normal) }),
  plain: () => ({ account, reading: { ...base, kind: 'PLAIN', urgency: { urgent: false, ordered: null } }, first: null }),
  'plain-ordered': () => ({ account, reading: { ...base, kind: 'PLAIN', urgency: { urgent: true, ordered: 'STAT' } }, first: null }),
  confront: () => ({ account, reading: { ...second, avis: normal, blindAvis: normal, phase: 'AVIS_FIGE', frozenAt, version: 6, confrontFirst: true }, first: firstOf(normal) }),
  asked: () => ({ account: { ...account, roles: ['L2'] }, reading: second, first: null, refused: 'dossier/taken', asked: true }),
  refused: () => ({ account, reading: second, first: null, refused: 'reading/same-reader' }),
}
