/** Keeps a lease alive while its work goes on. A renewal that fails (a full disk) is told and tried again: it must not
 *  end the program, and the work may well be done before the lease runs out. */
import type { Clock } from './clock.ts'

/** The returned function ends it. */
export function keepLeased({ clock, onBug }: { readonly clock: Clock; readonly onBug: (error: unknown) => void }, leaseMs: number, renew: () => void): () => void {
  let cancel = () => undefined as void
  const next = (): void => {
    cancel = clock.timer(leaseMs / 3, () => {
      try {
        renew()
      } catch (error) {
        onBug(error)
      }
      next()
    })
  }
  next()
  return () => cancel()
}
