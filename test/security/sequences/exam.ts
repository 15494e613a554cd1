/** One exam asked of over HTTP, and beside it the exam that the pure machine makes of the same accepted acts. After each
 *  answer both must agree, and nobody may have been told, in any answer, what the visibility table keeps back. */
import { createHash } from 'node:crypto'
import type { DossierView, OperationName, Reading } from '../../../main/contract/index.ts'
import { advance, courses, defaultParameters, receive, stateOf, type Cause, type Dossier, type DossierEvent, type State } from '../../../main/domain/dossier/index.ts'
import type { PolicyName } from '../../../main/domain/second-reading/index.ts'
import { judge, newBelief, type Belief } from '../../fixtures/dossier-walk.ts'
import { passphrase, placeStudy, type Seat } from '../../fixtures/reading-console.ts'
import { screeningStudy } from '../../fixtures/signed-readings.ts'
import { codeOf, conclusionOf, eventsOf, firstOpinion, operationOf, opinion, type Act, type ActName, type Opinion } from './acts.ts'
import type { HttpConsole, Said } from './http-console.ts'

export interface Cast { readonly readers: readonly Seat[]; readonly desk: Seat }

/** A reading as its reader last saw it. */
interface Known { readonly id: string; version: number; readonly second: boolean; readonly arbitrates: boolean; signed: boolean; phase: Reading['phase']; what: Opinion }

/** How an act is asked. `whose`: of whose reading. */
export interface Asking { readonly name: ActName; readonly who: Seat; readonly whose: Seat; readonly what: Opinion; readonly good: boolean; readonly invited: Seat; readonly twice: boolean; readonly redoes: boolean }

export class Violation extends Error {}

let exams = 0

export class Exam {
  readonly uid: string
  readonly images: readonly string[]
  readonly policy: PolicyName
  readonly workedUp: boolean
  readonly http: HttpConsole
  readonly cast: Cast
  dossier: Dossier | null = null
  readonly visited = new Set<State>()
  accepted = 0
  finals = 0
  private readonly belief: Belief
  private readonly known = new Map<string, Known>()
  /** Who may be told the first opinion: that reader, and whoever it was shown to. */
  private readonly told = new Set<string>()

  constructor(http: HttpConsole, cast: Cast, policy: PolicyName, workedUp: boolean) {
    this.http = http
    this.cast = cast
    this.policy = policy
    this.workedUp = workedUp
    http.console.policy = policy
    this.uid = `1.2.826.0.1.3680043.10.7.${(exams += 1)}`
    const images = screeningStudy.images.map((image, index) => ({ ...image, sopInstanceUID: `${this.uid}.${index}` as typeof image.sopInstanceUID }))
    this.images = images.map(({ sopInstanceUID }) => sopInstanceUID)
    placeStudy(http.console, { ...screeningStudy, studyInstanceUID: this.uid as typeof screeningStudy.studyInstanceUID, images })
    this.belief = newBelief(cast.readers.map(({ account }) => account.id))
  }

  private get now(): number { return this.http.console.clock.getTime() }
  get state(): State | null { return this.dossier === null ? null : stateOf(this.dossier) }
  get first(): Seat { return this.cast.readers[0] ?? this.cast.desk }
  readonly firstMarker = () => `AVIS-PREMIER ${this.uid}.`
  readonly markerOf = (seat: Seat) => `AVIS-DE-${seat.account.displayName} ${this.uid}.`

  later(minutes: number): void { this.http.console.clock = new Date(this.now + minutes * 60_000) }

  /** An opinion that the sheet's rules do not refuse. */
  hasWritten(who: Seat): boolean { return (this.known.get(who.account.id)?.what ?? 'REFUSED') !== 'REFUSED' }

  /** The first reading is signed: the exam is the second readers'. Independent readers do without. */
  async receive(): Promise<void> {
    if (this.policy === 'INDEPENDANT') return
    for (const name of ['reading.open', 'reading.saveDraft', 'reading.sign'] as const) {
      if (await this.ask({ name, who: this.first, whose: this.first, what: 'CONCORDANT_NEG', good: true, invited: this.first, twice: false, redoes: true }) !== '') throw new Violation(`the first reading: ${name} was refused`)
    }
  }

  /** Asks, once or twice at a time, and holds every answer against the machine. Gives the code of the first refusal. */
  async ask(asking: Asking): Promise<string> {
    const input = this.inputOf(asking)
    const answers = await Promise.all(Array.from({ length: asking.twice ? 2 : 1 }, () => this.http.ask(asking.who, operationOf(asking.name), input)))
    for (const said of answers.toSorted((a, b) => Number(a.code !== '') - Number(b.code !== ''))) this.heard(asking, said)
    this.cast.desk.programme.sweep()
    await this.cast.desk.reading.compareIndependent()
    this.settle()
    this.confront()
    this.compare(asking.name)
    return answers.find(({ code }) => code !== '')?.code ?? ''
  }

