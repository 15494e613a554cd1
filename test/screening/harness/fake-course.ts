/** What a reader does with an exam beside reading it, in memory: the request for another opinion and its two sides. */
import type { AccountId, Consultation, DossierView, Reading } from '../../../main/contract/index.ts'
import { study } from './study.ts'

export interface FakeCourse {
  readonly operations: Record<string, (input: never) => unknown>
}

const colleague = { accountId: '0b6d3f0a-5f0f-4f0f-8f0f-0f0f0f0f0f02' as AccountId, displayName: 'Dr Confrère Essai' }

/** `asked`: the active account is the one who is asked. */
export function createFakeCourse(reading: () => Reading, asked: boolean, emit: () => void): FakeCourse {
  let consensus: { joined: boolean; reason: string } | null = asked ? { joined: false, reason: 'Image difficile – rétraction du mamelon ?' } : null
  let gone: DossierView['state'] = null
  const dossier = (): { dossier: DossierView } => {
    const { studyInstanceUID, policy } = reading()
    const state = consensus === null ? gone ?? 'LECTURE_AVEUGLE' : consensus.joined ? 'CONSENSUS_EN_COURS' as const : 'CONSENSUS_DEMANDE' as const
    return { dossier: { studyInstanceUID, policy, state, round: 1, mine: gone === null ? { state, leaseUntil: null } : null, consulted: asked, reason: '', issue: null, versions: [], lateChanges: [], reminderDueAt: null, limitAt: null } }
  }
  const move = (change: () => void) => {
    change()
    emit()
    return dossier()
  }
  return {
    operations: {
      'programme.dossier': dossier,
      'programme.heartbeat': () => ({ leaseUntil: null }),
      'programme.colleagues': () => ({ readers: [colleague] }),
      'programme.consultations': () => ({ consultations: consensus === null || !asked ? [] : [{ study, askedAt: '2025-03-13T08:20:00.000Z', joined: consensus.joined, reason: consensus.joined ? consensus.reason : '' } satisfies Consultation] }),
      'programme.defer': () => move(() => { gone = 'DIFFERE' }),
      'programme.requestPriors': () => move(() => { gone = 'ATTENTE_ANTERIORITES' }),
      'programme.askConsensus': ({ reason }: { reason: string }) => move(() => { consensus = { joined: false, reason } }),
      'programme.withdrawConsensus': () => move(() => { consensus = null }),
      'programme.joinConsensus': () => move(() => { consensus = consensus === null ? null : { ...consensus, joined: true } }),
      'programme.endConsensus': () => move(() => { consensus = null }),
    },
  }
}
