/** The texts on the images: every item of the IHE list where there is room, none on the breast or at the chest wall, none
 *  brighter than a mid-grey; and all of it in a table wherever there is no room. */
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImageDescriptor } from '../../main/contract/index.ts'
import { addExam } from './exam-case.ts'
import { canvasOf, missing, open, openSession, run, settled, title, type Session } from './session.ts'

/** The image says all that an image can say. */
const everything: Partial<ImageDescriptor> = {
  reasons: ['Dépistage organisé'], partialView: true, partialViewCodes: [{ value: '255549009', scheme: 'SCT', meaning: 'Anterior' }], breastImplantPresent: 'YES', lossyImageCompression: true, burnedInAnnotation: 'YES',
}

/** Name, ID, birth date, age, date, time, side, view, operator, apparatus, serial, detector, institution, address,
 *  station, software, exposure, compression, angle, dose, partial, implant, reason (RAD TF-2 4.16.4.2.2.1.1). */
const items: Record<string, string> = {
  name: 'ESSAI Mammographie', id: 'EX-NORMAL', 'birth date': '12.04.1962', age: '62 ans', date: '10.03.2025', time: '10:15', side: 'D', view: 'CC',
  operator: 'MANIPULATRICE Essai', manufacturer: 'Fabricant d’essai', model: 'Modèle A', serial: 'SN-0042', detector: 'DET-7', institution: 'Cabinet d’essai', address: '1 rue de l’Essai, 14000 Essai',
  station: 'MAMMO-1', software: '3.1', kVp: '29 kV', mAs: '84 mAs', time_: '840 ms', filter: '/Rh', anode: 'W/', force: '102 N', thickness: '54 mm', angle: '0°',
  'relative exposure': '1150', 'entrance dose': '5,20 mGy', 'organ dose': '1,40 mGy', partial: 'PARTIAL · antérieure', implant: 'IMPLANT', reason: 'Dépistage organisé', lossy: 'compression avec perte', 'burned in': 'texte incrusté',
}

interface Line { cell: string; x: string; y: string; text: string; left: number; top: number; right: number; bottom: number; cut: boolean; colour: string }
interface Place { cell: string; left: number; top: number; right: number; bottom: number; detail: string; uid: string }

