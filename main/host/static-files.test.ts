import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readStaticFiles } from './static-files.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'binocle-static-'))
  mkdirSync(join(folder, 'assets'))
  for (const name of ['index.html', '.built-from', 'assets/app.js', 'assets/app.js.map', 'assets/app.css', 'assets/decoder.wasm', 'assets/inter.woff2']) writeFileSync(join(folder, name), name)
})
afterAll(() => { rmSync(folder, { recursive: true }) })

describe('the files of the windows', () => {
  it('are known by exact path, with their type', async () => {
    const files = await readStaticFiles(folder)
    expect(Object.fromEntries([...files].map(([path, file]) => [path, file.contentType]))).toEqual({
      '/': 'text/html; charset=utf-8', '/index.html': 'text/html; charset=utf-8',
      '/assets/app.js': 'text/javascript; charset=utf-8', '/assets/app.css': 'text/css; charset=utf-8',
      '/assets/decoder.wasm': 'application/wasm', '/assets/inter.woff2': 'font/woff2',
    })
  })
  it('are no others: nothing is looked up by joining paths', async () => {
    const files = await readStaticFiles(folder)
    for (const path of ['/.built-from', '/assets/app.js.map', '/assets/../index.html', '/../package.json', '/assets', '//index.html', '/INDEX.HTML', '/assets%2Fapp.js']) expect(files.has(path), path).toBe(false)
  })
  it('stay as they were read when a build replaces them', async () => {
    const files = await readStaticFiles(folder)
    writeFileSync(join(folder, 'index.html'), 'another')
    expect(new TextDecoder().decode(files.get('/')?.bytes)).toBe('index.html')
  })
})
