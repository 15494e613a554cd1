/** The hanging protocols of this reader: the own one before those of the program. */
import { useMemo } from 'react'
import type { HangingProtocol } from '../../main/contract/index.ts'
import { useOperation } from '../api/index.ts'

export interface HangingProtocols {
  readonly protocols: readonly HangingProtocol[]
  /** The reader has a protocol that this program cannot read. */
  readonly isOwnUnreadable: boolean
}

/** Undefined while the answer is awaited; without one the program's own hang. */
export function useHangingProtocols(bundled: readonly HangingProtocol[]): HangingProtocols | undefined {
  const { data, error } = useOperation('preferences.get', {})
  return useMemo(() => {
    if (data === undefined && error === null) return undefined
    const own = data?.hanging ?? null
    return { protocols: own === null ? bundled : [own, ...bundled.filter(({ kind }) => kind !== 'mammography')], isOwnUnreadable: data?.hasUnreadableHanging ?? false }
  }, [data, error, bundled])
}
