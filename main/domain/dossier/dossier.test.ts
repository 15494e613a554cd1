/** The state table, row by row: where an event leads, and what it is refused with. `S:` and the name of the event. */
import { describe, expect, it } from 'vitest'
import { problems } from '../../contract/index.ts'
import type { PolicyName } from '../second-reading/index.ts'
import {
  addMonths, advance, dayMs, defaultParameters, dueOf, isDiscordant, lectureOf, machine, minuteMs, needsArbitration, receive, refusals, reminderDueAt, stateOf, states, table,
  type Cause, type Conclusion, type Dossier, type DossierEvent, type DossierParameters, type Issue, type Refusal,
} from './index.ts'

const start = Date.UTC(2026, 0, 31, 9)
const l1 = { id: 'l1', l2: true, coordinator: false }
const one = { id: 'une', l2: true, coordinator: false }
const two = { id: 'deux', l2: true, coordinator: false }
const three = { id: 'trois', l2: true, coordinator: false }
const trainee = { id: 'interne', l2: false, coordinator: false }
const coordinator = { id: 'coordinatrice', l2: false, coordinator: true }
const control: DossierEvent = { type: 'controleOk', sheet: true, inScope: true, identity: true, images: true, priorsAwaited: false }
const take: DossierEvent = { type: 'prendre', displayFit: true }
const open: DossierEvent = { type: 'ouvrir', local: true }
const freeze = (over: object = {}): DossierEvent => ({ type: 'emettreAvis', digest: 'aveugle', displayedMs: 3000, allSeen: true, rules: [], ...over })
const confirm: DossierEvent = { type: 'confirmer', negativeWithoutWorkup: false }
const change = (reason = 'mieux vu', rules: string[] = []): DossierEvent => ({ type: 'modifier', reason, rules })
const finalise = (issue: Issue | null = 'CONCORDANT_NEG', over: object = {}): DossierEvent => ({ type: 'finaliser', digest: 'signé', rules: [], issue, ...over })
const consult = (over: object = {}): DossierEvent => ({ type: 'demanderConsensus', invited: 'deux', invitedEntitled: true, reason: 'image difficile', ...over })
const correction = (over: object = {}): DossierEvent => ({ type: 'corriger', digest: 'corrigé', issue: 'POSITIF_L2', reason: 'côté inversé', coordinator: 'coordinatrice', rectifies: true, ...over })

/** An exam on its way: refusals throw, so that a test that means to get somewhere gets there. */
class Exam {
  dossier: Dossier
  now = start
  parameters: DossierParameters = defaultParameters
  constructor(policy: PolicyName = 'FR_DOCS_MASQUE') { this.dossier = receive({ policy, first: policy === 'INDEPENDANT' ? null : 'l1' }, start) }
  ask(event: DossierEvent, by: Cause['by'] = one): Refusal | 'accepted' {
    const answer = advance(this.dossier, event, { now: this.now, by }, this.parameters)
    if ('problem' in answer) return answer.problem
    this.dossier = answer.dossier
    return 'accepted'
  }
  go(event: DossierEvent, by: Cause['by'] = one): this {
    const answer = this.ask(event, by)
    if (answer !== 'accepted') throw new Error(`${event.type} refused in ${this.state}: ${answer}`)
    return this
  }
  later(ms: number): this { this.now += ms; return this }
  get state() { return stateOf(this.dossier) }
}
const queue = (policy?: PolicyName) => new Exam(policy).go(control, 'systeme')
const reading = (policy?: PolicyName, by = one) => queue(policy).go(take, by).go(open, by)
const frozen = () => reading().go(freeze())
const revealed = () => frozen().go({ type: 'reveler' })
const provisional = () => revealed().go(confirm)
const final = (issue: Issue = 'CONCORDANT_NEG') => provisional().go(finalise(issue))
const retake = () => final('CTI').go({ type: 'demanderRefait' }, coordinator)
/** Both independent readings final. */
const both = () => {
  const exam = reading('INDEPENDANT').go(freeze()).go(confirm).go(finalise(null))
  return exam.go(take, two).go(open, two).go(freeze({ digest: 'autre' }), two).go(confirm, two).go(finalise(null, { digest: 'autre signé' }), two)
}
const negative: Conclusion = { issue: 'CONCORDANT_NEG', acr: { D: 1, G: 2 }, views: [] }
const positive: Conclusion = { issue: 'POSITIF_L2', acr: { D: 0, G: 1 }, views: [] }
const arbitration = () => both().go({ type: 'comparer', a: negative, b: positive }, 'systeme')

