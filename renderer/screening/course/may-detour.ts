/** Which detours an exam may take from where its reading stands; the state table of main decides again. */
import type { Reading } from '../../../main/contract/index.ts'
import type { Detour } from './strings.ts'

const writing: readonly Reading['phase'][] = ['LECTURE', 'LECTURE_AVEUGLE']

export function detoursOf({ kind, policy, phase, training }: Pick<Reading, 'kind' | 'policy' | 'phase' | 'training'>): readonly Detour[] {
  const followed = kind === 'SECOND' || (kind === 'FIRST' && policy === 'INDEPENDANT')
  if (!followed || training) return []
  const before: Detour[] = writing.includes(phase) ? ['defer', 'priors'] : []
  const together: Detour[] = policy !== 'INDEPENDANT' && (writing.includes(phase) || phase === 'REVELATION') ? ['consensus'] : []
  return [...before, ...together]
}
