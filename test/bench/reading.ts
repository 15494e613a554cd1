/** What a reader waits for, in the real program and a real window: from the click on a cached study to its first image,
 *  to the four current views, to all eight; then the next study, prefetched. The peer is a plain fetch of the same
 *  frames from the same program in the same page: the bytes alone, neither decoded nor drawn. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { chromium, type Page } from '@playwright/test'
import { framePath, importPath } from '../../main/contract/index.ts'
import { currentStudy, firstReader, mammogramFolder, mammogramMissing, newProfile } from '../program/scenario.ts'
import { startProgram, type Client } from '../program/start-program.ts'

if (mammogramMissing === null) await bench()
else console.error(`reading bench skipped: ${mammogramMissing}`)

async function bench(): Promise<void> {
  const program = await startProgram({ profile: await newProfile() })
  const client = await program.connect()
  await client.call('session.setUp', { ...firstReader, roles: ['L1'], language: 'fr', demo: true })
  await importStudy(client)
  await client.until('the demonstration studies', async () => (await client.call('worklist.facets', {})).eeg === 1, 120_000)
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--use-angle=swiftshader', '--disable-background-networking'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, locale: 'fr-FR' })
    // The program hands one window its code; a second window asks for its own, as a second start would.
    await page.addInitScript((token) => { sessionStorage.setItem('binocle.token', token) }, client.token)
    await page.goto(program.origin)
    await page.getByRole('grid', { name: 'Examens' }).waitFor()
    await page.getByRole('textbox', { name: 'Chercher dans la liste' }).fill('mammo 2025')
    const rows = page.getByRole('row', { name: /10\.03\.2025/ })
    await rows.first().waitFor()
    const fetched = await plainFetch(page, client)
    const opened = await timed(page, () => page.getByRole('row', { name: /Mammatest/i }).and(rows).dblclick())
    row('click to first image, cached', opened.first, 'ms', fetched)
    row('click to four current views, cached', opened.four, 'ms', fetched)
    row('click to all eight views, cached', opened.eight, 'ms', fetched)
    await page.waitForTimeout(5000)
    const next = await timed(page, async () => { await page.keyboard.press('Escape'); await rows.last().dblclick() })
    row('next study, prefetched: four current views', next.four, 'ms', fetched)
    const heap = await page.evaluate(() => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize)
    row('JS heap with two mammograms seen', heap / 2 ** 20, 'MiB', null)
    row('main process resident', residentMiB(program.pid), 'MiB', null)
  } finally {
    await browser.close()
    client.close()
    await program.stop()
  }
}

async function importStudy(client: Client): Promise<void> {
  const { importId } = await client.call('import.open', {})
  for (const folder of ['current', 'prior']) {
    for (const name of await readdir(join(mammogramFolder, folder))) {
      await client.fetch(importPath(importId, name), { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body: await readFile(join(mammogramFolder, folder, name)) })
    }
  }
  await client.call('import.close', { importId })
}

/** Milliseconds to bring the four current frames into the page, nothing else. */
async function plainFetch(page: Page, client: Client): Promise<number> {
  const { current } = await client.call('study.open', { studyInstanceUID: currentStudy })
  const paths = current.images.map((image) => framePath({ ...image, frame: 1 }))
  return page.evaluate(async ({ paths: wanted, token }) => {
    const start = performance.now()
    await Promise.all(wanted.map(async (path) => (await fetch(path, { headers: { authorization: `Bearer ${token}` } })).arrayBuffer()))
    return performance.now() - start
  }, { paths, token: client.token })
}

async function timed(page: Page, act: () => Promise<void>): Promise<{ first: number; four: number; eight: number }> {
  await page.evaluate(() => {
    const seen: Record<number, number> = {}
    Object.assign(window, { benchSeen: seen, benchStart: performance.now() })
    const look = () => {
      const count = document.querySelectorAll('[data-rendered="true"]').length
      for (const wanted of [1, 4, 8]) if (count >= wanted) seen[wanted] ??= performance.now()
      if (count < 8) requestAnimationFrame(look)
    }
    addEventListener('dblclick', () => { Object.assign(window, { benchStart: performance.now() }); requestAnimationFrame(look) }, { once: true, capture: true })
  })
  await act()
  await page.waitForFunction(() => (window as unknown as { benchSeen: Record<number, number> }).benchSeen[8] !== undefined, undefined, { timeout: 120_000 })
  return page.evaluate(() => {
    const { benchSeen, benchStart } = window as unknown as { benchSeen: Record<number, number>; benchStart: number }
    const since = (count: number) => (benchSeen[count] ?? Number.NaN) - benchStart
    return { first: since(1), four: since(4), eight: since(8) }
  })
}

/** Linux only; elsewhere the figure is left out. */
function residentMiB(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024
  } catch {
    return Number.NaN
  }
}

function row(figure: string, value: number, unit: string, fetched: number | null): void {
  const round = (x: number) => Math.round(x * 10) / 10
  console.log(JSON.stringify({ figure, value: round(value), unit, ...(fetched === null ? {} : { peer: 'plain fetch of the four current frames', peerValue: round(fetched), ratio: round(value / fetched) }) }))
}