describe('reception and queue', () => {
  it('S:dossierRecu begins with RECU and belongs to nobody', () => expect([new Exam().state, new Exam().dossier.lectures]).toEqual(['RECU', []]))
  it('S:controleOk puts a whole exam in the queue, one that waits for priors aside, and names all that is missing from another', () => {
    expect(queue().state).toBe('EN_FILE')
    expect(new Exam().go({ ...control, priorsAwaited: true } as DossierEvent, 'systeme').state).toBe('ATTENTE_ANTERIORITES')
    const poor = new Exam().go({ ...control, sheet: false, inScope: false, identity: false, images: false } as DossierEvent, 'systeme')
    expect([poor.state, poor.dossier.missing]).toEqual(['INCOMPLET', ['E_FICHE_INVALIDE', 'E_HORS_CHAMP_L2', 'E_IDENTITE', 'E_IMAGES_MANQUANTES']])
    expect(poor.go(control, coordinator).state).toBe('EN_FILE')
  })
  it('S:prendre R16 never gives the exam to its first reader, to somebody without right, on an unfit display, twice, or to who has read it', () => {
    expect(queue().ask(take, l1)).toBe('E_MEME_LECTEUR')
    expect(queue().ask(take, trainee)).toBe('E_NON_HABILITE')
    expect(queue().ask({ type: 'prendre', displayFit: false })).toBe('E_POSTE_NON_CONFORME')
    expect(queue().go(take).ask(take, two)).toBe('E_DEJA_PRIS')
    expect(retake().go({ type: 'refaitRecu', initialImages: 4, redoneImages: 1 }, coordinator).go({ type: 'remettreEnFile' }, 'systeme').ask(take)).toBe('E_DEJA_LU')
    expect(queue().go(take).state).toBe('ATTRIBUE')
  })
  it('S:prendre lets one reader have only one of two independent readings', () => {
    expect(reading('INDEPENDANT').ask(take)).toBe('E_DEJA_LU')
    expect(reading('INDEPENDANT').ask(take, two)).toBe('accepted')
  })
})

describe('lease', () => {
  it('S:ouvrir opens what is here, within the lease', () => {
    expect(queue().go(take).ask({ type: 'ouvrir', local: false })).toBe('E_PREFETCH')
    expect(queue().go(take).later(20 * minuteMs).ask(open)).toBe('E_BAIL_EXPIRE')
    expect(reading().state).toBe('LECTURE_AVEUGLE')
  })
  it('S:battre keeps the exam for its reader, and a clock that was set back does not shorten it', () => {
    const exam = reading().later(15 * minuteMs).go({ type: 'battre' }).later(15 * minuteMs)
    expect(exam.ask(freeze())).toBe('accepted')
    const before = reading()
    const until = lectureOf(before.dossier, 'une')?.leaseUntil
    expect(lectureOf(before.later(-5 * minuteMs).go({ type: 'battre' }).dossier, 'une')?.leaseUntil).toBe(until)
    expect(reading().later(21 * minuteMs).ask({ type: 'battre' })).toBe('E_BAIL_EXPIRE')
    expect(reading().ask({ type: 'battre' }, two)).toBe('E_NON_TITULAIRE')
  })
  it('S:expirationBail gives the exam back, keeps what was typed, and a late opinion is refused while another reads', () => {
    expect(reading().ask({ type: 'expirationBail', place: 'L2' }, 'systeme')).toBe('E_AVANT_TERME')
    const exam = reading().later(20 * minuteMs).go({ type: 'expirationBail', place: 'L2' }, 'systeme')
    expect([exam.state, exam.dossier.drafts]).toEqual(['EN_FILE', ['une']])
    exam.go(take, two)
    expect(exam.ask(freeze())).toBe('E_BAIL_EXPIRE')
    expect(exam.go(open, two).ask(freeze(), two)).toBe('accepted')
  })
  it('S:expirationBail lets the same reader come back', () => {
    expect(reading().later(20 * minuteMs).go({ type: 'expirationBail', place: 'L2' }, 'systeme').go(take).go(open).ask(freeze())).toBe('accepted')
  })
  it('S:liberer frees an exam whose reader has gone; who had frozen does not read it again', () => {
    const exam = frozen().go({ type: 'liberer', place: 'L2', reason: 'lectrice absente' }, coordinator)
    expect([exam.state, exam.ask(take), exam.ask(take, two)]).toEqual(['EN_FILE', 'E_DEJA_LU', 'accepted'])
    expect(frozen().ask({ type: 'liberer', place: 'L2', reason: '' }, coordinator)).toBe('E_JUSTIF')
    expect(frozen().ask({ type: 'liberer', place: 'L2', reason: 'motif' }, two)).toBe('E_COORDINATEUR')
  })
})

