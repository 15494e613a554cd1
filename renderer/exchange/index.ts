/** Other consoles: cards that are handed over and admitted, the centre that was joined, letters that came. */
export { ExchangeSection } from './ExchangeSection.tsx'
export { Fingerprint } from './Fingerprint.tsx'
