/** Serves the harness, opens Chromium on it; closes and removes everything in the end. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from '@playwright/test'
import { viewerCommands } from '../../renderer/viewer/commands.ts'
import { harnessPage } from './harness-page.ts'
import type { HarnessServer } from './server.ts'
import { inspect, serveHarness } from './server.ts'

export const dataFolder = fileURLToPath(new URL('../../../shared/data/', import.meta.url))
const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path))
const hasDcmtk = ['dcm2pnm', 'dcmdjpls', 'dcmdjpeg'].every((tool) => existsSync(`/usr/bin/${tool}`))

/** Why the tests on real pixels cannot run here; empty when they can. */
export const missing = [
  ...existsSync(dataFolder) ? [] : ['no ../shared/data'], ...browserPath === undefined ? ['no Chromium'] : [], ...hasDcmtk ? [] : ['no DCMTK'],
].join(', ')
export const title = (name: string): string => (missing === '' ? name : `${name} (skipped: ${missing})`)

export interface Session {
  readonly server: HarnessServer
  readonly scratch: string
  /** `colorDepth`: what the screen says of itself; `before` runs in the page before anything of ours. */
  page(size?: { width: number; height: number }, devicePixelRatio?: number, screen?: { colorDepth: number }, before?: () => void): Promise<Page>
  /** Everything that a page complained of, errors and refused policies included. */
  readonly complaints: string[]
  close(): Promise<void>
}

/** WebGL in software, for the viewer's own pictures. */
const browserArguments = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--use-angle=swiftshader']
/** Who puts the page together around the viewer's pictures, its two-dimensional canvases among them: the card, as on most
 *  workstations, which costs half as much again where it is imitated; or the processor, for what is not about that. */
const putTogether = { card: [], processor: ['--disable-gpu-compositing', '--disable-gpu-rasterization', '--disable-accelerated-2d-canvas'] }

export async function openSession(by: keyof typeof putTogether = 'processor'): Promise<Session> {
  const scratch = mkdtempSync(join(tmpdir(), 'binocle-viewer-'))
  const server = await serveHarness(await harnessPage(scratch))
  const browser: Browser = await chromium.launch({ ...browserPath === undefined ? {} : { executablePath: browserPath }, args: [...browserArguments, ...putTogether[by]] })
  const complaints: string[] = []
  return {
    server, scratch, complaints,
    async page(size = { width: 1920, height: 1080 }, devicePixelRatio = 1, screen, before) {
      const page = await browser.newPage({ viewport: size, deviceScaleFactor: devicePixelRatio })
      page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()) })
      page.on('pageerror', (error) => complaints.push(String(error)))
      if (screen !== undefined) await page.addInitScript((depth) => { Object.defineProperty(window.screen, 'colorDepth', { get: () => depth }) }, screen.colorDepth)
      if (before !== undefined) await page.addInitScript(before)
      await page.goto(server.url)
      await page.waitForSelector('html[data-ready=true]')
      return page
    },
    async close() {
      await browser.close()
      await server.close()
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}

export const filesIn = (folder: string): string[] => readdirSync(join(dataFolder, folder)).filter((name) => name.endsWith('.dcm')).map((name) => join(dataFolder, folder, name))

/** All visible viewports have painted, or have said why not. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const shown = [...document.querySelectorAll<HTMLElement>('.viewer-viewport[data-visible=true]')]
    return shown.length > 0 && shown.every(({ dataset }) => dataset['rendered'] === 'true' || dataset['status'] === 'failed' || dataset['status'] === 'empty')
  }, null, { timeout: 150_000, polling: 'raf' })
}

/** One turn of the wheel where the pointer stands, as zoom: the event reaches the page after the call returns. */
export async function wheelZoom(page: Page, delta: number): Promise<void> {
  const scales = (): Promise<string> => page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.viewer-viewport[data-visible=true]')].map(({ dataset }) => dataset['scale']).join(' '))
  const before = await scales()
  await page.mouse.wheel(0, delta)
  await page.waitForFunction((was) => [...document.querySelectorAll<HTMLElement>('.viewer-viewport[data-visible=true]')].map(({ dataset }) => dataset['scale']).join(' ') !== was, before)
  await settled(page)
}

export async function open(page: Page, name: string, options: { backend?: 'auto' | 'gpu' | 'cpu'; language?: 'fr' | 'en' } = {}): Promise<void> {
  await page.evaluate(([caseName, over]) => window.harness.open(caseName, over), [name, options] as const)
  await settled(page)
}