describe('opinion', () => {
  it('S:emettreAvis freezes once, not too soon, with every image seen, within the rules and sealed', () => {
    expect(reading().ask(freeze({ displayedMs: 1999 }))).toBe('E_TROP_TOT')
    expect(reading().ask(freeze({ allSeen: false }))).toBe('E_IMAGE_NON_VUE')
    expect(reading().ask(freeze({ rules: ['R12'] }))).toBe('E_VALIDATION')
    expect(reading().ask(freeze({ digest: '' }))).toBe('E_SIGNATURE')
    expect(reading().later(20 * minuteMs).ask(freeze())).toBe('E_BAIL_EXPIRE')
    expect([frozen().state, frozen().ask(freeze({ digest: 'encore' }))]).toEqual(['AVIS_FIGE', 'E_ETAT'])
  })
  it('S:reveler comes after the freeze alone, and never between independent readers', () => {
    expect([queue().go(take).ask({ type: 'reveler' }), reading().ask({ type: 'reveler' }), revealed().state]).toEqual(['E_REVELATION_PREMATUREE', 'E_REVELATION_PREMATUREE', 'REVELATION'])
    expect(reading('INDEPENDANT').go(freeze()).ask({ type: 'reveler' })).toBe('E_REVELATION_PREMATUREE')
    expect(frozen().ask({ type: 'reveler' }, two)).toBe('E_NON_TITULAIRE')
  })
  it('S:confirmer follows the reveal, or does without it where the centre allows that for a negative without workup', () => {
    expect([frozen().ask(confirm), provisional().state]).toEqual(['E_REVELATION_ATTENDUE', 'AVIS_PROVISOIRE'])
    const unrevealed: DossierEvent = { type: 'confirmer', negativeWithoutWorkup: true }
    const strict = frozen()
    strict.parameters = { ...defaultParameters, revealSkippedWhenNegative: false }
    expect([strict.ask(unrevealed), frozen().ask(unrevealed)]).toEqual(['E_REVELATION_ATTENDUE', 'accepted'])
    expect(reading('FR_DOCS').go(freeze()).ask(confirm)).toBe('accepted')
  })
  it('S:modifier needs its reason, keeps the blind opinion for the figures, and ends with the undo', () => {
    expect(revealed().ask(change(' '))).toBe('E_JUSTIF')
    expect(revealed().ask(change('vu', ['R13']))).toBe('E_VALIDATION')
    expect(provisional().later(60 * minuteMs).ask(change())).toBe('E_FINALISE')
    expect(revealed().go(change()).go(finalise('POSITIF_L2')).dossier.versions).toMatchObject([{ blindDigest: 'aveugle', digest: 'signé', reason: 'mieux vu', issue: 'POSITIF_L2' }])
  })
  it('S:annuler takes an opinion back within the hour, not after it', () => {
    expect(provisional().later(59 * minuteMs).go({ type: 'annuler' }).state).toBe('LECTURE_AVEUGLE')
    for (const exam of [provisional(), frozen()]) expect(exam.later(60 * minuteMs).ask({ type: 'annuler' })).toBe('E_FINALISE')
    expect(frozen().go({ type: 'annuler' }).go(freeze({ digest: 'relu' })).dossier.lectures[0]?.digests).toEqual(['relu'])
    expect(final().ask({ type: 'annuler' })).toBe('E_FINALISE')
    expect(provisional().go({ type: 'annuler' }).go(freeze({ digest: 'second' })).go({ type: 'reveler' }).go(confirm).go(finalise()).dossier.versions[0]?.blindDigest).toBe('aveugle')
  })
  it('S:finaliser needs the rules and the seal; by itself only after the hour', () => {
    expect(provisional().ask(finalise('POSITIF_L2', { rules: ['R13'] }))).toBe('E_VALIDATION')
    expect(provisional().ask(finalise(null))).toBe('E_VALIDATION')
    expect(provisional().ask(finalise('CTI', { digest: '' }))).toBe('E_SIGNATURE')
    expect(provisional().ask(finalise('CTI', { place: 'L2' }), 'systeme')).toBe('E_AVANT_TERME')
    expect(provisional().later(60 * minuteMs).go(finalise('CTI', { place: 'L2' }), 'systeme').dossier).toMatchObject({ own: 'DEFINITIF', issue: 'CTI' })
  })
})

