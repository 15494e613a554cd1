/** What may be asked of an exam over HTTP, and what each accepted act means in the state table: said here a second time,
 *  without the programme's own translation. */
import { refusals, type Conclusion, type Dossier, type DossierEvent, type Issue, type Refusal, type State } from '../../../main/domain/dossier/index.ts'
import { avisVide, ficheVide, type Avis, type OperationName } from '../../../main/contract/index.ts'
import { examined, positiveAvis } from '../../fixtures/signed-readings.ts'

export const readerActs = [
  'reading.open', 'reading.saveDraft', 'reading.freeze', 'reading.reveal', 'reading.change', 'reading.undo', 'reading.sign',
  'programme.heartbeat', 'programme.defer', 'programme.requestPriors', 'programme.askConsensus', 'programme.withdrawConsensus', 'programme.joinConsensus', 'programme.endConsensus',
] as const satisfies readonly OperationName[]
export const deskActs = [
  'exchange.release', 'programme.resume', 'programme.answerPriors', 'programme.release', 'structure.issueLetter', 'structure.saveBdd', 'structure.followRecall REMINDER', 'structure.followRecall RECEIVED',
  'structure.followRecall REFUSED', 'programme.close', 'programme.cancel',
] as const satisfies readonly (OperationName | `${OperationName} ${string}`)[]
export type ActName = (typeof readerActs)[number] | (typeof deskActs)[number]
/** An act is named by its operation, and where one operation says several things by which of them. */
export const operationOf = (name: ActName): OperationName => name.split(' ')[0] as OperationName

/** The usual way: chance alone would seldom reach a final opinion. */
export const usual: Readonly<Record<State, readonly ActName[]>> = {
  RECU: [], INCOMPLET: [], EN_FILE: ['reading.open'], ATTRIBUE: ['reading.open'], LECTURE_AVEUGLE: ['reading.freeze', 'programme.askConsensus', 'reading.freeze', 'programme.heartbeat', 'reading.freeze', 'programme.defer', 'reading.freeze', 'programme.requestPriors'],
  AVIS_FIGE: ['exchange.release', 'reading.reveal', 'reading.sign', 'reading.undo'], REVELATION: ['reading.change', 'reading.sign', 'reading.sign'], AVIS_PROVISOIRE: ['reading.sign'],
  DEFINITIF: ['structure.issueLetter'], CONCLU: ['structure.issueLetter'], DIFFERE: ['programme.resume'], ATTENTE_ANTERIORITES: ['programme.answerPriors'],
  CONSENSUS_DEMANDE: ['programme.joinConsensus'], CONSENSUS_EN_COURS: ['programme.endConsensus'], BDD_ATTENDU: ['structure.saveBdd'], ATTENTE_REFAIT: ['structure.followRecall RECEIVED'],
  RESULTAT_ENVOYE: ['programme.close'], BDD_RECU: ['programme.close', 'structure.saveBdd'], REFUS_L1_ECRIT: ['programme.close'], COMPLETE: [], ARBITRAGE: ['reading.open', 'reading.saveDraft', 'reading.sign'], ANNULE: [], CLOS: [],
}

const workup = { ...ficheVide.bdi, realise: 'OUI', motif: 'RADIOLOGIQUE', examens: ['ECHOGRAPHIE'] } as const
const located = { ...positiveAvis.anomalies[0], reperes: [] } as Avis['anomalies'][number]
export const issueNames = ['CONCORDANT_NEG', 'POSITIF_L2', 'CTI', 'REFUSED'] as const
export type Opinion = (typeof issueNames)[number]

const worked: Avis['fiche'] = { ...ficheVide, ...examined, bdi: { ...workup, examens: [...workup.examens] }, acrAvantBilan: { D: 1, G: 0 } }

export function firstOpinion(marker: string, workedUp: boolean): Avis {
  const fiche = workedUp ? worked : examined
  return { ...avisVide, acr: { D: 1, G: workedUp ? 2 : 1 }, densite: 2, commentaire: marker, fiche }
}

/** `REFUSED` breaks a rule of the sheet. */
export function opinion(marker: string, what: Opinion): Avis {
  const base: Avis = { ...avisVide, acr: { D: 1, G: 1 }, densite: 2, commentaire: marker, fiche: null }
  switch (what) {
    case 'CONCORDANT_NEG': return base
    case 'POSITIF_L2': return { ...base, acr: { D: 1, G: 0 }, anomalies: [located], examensProposes: ['ECHOGRAPHIE'] }
    case 'CTI': return { ...base, acr: { D: 0, G: 1 }, rappelTechnique: { cliches: [{ cote: 'D', incidence: 'FACE', motif: 'FLOU', action: 'REFAIRE' }], consigne: 'Refaire la face droite.' } }
    case 'REFUSED': return { ...base, acr: { D: null, G: 1 } }
  }
}

/** What was asked, with all that the state table wants to know of it. */
export interface Act {
  readonly name: ActName
  readonly reason: string
  readonly invited: string
  readonly invitedEntitled: boolean
  readonly answer: 'RECUES' | 'INTROUVABLES'
  readonly images: readonly string[]
  readonly redone: readonly string[]
  /** Of a reading that freezes or signs: its envelope, what it concludes, and whether a first workup was done. */
  readonly digest: string
  readonly issue: Issue
  readonly negativeWithoutWorkup: boolean
  /** Whose reading, and how far it was. */
  readonly signed: boolean
  readonly second: boolean
  /** Decides between two independent readings. */
  readonly arbitrates: boolean
}