  /** What an account is told of where the exam stands. */
  async look(who: Seat): Promise<void> {
    const said = await this.http.ask(who, 'programme.dossier', { studyInstanceUID: this.uid })
    this.sight(who, 'programme.dossier', said)
    const view = said.code === '' ? (said.output as { dossier: DossierView | null }).dossier : null
    // Of two independent readings whoever has begun neither learns of none.
    const begun = this.dossier !== null && [...this.dossier.lectures.map(({ reader }) => reader), ...this.dossier.drafts, ...this.dossier.haveRead].includes(who.account.id)
    const hidden = this.dossier === null || (this.policy === 'INDEPENDANT' && this.dossier.own === null && who !== this.cast.desk && !begun)
    if (said.code !== '' || (view === null) !== hidden) throw new Violation(`programme.dossier: ${said.code} for an exam that is ${this.state ?? 'not received'}`)
    if (view === null || this.dossier === null || (this.policy === 'INDEPENDANT' && this.dossier.own !== null && who !== this.cast.desk)) return
    const mine = this.dossier.lectures.find(({ reader }) => reader === who.account.id)?.state ?? null
    const open = who === this.cast.desk || (this.policy !== 'INDEPENDANT' && this.dossier.issue !== null)
    const expected = { state: open ? stateOf(this.dossier) : mine, mine, issue: open ? this.dossier.issue : null, round: this.dossier.round }
    const given = { state: view.state, mine: view.mine?.state ?? null, issue: view.issue, round: view.round }
    if (JSON.stringify(given) !== JSON.stringify(expected)) throw new Violation(`${who.account.displayName} is told ${JSON.stringify(given)} where the machine has ${JSON.stringify(expected)}`)
  }

  private inputOf({ name, who, whose, what, good, invited, redoes }: Asking): object {
    const known = this.known.get(whose.account.id)
    const byVersion = { readingId: known?.id ?? '00000000-0000-4000-8000-000000000000', expectedVersion: good ? known?.version ?? 1 : 99 }
    const of = { studyInstanceUID: this.uid }
    const reason = good ? 'motif' : ' '
    switch (name) {
      case 'reading.open': case 'programme.heartbeat': case 'programme.withdrawConsensus': case 'programme.joinConsensus': case 'programme.endConsensus': case 'programme.resume': return of
      case 'reading.saveDraft': return { ...byVersion, avis: this.written(who, what), text: { indication: '', technique: '', resultats: '', conclusion: '' } }
      case 'reading.freeze': case 'reading.reveal': case 'reading.undo': return byVersion
      case 'reading.change': return { ...byVersion, avis: this.written(who, what), reason }
      case 'reading.sign': return { ...byVersion, passphrase: good ? passphrase : 'une autre phrase de passe' }
      case 'exchange.release': return { readingId: byVersion.readingId }
      case 'programme.askConsensus': return { ...of, invited: invited.account.id, reason }
      case 'programme.answerPriors': return { ...of, answer: good ? 'RECUES' : 'INTROUVABLES' }
      case 'structure.issueLetter': return { ...of, recipient: 'WOMAN', result: ({ CONCORDANT_NEG: 'NEGATIVE', POSITIF_L2: 'POSITIVE', CTI: 'TECHNICAL_RECALL' } as const)[this.dossier?.issue ?? 'CONCORDANT_NEG'] }
      case 'structure.saveBdd': return { ...of, result: { doneOn: '2025-03-12', acr: { D: 1, G: 2 }, action: good ? 'FIN' : 'PRELEVEMENT', biopsy: 'NONE', cancer: null } }
      case 'structure.followRecall REMINDER': return { ...of, kind: 'REMINDER', redone: [], reference: '' }
      case 'structure.followRecall RECEIVED': return { ...of, kind: 'RECEIVED', redone: redoes ? this.images.slice(0, 1) : good ? this.images : ['1.2.3.4'], reference: '' }
      case 'structure.followRecall REFUSED': return { ...of, kind: 'REFUSED', redone: [], reference: reason }
      case 'programme.defer': case 'programme.requestPriors': case 'programme.release': case 'programme.cancel': case 'programme.close': return { ...of, reason }
    }
  }

  private written(who: Seat, what: Opinion) {
    const first = who === this.first
    return first && this.policy !== 'INDEPENDANT' ? firstOpinion(this.firstMarker(), this.workedUp) : opinion(this.markerOf(who), what)
  }

