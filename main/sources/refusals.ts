/** Whoever was turned away at the door, once each in a session: a trail that strangers could fill would hide what matters. */

const mostTold = 50

export function createRefusals(tell: (detail: string) => void): (callingAE: string | null, remoteAddress: string) => void {
  const told = new Set<string>()
  return (callingAE, remoteAddress) => {
    // A title is what a stranger wrote: nothing but plain letters of it is kept.
    const detail = `refused ${callingAE === null ? 'TLS' : `title ${callingAE.replaceAll(/[^\w .-]/g, '?').slice(0, 16)}`} from ${remoteAddress}`
    if (told.has(detail) || told.size >= mostTold) return
    told.add(detail)
    tell(detail)
  }
}