export async function run(page: Page, ...commands: string[]): Promise<void> {
  for (const command of commands) {
    if (!viewerCommands.some(({ id }) => id === command)) throw new RangeError(`no command ${command}`)
    await page.evaluate((id) => { window.harness.handle()?.run(id as Parameters<NonNullable<ReturnType<typeof window.harness.handle>>['run']>[0]) }, command)
    await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)) }))
    await settled(page)
  }
}

export interface Grey { readonly width: number; readonly height: number; readonly data: Uint8Array }

/** What the canvas of a visible viewport holds, red channel; `isGrey` when green and blue are the same. */
export async function canvasOf(page: Page, cell: string): Promise<Grey & { isGrey: boolean }> {
  const { base64, ...found } = await page.evaluate((id) => {
    const canvases = [...document.querySelectorAll<HTMLCanvasElement>(`.viewer-viewport[data-cell="${id}"] .viewer-mount canvas`)]
    const canvas = canvases.find((one) => getComputedStyle(one).display !== 'none')
    const image = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height)
    if (image === undefined) throw new Error(`no canvas in ${id}`)
    const { width, height, data } = image
    const red = new Uint8Array(width * height)
    let isGrey = true
    for (let pixel = 0, at = 0; pixel < red.length; pixel += 1, at += 4) {
      red[pixel] = data[at] ?? 0
      if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) isGrey = false
    }
    return { width, height, isGrey, base64: red.toBase64() }
  }, cell)
  return { ...found, data: new Uint8Array(Buffer.from(base64, 'base64')) }
}

/** DCMTK's own decoding, so that what we compare with never went through our decoders. */
export function decompress(session: Session, file: string): string {
  const out = join(session.scratch, `${Math.random().toString(36).slice(2)}.dcm`)
  const syntax = execFileSync('dcmdump', ['+P', '0002,0010', file], { encoding: 'utf8' })
  const tool = /JPEGLS/.test(syntax) ? 'dcmdjpls' : /JPEG/.test(syntax) ? 'dcmdjpeg' : /RLE/.test(syntax) ? 'dcmdrle' : 'dcmconv'
  execFileSync(tool, [file, out])
  return out
}

/** A copy with new UIDs: some sample files have none, and the program rightly refuses those. */
export function withUids(session: Session, file: string): string {
  const out = join(session.scratch, `${Math.random().toString(36).slice(2)}.dcm`)
  copyFileSync(file, out)
  execFileSync('dcmodify', ['-nb', '-gst', '-gse', '-gin', '-i', '0008,0016=1.2.840.10008.5.1.4.1.1.7', out])
  return out
}

/** `dcm2pnm` with the given options; a binary grey map of 8 bits. */
export function render(session: Session, file: string, options: readonly string[]): Grey {
  const out = join(session.scratch, 'oracle.pgm')
  execFileSync('dcm2pnm', ['--write-raw-pnm', ...options, decompress(session, file), out])
  return parsePgm(readFileSync(out))
}

function parsePgm(bytes: Uint8Array): Grey {
  const [, header = '', width = '0', height = '0'] = /^(P5\s+(?:#.*\s+)*(\d+)\s+(\d+)\s+\d+\s)/.exec(Buffer.from(bytes.subarray(0, 200)).toString('latin1')) ?? []
  return { width: Number(width), height: Number(height), data: bytes.subarray(header.length) }
}

/** Stored values of the first frame as DCMTK decodes them (16 bits allocated). */
export async function storedValues(session: Session, file: string): Promise<Uint16Array | Int16Array> {
  const { bytes, inspection } = await inspect(decompress(session, file))
  if (inspection.frames.kind !== 'native' || inspection.image === null) throw new Error('not decompressed')
  const native = new Uint8Array(bytes.subarray(inspection.frames.offset, inspection.frames.offset + inspection.frames.frameLength)).buffer
  return inspection.image.pixelRepresentation === 1 ? new Int16Array(native) : new Uint16Array(native)
}

export function largestDifference(count: number, ours: (index: number) => number, theirs: (index: number) => number | null): { largest: number; compared: number } {
  let largest = 0
  let compared = 0
  for (let i = 0; i < count; i++) {
    const expected = theirs(i)
    if (expected === null) continue
    compared += 1
    largest = Math.max(largest, Math.abs(ours(i) - expected))
  }
  return { largest, compared }
}