  private heard(asking: Asking, said: Said): void {
    const { who, whose, name } = asking
    if (this.http.faults.length > 0) throw new Violation(`${name}: ${this.http.faults.splice(0).join('; ')}`)
    // The answer to the reveal, or to the signature of a negative that agrees, is where the first opinion may be told from.
    if (said.code === '' && (name === 'reading.reveal' || (name === 'reading.sign' && this.known.get(who.account.id)?.second === true && this.policy !== 'INDEPENDANT'))) this.told.add(who.account.id)
    this.sight(who, operationOf(name), said)
    if (said.code === '' && whose !== who && name !== 'exchange.release') throw new Violation(`${name}: ${who.account.displayName} acts on the reading of ${whose.account.displayName}`)
    if (said.code === '') this.learn(asking, said)
    this.settle()
    const refused = this.hold(asking, said)
    if (said.code === '' && refused !== null) throw new Violation(`${name} by ${who.account.displayName} was accepted in ${this.state ?? 'no state'}; the state table says ${refused}`)
    if (said.code === '') this.accepted += 1
    if (!said.code.startsWith('dossier/')) return
    if (refused === null) throw new Violation(`${name} was refused with ${said.code} where the state table allows it`)
    if (name.startsWith('programme.') && refused !== said.code) throw new Violation(`${name} was refused with ${said.code}, by the state table with ${refused}`)
  }

  /** Applies what was accepted; gives the problem by which the machine refuses. */
  private hold(asking: Asking, said: Said): string | null {
    const { name, who, whose } = asking
    const known = this.known.get(whose.account.id)
    const accepted = said.code === ''
    if (this.dossier === null && accepted) this.begin(name, who, known)
    if (this.dossier === null) return name.startsWith('programme.') ? 'request/not-found' : null
    const by = this.actorOf(who)
    // Who has read is told apart from who may not: both are kept out by the table.
    if (said.code === 'dossier/arbiter-has-read' && this.dossier.versions.some(({ reader }) => reader === by.id)) return said.code
    const problem = this.apply(eventsOf(this.dossier, this.actOf(asking, known, accepted), by.id), by, accepted)
    if (accepted && name === 'reading.sign') this.sign(known, who)
    return problem
  }

  private actorOf({ account: { id, roles } }: Seat): Exclude<Cause['by'], 'systeme'> {
    return { id, l2: roles.includes('L2') || (this.policy === 'INDEPENDANT' && roles.includes('L1')), coordinator: id === this.cast.desk.account.id }
  }

  private actOf({ name, who, invited, good, redoes }: Asking, known: Known | undefined, accepted: boolean): Act {
    const what = known?.what ?? 'CONCORDANT_NEG'
    return {
      name, reason: good ? 'motif' : ' ', invited: invited.account.id, invitedEntitled: invited.account.roles.includes('L2'), answer: good ? 'RECUES' : 'INTROUVABLES',
      images: this.images, redone: redoes ? this.images.slice(0, 1) : good ? this.images : ['1.2.3.4'], issue: what === 'REFUSED' ? 'CONCORDANT_NEG' : what,
      digest: accepted ? this.newest(known) : 'd', negativeWithoutWorkup: what === 'CONCORDANT_NEG' && !this.workedUp && this.policy !== 'INDEPENDANT',
      signed: known?.signed ?? false, second: known === undefined ? who !== this.first || this.policy === 'INDEPENDANT' : known.second, arbitrates: known?.arbitrates ?? false,
    }
  }

  private apply(events: readonly DossierEvent[], by: Cause['by'], keeps: boolean): string | null {
    let next = this.dossier
    for (const event of events) {
      if (next === null) return null
      const answer = advance(next, event, { now: this.now, by }, defaultParameters)
      if ('problem' in answer) return codeOf(answer.problem)
      if (keeps) {
        const wrong = judge(this.belief, next, answer.dossier, event, by, this.now)
        if (wrong !== null) throw new Violation(`${event.type}: ${wrong}`)
      }
      next = answer.dossier
      if (keeps) this.visited.add(stateOf(next))
    }
    if (keeps) this.dossier = next
    return null
  }

  /** The exam is received with the first signature, or where nobody reads first with the first reading. */
  private begin(name: ActName, who: Seat, known: Known | undefined): void {
    const independent = this.policy === 'INDEPENDANT'
    if (independent ? name !== 'reading.open' : name !== 'reading.sign' || known?.second !== false) return
    this.dossier = receive({ policy: this.policy, first: independent ? null : who.account.id }, this.now)
    this.apply([{ type: 'controleOk', sheet: true, inScope: true, identity: true, images: true, priorsAwaited: false }], 'systeme', true)
  }