describe('what interrupts', () => {
  it('S:differer puts a problem case aside with its reason and S:reprendre brings it back', () => {
    expect(reading().ask({ type: 'differer', reason: '' })).toBe('E_JUSTIF')
    const exam = reading().go({ type: 'differer', reason: 'MLO inversées' })
    expect([exam.state, exam.dossier.lectures[0]?.reason, exam.ask(take, two), exam.ask({ type: 'reprendre', place: 'L2' }, two)]).toEqual(['DIFFERE', 'MLO inversées', 'E_ETAT', 'E_COORDINATEUR'])
    expect(exam.go({ type: 'reprendre', place: 'L2' }, coordinator).go(take).state).toBe('ATTRIBUE')
  })
  it('S:demanderAnteriorites waits for priors with a reason; S:anterioritesRecues and S:delaiAnteriorites bring the exam back by themselves', () => {
    const asked = () => reading().go({ type: 'demanderAnteriorites', reason: 'asymétrie' })
    expect(reading().ask({ type: 'demanderAnteriorites', reason: ' ' })).toBe('E_JUSTIF')
    expect(asked().state).toBe('ATTENTE_ANTERIORITES')
    expect(asked().go({ type: 'anterioritesRecues', place: 'L2', answer: 'INTROUVABLES' }, 'systeme').state).toBe('EN_FILE')
    expect(asked().later(5 * dayMs - 1).ask({ type: 'delaiAnteriorites', place: 'L2' }, 'systeme')).toBe('E_AVANT_TERME')
    expect(asked().later(5 * dayMs).go({ type: 'delaiAnteriorites', place: 'L2' }, 'systeme').go(take).state).toBe('ATTRIBUE')
  })
  it('S:nouvelleImage and S:modifL1 send a case back, keep the draft and warn its reader; a final opinion stays', () => {
    for (const type of ['nouvelleImage', 'modifL1'] as const) {
      const exam = frozen().go({ type }, 'systeme')
      expect([exam.state, exam.dossier.drafts, exam.ask({ type: 'reveler' }), exam.ask(take)]).toEqual(['EN_FILE', ['une'], 'E_DOSSIER_MODIFIE', 'accepted'])
      expect(revealed().go({ type }, 'systeme').ask(take)).toBe('E_DEJA_LU')
      expect(final().ask({ type }, 'systeme')).toBe('E_FINALISE')
      expect(new Exam().go({ ...control, images: false } as DossierEvent, 'systeme').go({ type }, 'systeme').state).toBe('RECU')
    }
  })
  it('S:demanderConsensus asks another entitled reader who has not read; S:ouvrirConsensus, S:rendreConsensus and S:retirerConsensus lead back', () => {
    for (const over of [{ invited: 'une' }, { invited: 'l1' }, { invitedEntitled: false }]) expect(reading().ask(consult(over))).toBe('E_CONSENSUS_LECTEUR')
    expect(reading().ask(consult({ reason: '' }))).toBe('E_JUSTIF')
    expect(reading('INDEPENDANT').ask(consult())).toBe('E_ETAT')
    const asked = () => revealed().go(consult())
    expect([asked().state, asked().ask({ type: 'ouvrirConsensus' }, three)]).toEqual(['CONSENSUS_DEMANDE', 'E_CONSENSUS_LECTEUR'])
    const given = asked().go({ type: 'ouvrirConsensus' }, two)
    expect([given.state, given.go({ type: 'rendreConsensus' }, two).state]).toEqual(['CONSENSUS_EN_COURS', 'REVELATION'])
    expect(asked().go({ type: 'retirerConsensus' }).state).toBe('REVELATION')
    const blind = reading().go(consult()).later(3 * dayMs).go({ type: 'ouvrirConsensus' }, two).go({ type: 'rendreConsensus' }, two)
    expect([blind.state, blind.ask(freeze())]).toEqual(['LECTURE_AVEUGLE', 'accepted'])
    expect(given.go(confirm).go(finalise('CTI')).go({ type: 'demanderRefait' }, 'systeme').go({ type: 'refaitRecu', initialImages: 4, redoneImages: 1 }, 'systeme').go({ type: 'remettreEnFile' }, 'systeme').ask(take, two)).toBe('E_DEJA_LU')
  })
  it('S:annulerDossier withdraws an exam with a reason, never a final one', () => {
    expect(reading().go({ type: 'annulerDossier', reason: 'doublon' }, coordinator).state).toBe('ANNULE')
    expect([reading().ask({ type: 'annulerDossier', reason: '' }, coordinator), reading().ask({ type: 'annulerDossier', reason: 'x' }), final().ask({ type: 'annulerDossier', reason: 'x' }, coordinator)]).toEqual(['E_JUSTIF', 'E_COORDINATEUR', 'E_FINALISE'])
  })
})