const sent: Readonly<Record<Issue, DossierEvent['type']>> = { CONCORDANT_NEG: 'resultatEnvoye', POSITIF_L2: 'demanderBdd', CTI: 'demanderRefait' }
const taking: DossierEvent[] = [{ type: 'prendre', displayFit: true }, { type: 'ouvrir', local: true }]

/** @param over nothing of the workup is awaited any more */
function workedUp({ own }: Dossier, over: boolean): DossierEvent[] {
  const received: DossierEvent[] = [...(own === 'DEFINITIF' || own === 'CONCLU' ? [{ type: 'demanderBdd' } as const] : []), { type: 'bddRecu', reference: 'bdd' }]
  const end: DossierEvent[] = over ? [{ type: 'clore', reason: '' }] : []
  return own === 'CLOS' ? [] : own === 'BDD_RECU' ? end : [...received, ...end]
}

/** An arbiter holds the whole exam by a lease, a reader a place of it. */
function opening({ own, arbiter, lectures }: Dossier, { arbitrates, second }: Act, by: string): DossierEvent[] {
  if (arbitrates) return own !== 'ARBITRAGE' ? [] : [arbiter?.reader === by ? { type: 'battre' } : { type: 'prendre', displayFit: true }]
  const mine = lectures.find(({ reader }) => reader === by)
  return !second ? [] : mine === undefined ? taking : mine.leaseUntil === null ? [] : [{ type: 'battre' }]
}

export function eventsOf(dossier: Dossier, act: Act, by: string): DossierEvent[] {
  const mine = dossier.lectures.find(({ reader }) => reader === by) ?? null
  const place = (dossier.lectures.find(({ state }) => state !== 'DEFINITIF' && state !== 'EN_FILE') ?? dossier.lectures[0])?.place ?? 'L2'
  const frozen: DossierEvent = { type: 'emettreAvis', digest: act.digest, displayedMs: 60_000, allSeen: true, rules: [] }
  const independent = dossier.policy === 'INDEPENDANT'
  switch (act.name) {
    case 'reading.open': return act.signed ? [] : opening(dossier, act, by)
    case 'reading.saveDraft': case 'exchange.release': return []
    case 'reading.freeze': return [frozen]
    case 'reading.reveal': return [{ type: 'reveler' }]
    case 'reading.change': return [{ type: 'modifier', reason: act.reason, rules: [] }]
    case 'reading.undo': return [{ type: 'annuler' }]
    case 'reading.sign': {
      if (act.arbitrates) return [{ type: 'arbitrer', digest: act.digest, issue: act.issue, panel: [] }]
      if (!act.second) return []
      const again = dossier.policy === 'FR_DOCS' && mine === null ? taking : []
      const state = again.length > 0 ? 'LECTURE_AVEUGLE' : mine?.state
      return [
        ...again, ...(state === 'LECTURE_AVEUGLE' ? [frozen] : []), ...(state === 'AVIS_PROVISOIRE' ? [] : [{ type: 'confirmer', negativeWithoutWorkup: act.negativeWithoutWorkup } as const]),
        { type: 'finaliser', digest: act.digest, rules: [], issue: independent ? null : act.issue },
      ]
    }
    case 'programme.heartbeat': return mine !== null && mine.leaseUntil === null ? [] : [{ type: 'battre' }]
    case 'programme.defer': return [{ type: 'differer', reason: act.reason }]
    case 'programme.requestPriors': return [{ type: 'demanderAnteriorites', reason: act.reason }]
    case 'programme.askConsensus': return [{ type: 'demanderConsensus', invited: act.invited, invitedEntitled: act.invitedEntitled, reason: act.reason }]
    case 'programme.withdrawConsensus': return [{ type: 'retirerConsensus' }]
    case 'programme.joinConsensus': return [{ type: 'ouvrirConsensus' }]
    case 'programme.endConsensus': return [{ type: 'rendreConsensus' }]
    case 'programme.resume': return [{ type: 'reprendre', place }]
    case 'programme.answerPriors': return [{ type: 'anterioritesRecues', place, answer: act.answer }]
    case 'programme.release': return [{ type: 'liberer', place, reason: act.reason }]
    case 'programme.cancel': return [{ type: 'annulerDossier', reason: act.reason }]
    // The woman's letter; a further one changes nothing.
    case 'structure.issueLetter': return dossier.own === 'DEFINITIF' || dossier.own === 'CONCLU' ? [{ type: sent[dossier.issue ?? 'CONCORDANT_NEG'] } as DossierEvent] : []
    case 'structure.saveBdd': return workedUp(dossier, act.reason.trim() !== '')
    case 'structure.followRecall REMINDER': return [{ type: 'relancer' }]
    case 'structure.followRecall RECEIVED': {
      const here = new Set(act.redone.filter((uid) => act.images.includes(uid)))
      return [{ type: 'refaitRecu', initialImages: act.images.length - here.size, redoneImages: here.size === new Set(act.redone).size ? here.size : 0 }, { type: 'remettreEnFile' }]
    }
    case 'structure.followRecall REFUSED': return [{ type: 'refusL1', writtenReference: act.reason }, { type: 'clore', reason: act.reason }]
    case 'programme.close': return [{ type: 'clore', reason: act.reason }]
  }
}

/** What the comparison of two independent opinions looks at. */
export const conclusionOf = (what: Issue): Conclusion => ({ issue: what, acr: opinion('', what).acr, views: what === 'CTI' ? [{ cote: 'D', incidence: 'FACE' }] : [] })

export const codeOf = (refusal: Refusal): string => refusals[refusal]