describe.skipIf(missing !== '')(title('texts on the images'), () => {
  let session: Session
  let page: Page
  let names = new Map<string, string>()

  beforeAll(async () => {
    session = await openSession()
    page = await session.page()
    names = await addExam(session, 'normal', { as: 'everything', over: everything })
    await addExam(session, 'normal', { as: 'compared', prior: 'prior' })
    for (const exam of ['supplementary', 'implants', 'mosaic', 'no-side', 'no-orientation'] as const) await addExam(session, exam)
  })
  afterAll(() => session?.close())

  const show = async (name: string): Promise<void> => {
    await page.evaluate(() => window.harness.clear())
    await open(page, name, { backend: 'cpu' })
  }
  const lines = (): Promise<Line[]> => page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.viewer-viewport[data-visible=true] .viewer-corner p')].filter((one) => one.innerText !== '').map((one) => {
    const range = document.createRange()
    range.selectNodeContents(one)
    const { left, top, right, bottom } = range.getBoundingClientRect()
    const corner = one.closest<HTMLElement>('.viewer-corner')
    return {
      cell: one.closest<HTMLElement>('.viewer-viewport')?.dataset['cell'] ?? '', x: corner?.dataset['x'] ?? '', y: corner?.dataset['y'] ?? '', text: one.innerText.replaceAll(/[\u00a0\u202f\n]/g, ' '),
      left, top, right, bottom, cut: one.scrollWidth > one.clientWidth + 1, colour: getComputedStyle(one.querySelector('b') ?? one).color,
    }
  }))
  const places = (): Promise<Place[]> => page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.viewer-viewport[data-visible=true]')].map((one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect()
    return { cell: one.dataset['cell'] ?? '', left, top, right, bottom, detail: one.querySelector<HTMLElement>('.viewer-corners')?.dataset['detail'] ?? '', uid: one.dataset['sopInstanceUid'] ?? '' }
  }))
  const viewsOf = async (): Promise<string[]> => (await lines()).filter(({ y, top }, index, all) => y === 'top' && all.findIndex((one) => one.cell === all[index]?.cell) === index && top >= 0).map(({ text }) => text)

  /** In its viewport, whole, opposite the chest wall. */
  const holds = (line: Line, place: Place, step: string): void => {
    const where = `${step} ${line.cell} « ${line.text} »`
    expect(line.left >= place.left && line.right <= place.right && line.top >= place.top && line.bottom <= place.bottom, `${where} in its viewport`).toBe(true)
    expect(line.cut, `${where} whole`).toBe(false)
    const isRight = names.get(place.uid)?.startsWith('R') ?? false
    expect(line.x, where).toBe(isRight ? 'left' : 'right')
    const toWall = isRight ? place.right - line.right : line.left - place.left
    expect(toWall / (place.right - place.left), `${where} away from the chest wall`).toBeGreaterThan(0.3)
  }
  /** Pixels of the picture under a text that are no air. */
  const tissueUnder = ({ width, data }: { width: number; data: Uint8Array }, line: Line, place: Place): number => {
    const scale = width / (place.right - place.left)
    const [left, right] = [Math.floor((line.left - place.left) * scale), Math.ceil((line.right - place.left) * scale)]
    const rows = Array.from({ length: Math.ceil((line.bottom - line.top) * scale) }, (_, row) => Math.floor((line.top - place.top) * scale) + row)
    return rows.reduce((sum, row) => sum + data.subarray(row * width + left, row * width + right).filter((value) => value > 40).length, 0)
  }

  it.each([[1920, 1080], [2048, 2560]])('every item of the list is on screen at %i × %i, in the viewport, away from the chest wall, off the breast, in each step', async (width, height) => {
    await page.setViewportSize({ width, height })
    await show('everything')
    const seen = new Set<string>()
    const steps = page.locator('.viewer-step')
    for (let index = 0; index < await steps.count(); index += 1) {
      await steps.nth(index).click()
      await settled(page)
      const step = await steps.nth(index).innerText()
      const all = await lines()
      for (const { text } of all) seen.add(text)
      for (const place of await places()) {
        const own = all.filter(({ cell }) => cell === place.cell)
        for (const line of own) holds(line, place, step)
        // At 1:1 the breast is everywhere; an inverted picture has no dark air to tell it by.
        if (place.detail === 'tight' || /1:1|Inversé/.test(step)) continue
        const picture = await canvasOf(page, place.cell)
        for (const line of own.filter(({ y }) => y === 'bottom')) expect(tissueUnder(picture, line, place), `${step} ${line.cell} « ${line.text} » off the breast`).toBe(0)
      }
    }
    for (const [item, text] of Object.entries(items)) expect([...seen].some((line) => line.includes(text)), item).toBe(true)
  })

  it('no text is brighter than a mid-grey, and none is so dark that it cannot be read', async () => {
    await page.setViewportSize({ width: 1920, height: 1080 })
    await show('compared')
    const luminance = (colour: string): number => {
      const [r = 0, g = 0, b = 0] = (/\d+, \d+, \d+/.exec(colour)?.[0] ?? '').split(', ').map((part) => (Number(part) / 255 <= 0.04045 ? Number(part) / 255 / 12.92 : ((Number(part) / 255 + 0.055) / 1.055) ** 2.4))
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const all = await lines()
    expect(all.length).toBeGreaterThan(40)
    for (const { colour, text } of all) {
      expect(luminance(colour), text).toBeLessThanOrEqual(luminance('rgb(128, 128, 128)') + 1e-9)
      // Contrast with black of at least 4.5 (WCAG 1.4.3).
      expect((luminance(colour) + 0.05) / 0.05, text).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('a key goes round: all, short, identity alone, which is never hidden', async () => {
    await show('everything')
    await page.locator('.viewer-step').nth(3).click()
    await settled(page)
    const texts = async (): Promise<string> => (await lines()).map(({ text }) => text).join('\n')
    expect(await texts()).toContain('SN-0042')
    await run(page, 'viewer.overlay')
    expect(await texts()).not.toContain('SN-0042')
    expect(await texts()).toContain('29 kV · 84 mAs · 54 mm · 102 N')
    await run(page, 'viewer.overlay')
    expect(await texts()).not.toContain('29 kV')
    for (const always of ['ESSAI Mammographie', '12.04.1962', 'EX-NORMAL', 'actuel · 10.03.2025', 'IMPLANT', 'PARTIAL']) expect(await texts()).toContain(always)
    await run(page, 'viewer.overlay')
    expect(await texts()).toContain('SN-0042')
  })

  it('M22 each image bears its side and the abbreviation of its view, prefixes and suffixes as radiographers write them', async () => {
    await show('supplementary')
    await page.getByRole('button', { name: 'Compléments' }).click()
    await settled(page)
    expect((await viewsOf()).toSorted()).toEqual(['D AT', 'D ML', 'D XCCL', 'D+G CV', 'G LM', 'G TAN'])
    await show('implants')
    await page.getByRole('button', { name: 'Implants' }).click()
    await settled(page)
    expect((await viewsOf()).toSorted()).toEqual(['D CC', 'D CCID', 'D MLO', 'D MLOID', 'G CC', 'G CCID', 'G MLO', 'G MLOID'])
    for (const text of await lines()) if (text.text === 'implant') expect(text.text).toBe('IMPLANT')
  })

  it('M24 a part of a breast says PARTIAL and which', async () => {
    await show('mosaic')
    await page.getByRole('button', { name: 'Vues partielles' }).click()
    await settled(page)
    const parts = (await lines()).map(({ text }) => text).filter((text) => text.startsWith('PARTIAL'))
    expect(parts.toSorted()).toEqual(['PARTIAL · antérieure', 'PARTIAL · antérieure', 'PARTIAL · postérieure', 'PARTIAL · postérieure'])
  })

  it('M08 loss and burned-in text are said on the image whatever is hidden', async () => {
    await show('everything')
    await run(page, 'viewer.overlay', 'viewer.overlay')
    const texts = (await lines()).map(({ text }) => text)
    expect(texts.filter((text) => text === 'compression avec perte')).toHaveLength(4)
    expect(texts.filter((text) => text === 'texte incrusté')).toHaveLength(4)
    await run(page, 'viewer.overlay')
  })

  it('an image without a credible side bears a question mark for it, never its series description', async () => {
    await show('no-side')
    await page.getByRole('button', { name: 'Compléments' }).click()
    await settled(page)
    expect(await viewsOf()).toEqual(['? CC'])
  })

  it('nothing is invented: what the object lacks is on no image, and absent in the table', async () => {
    await addExam(session, 'normal', { as: 'bare', over: { kvp: null, exposureMas: null, exposureTimeMs: null, anodeTargetMaterial: '', filterMaterial: '', bodyPartThicknessMm: null, compressionForceN: null, positionerPrimaryAngleDeg: null, entranceDoseMGy: null, organDoseMGy: null, relativeXRayExposure: null, operatorsName: '', institutionName: '', institutionAddress: '', acquisitionTime: '' } })
    await show('bare')
    await page.locator('.viewer-step').nth(3).click()
    await settled(page)
    const texts = (await lines()).map(({ text }) => text).join('\n')
    expect(texts).not.toMatch(/kV|mAs|mGy|null|NaN|undefined|0 N|\d°/)
    await run(page, 'viewer.imageData')
    expect(await page.locator('[data-item=kvp] td').first().innerText()).toBe('absente')
    await page.keyboard.press('Escape')
  })

  it('every item stands in a table with its attribute and tag, reached and left with the keyboard', async () => {
    await show('everything')
    await run(page, 'viewer.imageData')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    expect((await dialog.getByRole('heading').innerText()).replaceAll('\u00a0', ' ')).toBe('Toutes les données du cliché : D CC')
    const rows = Object.fromEntries(await page.locator('.viewer-data tbody tr').evaluateAll((all) => all.map((row) => [(row as HTMLElement).dataset['item'] ?? '', (row as HTMLElement).innerText.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll('\t', ' | ')])))
    expect(rows).toMatchObject({
      kvp: 'Tension | 29 kV | KVP (0018,0060)', anode: 'Anode | TUNGSTEN | AnodeTargetMaterial (0018,1191)', organDose: 'Dose glandulaire | 1,40 mGy | OrganDose (0040,0316)',
      partial: 'Vue partielle | PARTIAL · antérieure | PartialView, PartialViewCodeSequence (0028,1350) (0028,1352)', detector: 'Détecteur | DET-7 | DetectorID (0018,700A)',
    })
    expect(Object.keys(rows).length).toBeGreaterThanOrEqual(33)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(session.complaints).toEqual([])
  })
})