describe('after the opinion', () => {
  it('S:resultatEnvoye then S:clore ends a negative that agrees', () => {
    expect(final('POSITIF_L2').ask({ type: 'resultatEnvoye' }, 'systeme')).toBe('E_ETAT')
    expect(final().go({ type: 'resultatEnvoye' }, 'systeme').go({ type: 'clore', reason: '' }, coordinator).state).toBe('CLOS')
  })
  it('S:demanderBdd awaits the deferred workup, S:bddRecu its signed sheet; it does not come back to a second reader', () => {
    const exam = final('POSITIF_L2').go({ type: 'demanderBdd' }, coordinator)
    expect([exam.ask({ type: 'clore', reason: ' ' }, coordinator), exam.ask({ type: 'bddRecu', reference: '' }, coordinator)]).toEqual(['E_JUSTIF', 'E_SIGNATURE'])
    expect(exam.go({ type: 'bddRecu', reference: 'fiche BDD' }, coordinator).ask(take, two)).toBe('E_ETAT')
    expect(exam.go({ type: 'clore', reason: '' }, coordinator).state).toBe('CLOS')
  })
  it('S:demanderRefait waits with S:relancer at thirty days and a limit of six months', () => {
    const exam = retake()
    expect(reminderDueAt(defaultParameters, exam.dossier)).toBe(start + 30 * dayMs)
    expect(exam.later(30 * dayMs - 1).ask({ type: 'relancer' }, 'systeme')).toBe('E_AVANT_TERME')
    expect(exam.later(1).go({ type: 'relancer' }, 'systeme').ask({ type: 'relancer' }, 'systeme')).toBe('E_AVANT_TERME')
    exam.now = addMonths(start, 6) - 1
    expect(exam.ask({ type: 'clore', reason: 'perdue de vue' }, coordinator)).toBe('E_AVANT_TERME')
    expect(exam.later(1).go({ type: 'clore', reason: 'perdue de vue' }, coordinator).state).toBe('CLOS')
  })
  it('S:refaitRecu needs the initial and the redone films; S:remettreEnFile begins a round with both for another reader', () => {
    expect(retake().ask({ type: 'refaitRecu', initialImages: 0, redoneImages: 2 }, coordinator)).toBe('E_TOUR_INCOMPLET')
    const exam = retake().go({ type: 'refaitRecu', initialImages: 4, redoneImages: 1 }, coordinator)
    expect(exam.state).toBe('COMPLETE')
    exam.go({ type: 'remettreEnFile' }, 'systeme').go(take, two).go(open, two).go(freeze({ digest: 'tour 2' }), two).go({ type: 'reveler' }, two).go(confirm, two).go(finalise(), two)
    expect(exam.dossier).toMatchObject({ own: 'DEFINITIF', round: 2, issue: 'CONCORDANT_NEG', versions: [{ round: 1, reader: 'une', issue: 'CTI' }, { round: 2, reader: 'deux' }] })
  })
  it('S:refusL1 needs the written refusal of the first reader, then the exam can be closed', () => {
    expect(retake().ask({ type: 'refusL1', writtenReference: '' }, coordinator)).toBe('E_JUSTIF')
    expect(retake().go({ type: 'refusL1', writtenReference: 'courrier 12' }, coordinator).go({ type: 'clore', reason: '' }, coordinator).state).toBe('CLOS')
  })
  it('S:corriger adds a signed version that its coordinator allows, and overwrites none', () => {
    expect(final().ask(correction(), two)).toBe('E_NON_TITULAIRE')
    for (const coordinator of ['', 'une']) expect(final().ask(correction({ coordinator }))).toBe('E_COORDINATEUR')
    expect([final().ask(correction({ reason: '' })), final().ask(correction({ digest: '' }))]).toEqual(['E_JUSTIF', 'E_SIGNATURE'])
    const sent = final().go({ type: 'resultatEnvoye' }, 'systeme')
    expect(sent.ask(correction({ rectifies: false }))).toBe('E_EXPORTE')
    expect(sent.go(correction()).dossier).toMatchObject({ own: 'DEFINITIF', issue: 'POSITIF_L2', versions: [{ version: 1, digest: 'signé', issue: 'CONCORDANT_NEG' }, { version: 2, digest: 'corrigé', blindDigest: 'aveugle', coordinator: 'coordinatrice' }] })
    expect(sent.go({ type: 'demanderBdd' }, 'systeme').state).toBe('BDD_ATTENDU')
  })
})

