/** Who may import what: the one table behind the map of ARCHITECTURE.md. */

/** Rooms of main, lowest first. A room imports rooms of lower lines only, never one of its own line. */
export const layers: readonly (readonly string[])[] = [
  ['contract'],
  ['domain', 'diagnostics'],
  ['dicom', 'trust'],
  ['store', 'vault'],
  ['cache', 'audit', 'demo', 'preferences', 'settings'],
  ['pacs', 'ris', 'eeg', 'worklist', 'identity', 'displays'],
  ['programme', 'media'],
  ['reading', 'reporting'],
  ['sync', 'sessions', 'structure', 'orders', 'sources'],
  ['exchange', 'atna'],
  ['rounds'],
  ['host'],
]

/** What lies outside main. `rooms` are the rooms of main that it may import. */
export const outside: Readonly<Record<string, { readonly rooms: readonly string[] }>> = {
  renderer: { rooms: ['contract', 'domain'] },
  preload: { rooms: ['contract'] },
}

/** Places from which alone a package may be imported. Patterns see paths such as `main/store/open-store.ts`. */
export const packageRules: readonly { readonly packages: RegExp; readonly places: RegExp; readonly because: string }[] = [
  { packages: /^electron$/, places: /^(main\/host\/electron[^/]*\.ts|preload\/)/, because: 'electron appears in the Electron host and the preload only' },
  { packages: /^@cornerstonejs\//, places: /^renderer\/viewer\//, because: 'Cornerstone stays inside the viewer' },
  { packages: /^better-sqlite3$/, places: /^main\/store\//, because: 'SQLite stays inside the store' },
  { packages: /^node:(net|tls|http|https|http2|dgram)$/, places: /^main\/(host|pacs|ris|sync|trust|atna)\//, because: 'sockets are opened by host, pacs, ris, sync and atna only' },
  { packages: /^(react|react-dom|react-i18next|i18next|lucide-react|@base-ui\/|@tanstack\/|@fontsource)/, places: /^renderer\//, because: 'the interface stays in the renderer' },
  { packages: /^vite$/, places: /^main\/host\/development\.ts$/, because: 'the bundler is for development only' },
  { packages: /^node:/, places: /^main\/(?!contract\/|domain\/)/, because: 'contract, domain, preload and renderer run without Node' },
]

/** All that contract and domain may import from packages. */
export const purePackages: Readonly<Record<string, readonly string[]>> = { contract: ['zod'], domain: ['zod'] }

/** Packages that product code may import although they are no `dependencies`: each host brings or leaves them. */
export const hostPackages: readonly string[] = ['electron', 'vite']

/** Files that import nothing at all, ever: what a migration did must not change with the code around it. */
export const importNothing = /^main\/store\/migrations\/\d{3}-[^/]+\.ts$/

/** Rooms without an inside: every file of the contract may be named, so that a worker or the preload can take a type
 *  or a constant without the whole of it. */
export const openRooms: readonly string[] = ['contract']
