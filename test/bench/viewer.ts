/** The viewer alone, on real files over loopback, in a real window: opening cold and decoded ahead, changing the greys,
 *  scrolling a CT, memory; the decoders beside DCMTK's tools. Software rendering here: use the figures as ratios. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { dataFolder, filesIn, missing, open, openSession, settled, type Session } from '../viewer/session.ts'

type Backend = 'gpu' | 'cpu'

if (missing === '') await bench()
else console.error(`viewer bench skipped: ${missing}`)

async function bench(): Promise<void> {
  const session = await openSession()
  try {
    await addCases(session)
    const page = await session.page()
    for (const backend of ['cpu', 'gpu'] as const) {
      await page.reload()
      await page.waitForSelector('html[data-ready=true]')
      await page.evaluate(() => window.harness.decode('warm', 0, 1))
      await opening(page, backend)
      await greys(page, backend)
      await scrolling(page, backend)
      await memory(page, backend)
    }
    await decoders(session, page)
  } finally {
    await session.close()
  }
}

async function addCases({ server, scratch }: Session): Promise<void> {
  const current = filesIn('mg/study-4view/current')
  execFileSync('tar', ['xf', join(dataFolder, 'ct/lidc-idri-0314.tar.xz'), '-C', scratch])
  const slices = execFileSync('find', [scratch, '-name', '*.dcm', '-size', '+100k'], { encoding: 'utf8' }).trim().split('\n')
  await server.add('warm', { current: [join(dataFolder, 'syntax/mono/MR_small_jpeg_ls_lossless.dcm')], priors: [] })
  await server.add('study', { current, priors: [filesIn('mg/study-4view/prior')] })
  await server.add('ct', { current: slices, priors: [] })
  await server.add('ge', { current: [join(dataFolder, 'mg/dicom/GH133.dcm')], priors: [] })
}

/** Milliseconds until so many viewports have painted, from the call that opens the case. */
async function openTimed(page: Page, name: string, backend: Backend): Promise<{ first: number; all: number }> {
  return page.evaluate(async ([caseName, wanted]) => {
    const start = performance.now()
    await window.harness.open(caseName, { backend: wanted })
    let first = 0
    for (;;) {
      await new Promise(requestAnimationFrame)
      const shown = [...document.querySelectorAll<HTMLElement>('.viewer-viewport[data-visible=true]:not([data-status=empty])')]
      const painted = shown.filter(({ dataset }) => dataset['rendered'] === 'true').length
      if (painted > 0 && first === 0) first = performance.now() - start
      if (shown.length > 0 && painted === shown.length) return { first, all: performance.now() - start }
    }
  }, [name, backend] as const)
}

async function opening(page: Page, backend: Backend): Promise<void> {
  const cold = await openTimed(page, 'study', backend)
  row('open a mammogram and its prior, nothing decoded: first image', cold.first, 'ms', backend)
  row('open a mammogram and its prior, nothing decoded: all eight', cold.all, 'ms', backend)
  await page.evaluate(() => window.harness.clear())
  const warm = await openTimed(page, 'study', backend)
  row('open the same, decoded: all eight', warm.all, 'ms', backend, 'nothing decoded', cold.all)
  await page.evaluate(() => window.harness.prefetch('ge'))
  const next = await openTimed(page, 'ge', backend)
  row('change of case, decoded ahead, viewports kept: painted', next.all, 'ms', backend)
}

/** Sorted times from a command to what it paints, milliseconds. */
async function commandTimes(page: Page, commands: readonly string[], rounds: number): Promise<number[]> {
  return page.evaluate(async ([list, count]) => {
    const times: number[] = []
    for (let i = 0; i < count; i++) {
      const start = performance.now()
      window.harness.handle()?.run((list[i % list.length] ?? 'viewer.invert') as never)
      const done = (): boolean => [...document.querySelectorAll<HTMLElement>('.viewer-viewport[data-visible=true]:not([data-status=empty])')].every(({ dataset }) => dataset['rendered'] === 'true')
      while (!done()) await new Promise(requestAnimationFrame)
      times.push(performance.now() - start)
    }
    return times.sort((a, b) => a - b)
  }, [commands, rounds] as const)
}

