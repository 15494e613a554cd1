/** One tomosynthesis of many slices, generated and compressed as devices send them (JPEG-LS), over loopback in a real
 *  window: from opening to the first slice and to all, scrolling, cine, slabs, memory; beside the bare decoding of the
 *  same slices in the same run. `--slices=70 --rows=2457 --columns=1996` are the defaults. Software painting here: use the
 *  figures as ratios. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { demoTomosynthesis, generateTomosynthesis } from '../../main/demo/index.ts'
import { missing, open, openSession, settled, type Session } from '../viewer/session.ts'

const option = (name: string, otherwise: number): number => Number(process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise)
const slices = option('slices', 70)
const rows = option('rows', 2457)
const columns = option('columns', 1996)
const size = `${slices} slices of ${columns} × ${rows}`
const cell = 'current:LCC-3D'

if (missing === '') await bench()
else console.error(`tomosynthesis bench skipped: ${missing}`)

async function bench(): Promise<void> {
  const session = await openSession()
  try {
    await addCase(session)
    const page = await session.page()
    await session.server.add('bare', { current: [join(session.scratch, 'slices.dcm')], priors: [] })
    const bare = await bareDecoding(session, page)
    row(`bare decoding of ${size}, whole`, bare, 'ms')
    await opening(page, bare)
    await scrolling(page)
    await cine(page)
    await slabs(page)
    await memory(page)
  } finally {
    await session.close()
  }
}

async function addCase({ server, scratch }: Session): Promise<void> {
  const [native, compressed] = [join(scratch, 'native.dcm'), join(scratch, 'slices.dcm')]
  // 232 mm of detector, whatever the number of rows.
  writeFileSync(native, generateTomosynthesis({ study: demoTomosynthesis, view: 'CC', slices, rows, columns, spacing: 232 / rows, thickness: 1 }, 0).part10)
  execFileSync('dcmcjpls', [native, compressed])
  await server.add('slices', { current: [compressed], priors: [] })
}

/** All slices through the same workers, nothing painted; under another name, so that nothing of it is kept for later. */
async function bareDecoding({ server }: Session, page: Page): Promise<number> {
  server.alias('bare', '2.25.4711')
  return page.evaluate(() => window.harness.timeDecodeAll('bare'))
}

async function opening(page: Page, bare: number): Promise<void> {
  const { first, all } = await page.evaluate(async (id) => {
    const start = performance.now()
    await window.harness.open('slices', { backend: 'cpu' })
    const element = (): HTMLElement | null => document.querySelector(`.viewer-viewport[data-cell="${id}"]`)
    let painted = 0
    for (;;) {
      await new Promise(requestAnimationFrame)
      if (painted === 0 && element()?.dataset['rendered'] === 'true') painted = performance.now() - start
      const track = element()?.querySelectorAll('.viewer-slices-track i').length ?? 0
      if (painted > 0 && track === Number(element()?.querySelector<HTMLElement>('.viewer-slices')?.dataset['count'])) return { first: painted, all: performance.now() - start }
    }
  }, cell)
  row('open a tomosynthesis: first slice painted', first, 'ms', 'bare decoding of one slice', bare / slices)
  row('open a tomosynthesis: all slices ready to scroll', all, 'ms', 'bare decoding of all', bare)
}

/** Milliseconds from each command to its slice on the screen, sorted; and the slices that were painted. */
async function walk(page: Page): Promise<{ times: number[]; painted: number; asked: number }> {
  return page.evaluate(async ([id, count]) => {
    window.harness.handle()?.run('viewer.firstSlice')
    const isPainted = (frame: number): boolean => {
      const element = document.querySelector<HTMLElement>(`.viewer-viewport[data-cell="${id}"]`)
      return element?.dataset['rendered'] === 'true' && element.dataset['frame'] === String(frame)
    }
    while (!isPainted(1)) await new Promise(requestAnimationFrame)
    window.harness.forget()
    const times: number[] = []
    for (let frame = 2; frame <= count; frame++) {
      const start = performance.now()
      window.harness.handle()?.run('viewer.nextImage')
      while (!isPainted(frame)) await new Promise(requestAnimationFrame)
      times.push(performance.now() - start)
    }
    return { times: times.toSorted((a, b) => a - b), painted: new Set(window.harness.painted(id)).size, asked: count - 1 }
  }, [cell, slices] as const)
}

async function scrolling(page: Page): Promise<void> {
  const { times, painted, asked } = await walk(page)
  row('scroll, slices ready: slice painted, median', at(times, 0.5), 'ms')
  row('scroll, slices ready: slice painted, 95 of 100', at(times, 0.95), 'ms')
  row('scroll: slices painted', painted, 'slices', 'slices asked for', asked)
}

async function cine(page: Page): Promise<void> {
  const { rate, isInOrder } = await page.evaluate(async ([id, count]) => {
    for (let faster = 0; faster < 12; faster++) window.harness.handle()?.run('viewer.cineFaster')
    window.harness.forget()
    const start = performance.now()
    window.harness.handle()?.run('viewer.cine')
    while (performance.now() - start < 5000) await new Promise(requestAnimationFrame)
    window.harness.handle()?.run('viewer.cine')
    const played = window.harness.painted(id)
    return { rate: (played.length * 1000) / (performance.now() - start), isInOrder: played.every((frame, index) => index === 0 || frame === ((played[index - 1] ?? 0) % count) + 1) }
  }, [cell, slices] as const)
  row(`cine, asked for 60 slices a second${isInOrder ? '' : ' (NOT IN ORDER)'}`, rate, 'slices/s')
}

async function slabs(page: Page): Promise<void> {
  for (const mode of ['MIP', 'average']) {
    await page.evaluate(() => window.harness.handle()?.run('viewer.slab'))
    await settled(page)
    const { times } = await walk(page)
    row(`scroll with a slab of 10 mm, ${mode}: painted, median`, at(times, 0.5), 'ms')
    row(`scroll with a slab of 10 mm, ${mode}: painted, 95 of 100`, at(times, 0.95), 'ms')
  }
  await page.evaluate(() => window.harness.handle()?.run('viewer.slab'))
}

async function memory(page: Page): Promise<void> {
  await page.evaluate(() => window.harness.clear())
  await open(page, 'slices', { backend: 'cpu' })
  await page.waitForFunction((count) => document.querySelectorAll('.viewer-slices-track i').length === count, slices, { timeout: 600_000 })
  const { heap, usage } = await page.evaluate(() => ({ heap: (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize, usage: window.harness.usage() }))
  row('frame store with all slices ready', usage.bytes / 2 ** 20, 'MiB', 'the same slices whole, with their reduced copies', (slices * rows * columns * 2 * (4 / 3)) / 2 ** 20)
  row('JS heap with all slices ready', heap / 2 ** 20, 'MiB')
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN
}

function row(figure: string, value: number, unit: string, peer?: string, peerValue?: number): void {
  const round = (x: number): number => Math.round(x * 10) / 10
  console.log(JSON.stringify({ figure: `tomosynthesis, ${size}: ${figure}`, value: round(value), unit, ...(peer === undefined || peerValue === undefined ? {} : { peer, peerValue: round(peerValue), ratio: Math.round((value / peerValue) * 100) / 100 }) }))
}
