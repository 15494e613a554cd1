/** The files of the windows, read once into memory under the exact paths that they are served at: no path is ever
 *  made from an address, and a build that happens meanwhile changes nothing for windows that are open. */
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import type { StaticFile, StaticFiles } from './ports.ts'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** Files whose type is not in the table are not served (source maps, build stamps). `/` is `index.html`. */
export async function readStaticFiles(folder: string): Promise<StaticFiles> {
  const files = new Map<string, StaticFile>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const contentType = contentTypes[extname(entry.name)]
    if (!entry.isFile() || entry.name.startsWith('.') || contentType === undefined) continue
    const file = join(entry.parentPath, entry.name)
    files.set(`/${relative(folder, file).split(sep).join('/')}`, { contentType, bytes: new Uint8Array(await readFile(file)) })
  }
  const index = files.get('/index.html')
  if (index !== undefined) files.set('/', index)
  return files
}

export function staticResponse(file: StaticFile): Response {
  return new Response(file.bytes, { headers: { 'Content-Type': file.contentType, 'Content-Length': String(file.bytes.byteLength) } })
}
