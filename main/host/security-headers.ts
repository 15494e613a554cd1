/** Headers of every answer of both hosts, whatever the route and the outcome. */

export interface PolicyOptions {
  /** Development only: Vite marks the inline script and styles that it injects with this nonce. */
  readonly developmentNonce?: string
}

/** No inline anything, no eval but WebAssembly's, nothing from anywhere else. */
export function contentSecurityPolicy({ developmentNonce }: PolicyOptions = {}): string {
  const nonce = developmentNonce === undefined ? '' : ` 'nonce-${developmentNonce}'`
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval'${nonce}`,
    "worker-src 'self'",
    "connect-src 'self'",
    `style-src 'self'${nonce}`,
    "img-src 'self' blob:",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Nothing that a page of a hospital could be tricked into using is left on. */
const permissionsPolicy = ['camera', 'microphone', 'geolocation', 'usb', 'serial', 'hid', 'midi', 'payment', 'display-capture', 'browsing-topics']
  .map((feature) => `${feature}=()`).join(', ')

export function securityHeaders(options: PolicyOptions = {}): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(options),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': permissionsPolicy,
    'Cache-Control': 'no-store',
  }
}