describe('independent readings', () => {
  it('S:comparer concludes two that agree and calls an arbiter for two that do not', () => {
    expect(reading('INDEPENDANT').go(freeze()).go(confirm).go(finalise(null)).ask({ type: 'comparer', a: negative, b: negative }, 'systeme')).toBe('E_ETAT')
    expect(both().dossier.issue).toBeNull()
    expect(both().go({ type: 'comparer', a: negative, b: negative }, 'systeme').dossier).toMatchObject({ own: 'CONCLU', issue: 'CONCORDANT_NEG' })
    expect(arbitration().state).toBe('ARBITRAGE')
    expect(final().ask({ type: 'comparer', a: negative, b: negative }, 'systeme')).toBe('E_ETAT')
  })
  it('S:arbitrer is for a third reader, or a panel with one', () => {
    const rule = (panel: string[] = [], digest = 'arbitre'): DossierEvent => ({ type: 'arbitrer', digest, issue: 'POSITIF_L2', panel })
    expect([arbitration().ask(rule()), arbitration().ask(rule(['une', 'deux'])), arbitration().ask(rule(['une', 'trois']))]).toEqual(['E_ARBITRE_DEJA_LECTEUR', 'E_ARBITRE_DEJA_LECTEUR', 'accepted'])
    expect([arbitration().ask(rule(), trainee), arbitration().ask(rule([], ''), three)]).toEqual(['E_NON_HABILITE', 'E_SIGNATURE'])
    expect(arbitration().go(rule(), three).go({ type: 'demanderBdd' }, coordinator).state).toBe('BDD_ATTENDU')
  })
  it('S:prendre S:battre S:expirationBail hold an arbitration by a lease: one arbiter at a time, and one who came too late takes it again', () => {
    const four = { id: 'quatre', l2: true, coordinator: false }
    const rule: DossierEvent = { type: 'arbitrer', digest: 'arbitre', issue: 'POSITIF_L2', panel: [] }
    const minutes = defaultParameters.leaseMinutes
    expect([arbitration().ask(take, one), arbitration().ask(take, trainee), arbitration().ask({ type: 'prendre', displayFit: false }, three)]).toEqual(['E_ARBITRE_DEJA_LECTEUR', 'E_NON_HABILITE', 'E_POSTE_NON_CONFORME'])
    const exam = arbitration().go(take, three)
    expect([exam.state, exam.ask(take, four), exam.ask(rule, four), exam.ask({ type: 'battre' }, four)]).toEqual(['ARBITRAGE', 'E_DEJA_PRIS', 'E_DEJA_PRIS', 'E_NON_TITULAIRE'])
    // A sign of life keeps it; without one it is free again.
    exam.later((minutes - 1) * minuteMs).go({ type: 'battre' }, three).later((minutes - 1) * minuteMs)
    expect([exam.ask({ type: 'expirationBail', place: 'ARBITRE' }, 'systeme'), exam.ask(take, four)]).toEqual(['E_AVANT_TERME', 'E_DEJA_PRIS'])
    expect([exam.later(minuteMs).ask({ type: 'battre' }, three), exam.ask(rule, three)]).toEqual(['E_BAIL_EXPIRE', 'E_BAIL_EXPIRE'])
    exam.go({ type: 'expirationBail', place: 'ARBITRE' }, 'systeme')
    expect([exam.state, exam.dossier.arbiter, exam.ask(rule, three)]).toEqual(['ARBITRAGE', null, 'E_BAIL_EXPIRE'])
    expect(exam.go(take, three).go(rule, three).dossier).toMatchObject({ own: 'CONCLU', arbiter: null, issue: 'POSITIF_L2' })
  })
  it('knows a discordance: another opinion, other views to redo, another assessment of a breast; not another mark', () => {
    const recall = (incidence: 'FACE' | 'OBLIQUE'): Conclusion => ({ issue: 'CTI', acr: { D: 1, G: 1 }, views: [{ cote: 'D', incidence }] })
    expect([isDiscordant(negative, positive), isDiscordant(recall('FACE'), recall('OBLIQUE')), isDiscordant(positive, { ...positive, acr: { D: 5, G: 1 } })]).toEqual([true, true, true])
    expect([isDiscordant(negative, { ...negative, acr: { D: 2, G: 1 } }), isDiscordant(recall('FACE'), recall('FACE')), isDiscordant(positive, positive)]).toEqual([false, false, false])
    expect((['DISCORDANTS', 'TOUS_POSITIFS', 'TOUS_NON_NORMAUX'] as const).map((policy) => [negative, positive, recall('FACE')].map((same) => needsArbitration(policy, same, same)))).toEqual([[false, false, false], [false, true, false], [false, true, true]])
  })
})

