/** An act on the centre's key: afterwards everything that shows who is trusted is asked for again. */
import type { Input } from '../../main/contract/index.ts'
import { useAct, useRefresh } from '../api/index.ts'
import { useToast } from '../ui/index.ts'

type KeyAct = 'keys.grant' | 'keys.confirm' | 'keys.withdraw' | 'keys.rotate' | 'keys.found' | 'keys.compare'

export interface PendingAct { readonly isPending: boolean; readonly error: Error | null }

export function useKeyAct<N extends KeyAct>(name: N, said: string): PendingAct & { run(input: Input<N>, done?: () => void): void } {
  const act = useAct(name)
  const refresh = useRefresh()
  const toast = useToast()
  return {
    isPending: act.isPending, error: act.error,
    run(input, done) {
      act.mutate(input, { onSuccess: () => { refresh('keys.status', 'health.get', 'exchange.status', 'exchange.waiting'); toast({ tone: 'ok', title: said }); done?.() } })
    },
  }
}