  /** Leases and waits that are over by the clock. */
  private settle(): void {
    if (this.dossier?.own === 'ARBITRAGE') this.apply([{ type: 'expirationBail', place: 'ARBITRE' }], 'systeme', true)
    for (const { place } of this.dossier?.own === null ? this.dossier.lectures : []) {
      for (const type of ['expirationBail', 'delaiAnteriorites'] as const) this.apply([{ type, place }], 'systeme', true)
    }
  }

  /** Two independent readings that are final are compared by the coordinator's session. */
  private confront(): void {
    if (this.dossier === null || this.dossier.own !== 'DEFINITIF' || this.dossier.issue !== null || courses[this.policy].afterReading !== 'COMPARAISON') return
    const [a, b] = this.dossier.lectures.map(({ reader }) => this.known.get(reader ?? '')?.what ?? 'CONCORDANT_NEG')
    const said = (what: Opinion | undefined) => conclusionOf(what === undefined || what === 'REFUSED' ? 'CONCORDANT_NEG' : what)
    this.apply([{ type: 'comparer', a: said(a), b: said(b) }], 'systeme', true)
  }

  private learn({ name, who, what }: Asking, said: Said): void {
    if (!name.startsWith('reading.')) return
    const { id, version, kind, phase, signedAt } = said.output as Reading
    const before = this.known.get(who.account.id)
    const same = before?.id === id ? before : undefined
    const written = name === 'reading.saveDraft' || name === 'reading.change' ? what : same?.what ?? 'REFUSED'
    this.known.set(who.account.id, { id, version, second: kind === 'SECOND', arbitrates: kind === 'ARBITRATION', signed: signedAt !== null && name !== 'reading.sign', phase, what: written })
  }

  /** A signature counts once its envelope verifies: kept as it was hashed, committed to by the trail, of this reader. */
  private sign(known: Known | undefined, who: Seat): void {
    if (known === undefined) throw new Violation('signed without a reading')
    known.signed = true
    if (known.second || known.arbitrates) this.finals += 1
    const digest = this.newest(known)
    const kept = this.http.console.store.prepare<[string], { envelope: string; moment: string }>('SELECT envelope, moment FROM sealed_opinions WHERE digest = ?').get(digest)
    if (kept?.moment !== 'SIGNED' || createHash('sha256').update(kept.envelope, 'utf8').digest('hex') !== digest) throw new Violation('a final opinion without its envelope')
    const trail = this.http.console.audit.doneTo(known.id).filter(({ actor, detail }) => actor === who.account.id && detail.includes(`sha256=${digest}`))
    if (trail.length !== 1) throw new Violation('a final opinion without its row in the audit trail')
    this.signatures.push(who.unlocked.sealing.openOwn(kept.envelope, digest).then(({ signer, payload }) => {
      if (signer !== who.account.id || !JSON.stringify(payload).includes(this.written(who, 'CONCORDANT_NEG').commentaire)) throw new Violation('a final opinion of somebody else')
    }))
  }
  readonly signatures: Promise<void>[] = []

  private newest(known: Known | undefined): string {
    return this.http.console.store.prepare<[string], { digest: string }>('SELECT digest FROM sealed_opinions WHERE reading_id = ? ORDER BY rowid DESC LIMIT 1').get(known?.id ?? '')?.digest ?? 'd'
  }

  /** No answer carries another's opinion before the table allows it. */
  private sight(who: Seat, name: OperationName, { text }: Said): void {
    const mayKnowFirst = who === this.first || this.told.has(who.account.id) || (this.policy === 'FR_DOCS' && who !== this.cast.desk)
    if (!mayKnowFirst && text.includes(this.firstMarker())) throw new Violation(`${name} tells ${who.account.displayName} the first opinion`)
    // An arbiter decides between opinions that lie open.
    if (this.known.get(who.account.id)?.arbitrates === true || (name === 'reading.open' && this.dossier?.own === 'ARBITRAGE' && text.includes('"ARBITRATION"'))) return
    for (const other of this.cast.readers) if (other !== who && text.includes(this.markerOf(other))) throw new Violation(`${name} tells ${who.account.displayName} the opinion of ${other.account.displayName}`)
  }

  private compare(name: ActName): void {
    const kept = this.http.console.store.prepare<[string], { state: State; issue: string | null; round: number }>('SELECT state, issue, round FROM dossier_standings WHERE study_uid = ?').get(this.uid)
    const machine = this.dossier === null ? undefined : { state: stateOf(this.dossier), issue: this.dossier.issue, round: this.dossier.round }
    if (JSON.stringify(kept) !== JSON.stringify(machine)) throw new Violation(`after ${name} the exam is ${JSON.stringify(kept)}, by the state table ${JSON.stringify(machine)}`)
  }
}
