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

const browserArguments = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--use-angle=swiftshader']

export async function openSession(): Promise<Session> {
  const scratch = mkdtempSync(join(tmpdir(), 'binocle-viewer-'))
  const server = await serveHarness(await harnessPage(scratch))
  const browser: Browser = await chromium.launch({ ...browserPath === undefined ? {} : { executablePath: browserPath }, args: browserArguments })
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
export async function canvasOf(page: Page, cell: string): Promise<Grey & { isGrey: boolean; rgb: Uint8Array }> {
  const { width, height, base64 } = await page.evaluate((id) => {
    const canvases = [...document.querySelectorAll<HTMLCanvasElement>(`.viewer-viewport[data-cell="${id}"] .viewer-mount canvas`)]
    const canvas = canvases.find((one) => getComputedStyle(one).display !== 'none')
    const image = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height)
    if (image === undefined) throw new Error(`no canvas in ${id}`)
    const rgb = new Uint8Array(image.width * image.height * 3)
    for (let i = 0; i < image.width * image.height; i++) rgb.set(image.data.subarray(i * 4, i * 4 + 3), i * 3)
    let text = ''
    for (let i = 0; i < rgb.length; i += 0x8000) text += String.fromCharCode(...rgb.subarray(i, i + 0x8000))
    return { width: image.width, height: image.height, base64: btoa(text) }
  }, cell)
  const rgb = new Uint8Array(Buffer.from(base64, 'base64'))
  const data = new Uint8Array(width * height)
  let isGrey = true
  for (let i = 0; i < data.length; i++) {
    data[i] = rgb[i * 3] ?? 0
    if (rgb[i * 3 + 1] !== data[i] || rgb[i * 3 + 2] !== data[i]) isGrey = false
  }
  return { width, height, data, isGrey, rgb }
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