function middle(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function late(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN
}

async function greys(page: Page, backend: Backend): Promise<void> {
  await page.evaluate(() => window.harness.clear())
  await open(page, 'study', { backend })
  row('change of greys on eight mammograms: painted', middle(await commandTimes(page, ['viewer.invert', 'viewer.nextPreset'], 20)), 'ms', backend)
  await page.evaluate(() => window.harness.handle()?.run('viewer.pixelSize'))
  await settled(page)
  row('change of greys on one mammogram at 1:1: painted', middle(await commandTimes(page, ['viewer.invert', 'viewer.nextPreset'], 20)), 'ms', backend)
}

async function scrolling(page: Page, backend: Backend): Promise<void> {
  await page.evaluate(() => window.harness.clear())
  await open(page, 'ct', { backend })
  const decoding = await page.evaluate(async () => {
    const start = performance.now()
    await window.harness.prefetch('ct')
    return performance.now() - start
  })
  row('CT of 275 slices: all decoded behind the first', decoding, 'ms', backend)
  const times = await commandTimes(page, ['viewer.nextImage'], 200)
  row('CT scroll, decoded: slice painted, median', middle(times), 'ms', backend)
  row('CT scroll, decoded: slice painted, 95 of 100', late(times), 'ms', backend)
}

async function memory(page: Page, backend: Backend): Promise<void> {
  const { heap, frames } = await page.evaluate(() => ({
    heap: (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize, frames: window.harness.usage().bytes,
  }))
  row('JS heap after a mammogram, its prior and a CT', heap / 2 ** 20, 'MiB', backend)
  row('decoded frames held (bounded)', frames / 2 ** 20, 'MiB', backend)
}

async function decoders(session: Session, page: Page): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'binocle-bench-'))
  try {
    const [jpegLs = ''] = filesIn('mg/study-4view/current')
    const native = join(folder, 'native.dcm')
    const lossless = join(folder, 'lossless.dcm')
    const nativeMs = clocked(() => execFileSync('dcmdjpls', [jpegLs, native]))
    execFileSync('dcmcjpeg', ['+e1', native, lossless])
    const losslessMs = clocked(() => execFileSync('dcmdjpeg', [lossless, join(folder, 'again.dcm')]))
    for (const [name, file, peer, peerMs] of [['JPEG-LS', jpegLs, 'dcmdjpls, file to file', nativeMs], ['JPEG lossless', lossless, 'dcmdjpeg, file to file', losslessMs], ['native', native, undefined, undefined]] as const) {
      await session.server.add(name, { current: [file], priors: [] })
      const times: number[] = []
      for (let round = 0; round < 3; round++) {
        // A frame once decoded is kept: each round asks under another name.
        const uid = `2.25.${Math.floor(Math.random() * 1e12)}`
        session.server.alias(name, uid)
        times.push(await page.evaluate((caseName) => window.harness.timeDecode(caseName), name))
      }
      row(`fetch and decode one mammogram, ${name}`, Math.min(...times), 'ms', null, peer, peerMs)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function clocked(work: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const start = performance.now()
    work()
    return performance.now() - start
  })
  return Math.min(...times)
}

function row(figure: string, value: number, unit: string, backend: Backend | null, peer?: string, peerValue?: number): void {
  const round = (x: number): number => Math.round(x * 10) / 10
  console.log(JSON.stringify({ figure: backend === null ? figure : `${figure} (${backend === 'gpu' ? 'graphics card imitated in software' : 'processor'})`, value: round(value), unit, ...(peer === undefined || peerValue === undefined ? {} : { peer, peerValue: round(peerValue), ratio: Math.round((value / peerValue) * 100) / 100 }) }))
}
