/** Whether the active account's exam waits for another opinion; null where it does not. */
import type { Reading } from '../../../main/contract/index.ts'
import { useOperation } from '../../api/index.ts'

export type AwaitedConsensus = 'CONSENSUS_DEMANDE' | 'CONSENSUS_EN_COURS'

export function useAwaitedConsensus({ studyInstanceUID, kind, policy, phase }: Reading): AwaitedConsensus | null {
  const mayWait = kind === 'SECOND' && policy !== 'INDEPENDANT' && phase !== 'DEFINITIF' && phase !== 'AVIS_FIGE'
  const state = useOperation('programme.dossier', { studyInstanceUID }, { enabled: mayWait }).data?.dossier?.mine?.state
  return mayWait && (state === 'CONSENSUS_DEMANDE' || state === 'CONSENSUS_EN_COURS') ? state : null
}
