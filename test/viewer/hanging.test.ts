/** Hanging as a reader meets it: generated exams of every kind, their steps, what stands in empty places, keys. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mammographyExam, type ExamName } from '../fixtures/mammography/index.ts'
import { missing, open, openSession, run, settled, title, type Session } from './session.ts'

interface Seen { cell: string; uid: string; status: string; scale: number; text: string }

describe.skipIf(missing !== '')(title('hanging on the screen'), () => {
  let session: Session
  let page: Page
  const files = mkdtempSync(join(tmpdir(), 'binocle-hanging-'))
  const write = (name: ExamName): string[] => mammographyExam(name).images.map(({ part10 }, index) => {
    const path = join(files, `${name}-${index}.dcm`)
    writeFileSync(path, part10)
    return path
  })

  beforeAll(async () => {
    session = await openSession()
    for (const name of ['implants', 'mosaic', 'magnified', 'fifth', 'supplementary', 'specimen', 'processing-only', 'film'] as const) await session.server.add(name, { current: write(name), priors: [] })
    await session.server.add('one-breast', { current: write('one-breast'), priors: [] })
    await session.server.add('after-mastectomy', { current: write('one-breast'), priors: [write('prior')] })
    page = await session.page()
  })
  afterAll(async () => {
    await session?.close()
    rmSync(files, { recursive: true, force: true })
  })

  const show = async (name: string): Promise<void> => {
    await page.evaluate(() => window.harness.clear())
    await open(page, name, { backend: 'cpu' })
  }
  const seen = async (): Promise<Seen[]> => page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.viewer-viewport[data-visible=true]')].map((element) => {
    const { cell = '', sopInstanceUid: uid = '', status = '', scale = '' } = element.dataset
    return { cell, uid, status, scale: Number(scale), text: element.innerText }
  }))
  const goTo = async (name: string): Promise<void> => {
    const steps = (): Promise<string | null> => page.locator('.viewer-step[aria-current=step]').textContent()
    for (let turn = 0; turn < 30 && (await steps())?.endsWith(name) !== true; turn++) await run(page, 'viewer.nextStep')
    expect(await steps()).toContain(name)
  }
  const summary = (): Promise<string> => page.locator('.viewer-summary').innerText()
  /** Walks through every step and every image of every place by keys alone. */
  const walkAll = async (): Promise<void> => {
    for (let isThere = true; isThere;) {
      await run(page, 'viewer.alternate')
      isThere = await page.evaluate(() => window.harness.handle()?.run('viewer.nextStep') ?? false)
      await settled(page)
    }
  }

  it('M23 standard and displaced views of implants hang side by side at one scale', async () => {
    await show('implants')
    await goTo('Implants')
    const cells = await seen()
    expect(cells).toHaveLength(8)
    expect(new Set(cells.map(({ scale }) => scale)).size).toBe(1)
    expect(cells.map(({ text }) => text.includes('CCID') || text.includes('MLOID'))).toEqual([false, true, false, true, false, true, false, true])
  })

  it('M24 the parts of a breast hang side by side at one scale, as they lie in it, each with its section', async () => {
    await show('mosaic')
    await goTo('Vues partielles')
    const cells = await seen()
    expect(cells).toHaveLength(4)
    expect(new Set(cells.map(({ scale }) => scale)).size).toBe(1)
    // Chest wall at the right: the part at the nipple hangs left of the part at the chest wall.
    expect(cells.map(({ text }) => /(ant|post)érieure/i.exec(text)?.[0].toLowerCase())).toEqual(['antérieure', 'postérieure', 'antérieure', 'postérieure'])
  })

  it('M13 M20 a magnified view has its own step and scale, says so, and never takes the place of its view', async () => {
    await show('magnified')
    const overview = await seen()
    await goTo('Compléments')
    const [magnified] = await seen()
    expect(magnified?.text).toContain('Échelle propre, non comparable')
    expect(overview.map(({ uid }) => uid)).not.toContain(magnified?.uid)
  })

  it('M21 M25 of two right CC the second is reached by key in the same place, and until then counts as unseen', async () => {
    await show('fifth')
    expect(await summary()).toContain('1 cliché pas encore vu')
    const [first] = await seen()
    await run(page, 'viewer.alternate')
    const [second] = await seen()
    expect([first?.cell, second?.cell]).toEqual(['current:RCC', 'current:RCC'])
    expect(second?.uid).not.toBe(first?.uid)
    expect(second?.text).toContain('2/2')
    expect(await summary()).not.toContain('pas encore vu')
    await run(page, 'viewer.alternate')
    expect((await seen())[0]?.uid).toBe(first?.uid)
  })

  it('M06 raw images are never painted: a sentence in each place says so', async () => {
    await show('processing-only')
    const cells = await seen()
    expect(cells.map(({ status }) => status)).toEqual(['empty', 'empty', 'empty', 'empty'])
    for (const { text } of cells) expect(text).toContain('non destinée à l’interprétation')
    expect(await summary()).toContain('4 images brutes non affichées')
    expect(await page.evaluate(() => window.harness.displayed())).toEqual([])
  })

  it('M21 one breast alone takes the screen in the large steps; the prior’s other breast stays within reach', async () => {
    await show('one-breast')
    expect((await seen()).map(({ text }) => text.includes('aucun cliché dans cet examen'))).toEqual([true, false, true, false])
    await run(page, 'viewer.step2')
    expect((await seen()).map(({ cell }) => cell)).toEqual(['current:LCC'])
    await run(page, 'viewer.step6')
    expect(await page.locator('.viewer').getAttribute('data-step')).toBe('whole')
    await show('after-mastectomy')
    await run(page, 'viewer.step4')
    expect((await seen()).filter(({ status }) => status === 'ready').map(({ cell }) => cell)).toEqual(['prior:RCC', 'prior:RMLO'])
  })

  it('the inverted step leaves the reader’s own inversion alone', async () => {
    await show('one-breast')
    await run(page, 'viewer.step8')
    expect((await seen())[0]?.text).toContain('inversé')
    await run(page, 'viewer.step2')
    expect((await seen())[0]?.text).not.toContain('inversé')
    await run(page, 'viewer.invert', 'viewer.step8')
    expect((await seen())[0]?.text).not.toContain('inversé')
  })

  it.each(['implants', 'mosaic', 'magnified', 'fifth', 'supplementary', 'specimen', 'film'] as const)('M25 M26 Space and E alone lead to every image of the exam “%s”', async (name) => {
    await show(name)
    await walkAll()
    expect(new Set(await page.evaluate(() => window.harness.displayed()))).toEqual(new Set(mammographyExam(name).images.map(({ sopInstanceUID }) => sopInstanceUID)))
  })
})
