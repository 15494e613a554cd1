/** Who may call this console: each source that is asked by DIMSE under its title from its address, and whoever was entered
 *  by hand. A title alone proves nothing: the address must be its own. */
import type { StoredIdentity, StoredSource } from '../contract/index.ts'

/** Addresses of a host, by the resolver of the system; none when it is not known. */
export type Resolve = (host: string) => Promise<readonly string[]>

export function createAllowedCallers(sources: readonly StoredSource[], { listen }: StoredIdentity, resolve: Resolve) {
  const known = [
    ...sources.filter(({ dimse }) => dimse.host !== '' && dimse.calledAE !== '').map(({ dimse }) => ({ aeTitle: dimse.calledAE, address: dimse.host })),
    ...listen.callers,
  ]
  return async (callingAE: string, remoteAddress: string): Promise<boolean> => {
    const from = plainAddress(remoteAddress)
    for (const { address } of known.filter(({ aeTitle }) => aeTitle.trim() === callingAE.trim())) {
      if (plainAddress(address) === from || (await resolve(address)).some((one) => plainAddress(one) === from)) return true
    }
    return false
  }
}

/** A socket that takes both families tells IPv4 addresses as IPv6 ones. */
const plainAddress = (address: string): string => address.replace(/^\[|\]$/g, '').replace(/^::ffff:(?=\d+\.)/i, '').toLowerCase()