describe('terms and words', () => {
  it('colours the age of an exam at 8, 12 and 15 days, and adds calendar months', () => {
    expect([7, 8, 11, 12, 15, 16].map((days) => dueOf(defaultParameters, days))).toEqual(['a-temps', 'bientot', 'bientot', 'urgent', 'urgent', 'depasse'])
    expect(new Date(addMonths(Date.UTC(2025, 7, 31), 6)).toISOString()).toBe('2026-02-28T00:00:00.000Z')
  })
  it('has for every refusal a French and an English sentence, and for every state a way in', () => {
    const named = Object.values(table).flatMap((row): readonly Refusal[] => row.refusals)
    for (const code of Object.values(refusals)) expect(problems[code].slice(1).every((sentence) => String(sentence).length > 10)).toBe(true)
    expect((Object.keys(refusals) as Refusal[]).filter((name) => !named.includes(name) && !['E_NON_TITULAIRE', 'E_ETAT'].includes(name))).toEqual([])
    const reached = new Set(Object.values(table).flatMap((row): readonly string[] => row.to))
    expect(states.filter((state) => !reached.has(state))).toEqual([])
  })
  it('answers every event in every state, and changes nothing when it refuses', () => {
    const exams = [new Exam(), queue(), reading(), frozen(), revealed(), provisional(), final(), retake(), both(), arbitration()]
    const events = [control, take, open, freeze(), confirm, change(), finalise(), consult(), correction(), ...(['battre', 'reveler', 'annuler', 'ouvrirConsensus', 'rendreConsensus', 'retirerConsensus', 'nouvelleImage', 'modifL1', 'resultatEnvoye', 'demanderBdd', 'demanderRefait', 'relancer', 'remettreEnFile'] as const).map((type) => ({ type }))]
    for (const { dossier, now } of exams) {
      const before = JSON.stringify(dossier)
      for (const event of events) for (const by of ['systeme', one, two, l1, coordinator] as const) {
        const answer = advance(dossier, event, { now, by }, defaultParameters)
        expect('problem' in answer ? answer.problem in refusals : (table[event.type].to as readonly string[]).includes(event.type === 'nouvelleImage' || event.type === 'modifL1' ? 'EN_FILE' : stateOf(answer.dossier)) || answer.dossier.own === null).toBe(true)
      }
      expect(JSON.stringify(dossier)).toBe(before)
    }
  })
  it('obeys the table it is given', () => {
    const closed = machine({ table: { ...table, prendre: { ...table.prendre, from: [] } }, guards: {}, effects: {} as never })
    expect(closed(queue().dossier, take, { now: start, by: one }, defaultParameters)).toEqual({ problem: 'E_DEJA_PRIS' })
  })
})
