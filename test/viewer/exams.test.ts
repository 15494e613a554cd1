/** Whole exams, good and bad, as a reader meets them: what hangs where, what hangs apart and under which words. Nothing
 *  wrong may stand in a place as if it were right, nothing may vanish without a word. */
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ExamName } from '../fixtures/index.ts'
import { addExam } from './exam-case.ts'
import { canvasOf, missing, open, openSession, run, settled, title, type Session } from './session.ts'

interface Expected {
  exam: ExamName
  /** What the four places of the overview hold, right CC, left CC, right MLO, left MLO: an image, or `empty`. */
  places: [string, string, string, string]
  /** Image → words of its banner, for those in a place. */
  banners?: Record<string, string>
  /** Images of the steps that follow those of the protocol, with the words of their banner where they have one. */
  apart?: Record<string, string>
  remarks: number
}

const four: Expected['places'] = ['RCC', 'LCC', 'RMLO', 'LMLO']
const withoutRcc: Expected['places'] = ['empty', 'LCC', 'RMLO', 'LMLO']

const exams: Expected[] = [
  { exam: 'normal', places: four, remarks: 0 },
  { exam: 'srt', places: four, remarks: 0 },
  { exam: 'snm3', places: four, remarks: 0 },
  { exam: 'turned', places: four, remarks: 0 },
  { exam: 'implants', places: four, remarks: 8, apart: Object.fromEntries(['RCC', 'RCCID', 'RMLO', 'RMLOID', 'LCC', 'LCCID', 'LMLO', 'LMLOID'].map((name) => [name, ''])) },
  { exam: 'mosaic', places: ['RCC-P', 'LCC', 'RMLO-P', 'LMLO'], remarks: 4, apart: { 'RCC-P': '', 'RCC-A': '', 'RMLO-P': '', 'RMLO-A': '' } },
  { exam: 'magnified', places: four, remarks: 1, apart: { 'LCC-MS': '' } },
  { exam: 'fifth', places: ['RCC-2', 'LCC', 'RMLO', 'LMLO'], remarks: 1 },
  { exam: 'supplementary', places: four, remarks: 0, apart: { RAT: '', RML: '', RXCCL: '', LLM: '', LTAN: '', CV: '' } },
  { exam: 'specimen', places: four, remarks: 0, apart: { specimen: '' } },
  { exam: 'one-breast', places: ['empty', 'LCC', 'empty', 'LMLO'], remarks: 1 },
  { exam: 'man', places: four, remarks: 1 },
  { exam: 'processing-only', places: ['empty', 'empty', 'empty', 'empty'], remarks: 4 },
  { exam: 'burned-in', places: four, remarks: 1 },
  { exam: 'lossy', places: four, remarks: 1 },
  { exam: 'eight-bits', places: four, remarks: 1, banners: { RCC: '8 bits par pixel' } },
  { exam: 'contradictory-side', places: withoutRcc, remarks: 1, apart: { RCC: 'Côté contradictoire : D ou G ?' } },
  { exam: 'no-side', places: withoutRcc, remarks: 1, apart: { RCC: 'Côté absent' } },
  { exam: 'both-sides', places: withoutRcc, remarks: 1, apart: { RCC: 'Côté : D+G' } },
  { exam: 'contradictory-view', places: withoutRcc, remarks: 1, apart: { RCC: 'Incidence contradictoire' } },
  { exam: 'no-view-code', places: withoutRcc, remarks: 1, apart: { RCC: 'Incidence non codée' } },
  { exam: 'unknown-view-code', places: withoutRcc, remarks: 1, apart: { RCC: 'Incidence inconnue' } },
  { exam: 'no-orientation', places: four, remarks: 1, banners: { RCC: 'Orientation absente de l’image : comme reçue' } },
  { exam: 'impossible-orientation', places: four, remarks: 1, banners: { RCC: 'Orientation impossible : affichée comme reçue' } },
  { exam: 'flat-orientation', places: four, remarks: 1, banners: { RCC: 'Orientation impossible : affichée comme reçue' } },
  { exam: 'no-spacing', places: four, remarks: 1, banners: { RCC: 'Échelle inconnue' } },
  { exam: 'wrong-spacing', places: four, remarks: 1, banners: { RCC: 'Échelle invraisemblable : écartée' } },
  { exam: 'uneven-spacing', places: four, remarks: 1, banners: { RCC: 'Pixels non carrés : échelle écartée' } },
  { exam: 'no-date', places: four, remarks: 1, banners: { RCC: 'Date absente' } },
]

interface Cell { cell: string; uid: string; scale: string; banner: string; view: string; text: string; orientation: string }

