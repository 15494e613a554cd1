/** The files of the windows, read once into memory under the exact paths that they are served at: no path is ever
 *  made from an address, and a build that happens meanwhile changes nothing for windows that are open. */
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
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
  const files = new Map(await filesUnder(folder, ''))
  const index = files.get('/index.html')
  if (index !== undefined) files.set('/', index)
  return files
}

/** Folder by folder, so that it also works inside Electron's archive. */
async function filesUnder(folder: string, path: string): Promise<[string, StaticFile][]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !name.startsWith('.'))
  const found = await Promise.all(entries.map(async (entry): Promise<[string, StaticFile][]> => {
    const place = join(folder, entry.name)
    if (entry.isDirectory()) return await filesUnder(place, `${path}/${entry.name}`)
    const contentType = contentTypes[extname(entry.name)]
    return contentType === undefined ? [] : [[`${path}/${entry.name}`, { contentType, bytes: new Uint8Array(await readFile(place)) }]]
  }))
  return found.flat()
}

export function staticResponse(file: StaticFile): Response {
  return new Response(file.bytes, { headers: { 'Content-Type': file.contentType, 'Content-Length': String(file.bytes.byteLength) } })
}
