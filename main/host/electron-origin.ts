/** The origin of the Electron windows, and who may speak from it. Electron-free, so that it is tested on Node. */

export const windowScheme = 'binocle'
export const windowOrigin = `${windowScheme}://app`

/** Exact parts of a parsed address, never a prefix of its text. */
export function isOurs(address: string): boolean {
  try {
    const url = new URL(address)
    return url.protocol === `${windowScheme}:` && url.host === 'app' && url.username === '' && url.password === ''
  } catch {
    return false
  }
}

/** Whether a request that reached the custom scheme comes from a page of ours: its `Origin`, when there is one, is
 *  ours, and a request without one is a navigation or a GET of our own page. */
export function isOurRequest(request: Pick<Request, 'url' | 'method' | 'headers'>): boolean {
  if (!isOurs(request.url)) return false
  const origin = request.headers.get('origin')
  if (origin !== null) return origin === windowOrigin
  const site = request.headers.get('sec-fetch-site')
  return site === null || site === 'same-origin' || site === 'none'
}