describe.skipIf(missing !== '')(title('exams'), () => {
  let session: Session
  let page: Page
  let names = new Map<string, string>()

  beforeAll(async () => {
    session = await openSession()
    page = await session.page()
  })
  afterAll(() => session?.close())

  const cells = (): Promise<Cell[]> => page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.viewer-viewport[data-visible=true]')].map((element) => {
    const plain = (text: string | undefined): string => (text ?? '').replaceAll(/[\u00a0\u202f\n]/g, ' ').trim()
    const of = (selector: string): string => plain(element.querySelector<HTMLElement>(selector)?.innerText)
    const { cell = '', sopInstanceUid: uid = '', scale = '', orientation = '' } = element.dataset
    return { cell, uid, scale, orientation, banner: of('.viewer-banner'), view: of('.viewer-corner-view'), text: plain(element.innerText) }
  }))
  const show = async (exam: ExamName): Promise<void> => {
    names = await addExam(session, exam)
    await page.evaluate(() => window.harness.clear())
    // Where a graphics card is only imitated, the processor paints the same greys sooner.
    await open(page, exam, { backend: 'cpu' })
  }
  const name = ({ uid }: Cell): string => names.get(uid) ?? 'empty'
  const collected = async (): Promise<Cell[]> => {
    const found: Cell[] = []
    // The protocol's own steps have a number.
    const steps = page.locator('.viewer-step:not(:has(.viewer-step-number))')
    for (let index = 0; index < await steps.count(); index += 1) {
      await steps.nth(index).click()
      await settled(page)
      found.push(...await cells())
    }
    return found
  }

  it.each(exams.map((one) => [one.exam, one] as const))('M20 M21 %s: each image in its place, or apart under its words', async (exam, expected) => {
    await show(exam)
    const overview = await cells()
    expect(overview.map(name)).toEqual(expected.places)
    const banners = Object.fromEntries(overview.filter(({ uid, banner }) => uid !== '' && banner !== '').map((cell) => [name(cell), cell.banner]))
    expect(banners).toEqual(expected.banners ?? {})
    expect(await page.locator('.viewer-remarks').innerText()).toBe(expected.remarks === 0 ? 'Aucune remarque' : `${expected.remarks} ${expected.remarks > 1 ? 'remarques' : 'remarque'} sur les images`)
    expect(Object.fromEntries((await collected()).map((cell) => [name(cell), cell.banner]))).toEqual(expected.apart ?? {})
  })

  it('M08 digitised films hang together under their sentences: no coded view, no scale, eight bits, text burned in', async () => {
    await show('film')
    const shown = await cells()
    expect(shown.map(name).toSorted()).toEqual(['LCC', 'LMLO', 'RCC', 'RMLO'])
    for (const { banner, text } of shown) {
      expect(banner).toBe('Incidence non codée + 2')
      expect(text).toContain('texte incrusté')
    }
    await run(page, 'viewer.remarks')
    const sentences = await page.locator('.viewer-findings').allInnerTexts()
    expect(sentences).toHaveLength(4)
    expect(sentences[0]).toContain('porte du texte incrusté')
    expect(sentences[0]).toContain('n’a que 8 bits')
    await page.keyboard.press('Escape')
  })

  it('M10 an image of contradictory side is unsided, unturned, centred, bears no mark, and its place does not say that it is missing', async () => {
    await show('contradictory-side')
    expect((await cells())[0]?.text).toContain('1 image sans place sûre : voir les remarques')
    const [apart] = await collected()
    expect(apart?.view).not.toMatch(/^[DG] /)
    expect(apart?.orientation).toBe('no-side')
    const box = await page.locator('.viewer-viewport[data-visible=true]').boundingBox()
    if (box === null) throw new Error('nothing shown')
    for (const cote of ['D', 'G'] as const) {
      const picked = page.evaluate((side) => window.harness.handle()?.pickPoint({ label: `${side}1`, cote: side, signal: new AbortController().signal }) ?? null, cote)
      await page.waitForSelector('.viewer-pick')
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
      expect(await page.locator('.viewer-pick').innerText()).toContain('n’est pas sur une image actuelle')
      await page.keyboard.press('Escape')
      expect(await picked).toBeNull()
    }
  })

  it('M10 whatever way it is stored, a breast hangs the same: chest wall, lead letters and marks where they belong', async () => {
    const picture = async (cell: string): Promise<Uint8Array> => (await canvasOf(page, cell)).data
    const ids = ['current:RCC', 'current:LCC', 'current:RMLO', 'current:LMLO']
    await show('normal')
    const ordinary = await Promise.all(ids.map(picture))
    await show('turned')
    for (const [index, id] of ids.entries()) {
      const [one, other] = [ordinary[index] ?? new Uint8Array(), await picture(id)]
      const different = other.reduce((count, value, at) => count + Number(Math.abs(value - (one[at] ?? 0)) > 24), 0)
      // Where edges fall between two pixels of the screen, a turned matrix rounds the other way.
      expect(different / other.length, id).toBeLessThan(0.01)
      // And the picture is not the same from every side.
      const mirrored = other.reduce((count, value, at) => count + Number(Math.abs(value - (one[one.length - 1 - at] ?? 0)) > 24), 0)
      expect(mirrored / other.length, id).toBeGreaterThan(0.05)
    }
  })

  it('M11 an image without a credible scale stays out of the set of one size, and says so', async () => {
    for (const exam of ['no-spacing', 'wrong-spacing', 'uneven-spacing'] as const) {
      await show(exam)
      const [odd, ...others] = await cells()
      expect(new Set(others.map(({ scale }) => scale)).size, exam).toBe(1)
      expect(odd?.scale, exam).not.toBe(others[0]?.scale)
      expect(odd?.text, exam).toContain('échelle inconnue')
    }
  })

  it('the list of remarks is reached and left with the keyboard, in both languages', async () => {
    await show('contradictory-view')
    await run(page, 'viewer.remarks')
    const dialog = page.getByRole('dialog', { name: 'Remarques sur les images' })
    expect((await dialog.innerText()).replaceAll(/[\u00a0\u202f]/g, ' ')).toContain('À part L’image se dit de deux incidences : cranio-caudal (code) et MLO (View Position).')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.evaluate(() => window.harness.update({ language: 'en' }))
    await run(page, 'viewer.remarks')
    expect(await page.getByRole('dialog', { name: 'Remarks on the images' }).innerText()).toContain('Apart The image names two views')
    await page.keyboard.press('Escape')
    expect(session.complaints).toEqual([])
  })
})
