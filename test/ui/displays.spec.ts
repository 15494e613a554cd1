/** Displays in the window (Q1 to Q5): what it reports, the registry, the daily check, the patterns pixel by pixel. */
import { createHash } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { AccountId, Display, DisplayId } from '../../main/contract/index.ts'
import { drawPattern, patterns, rulerPlace } from '../../renderer/displays/patterns/index.ts'
import { tg18Layout } from '../../renderer/displays/patterns/tg18-qc.ts'
import { mammographyDisplay, mammographyScreen } from '../program/mammography-display.ts'
import { expect, expectAccessible, mendAndRetry, rows, test } from './window.ts'

const display = (change: Partial<Display> = {}): Display => ({
  ...mammographyDisplay('2025-03-03'), name: 'Mammo gauche', id: 'd15b1a00-0000-4000-8000-000000000001' as DisplayId, enteredBy: 'a0000000-0000-4000-8000-000000000001' as AccountId,
  enteredAt: '2025-03-03T09:00:00.000Z', lastCheck: null, ...change,
})
const passed = { at: '2025-03-12T07:30:00.000Z', day: '2025-03-12', by: 'a0000000-0000-4000-8000-000000000001' as AccountId, pattern: 'TG18_QC' as const, failed: [] }

const openDisplays = async (page: Page) => {
  await expect(rows(page).first()).toBeVisible()
  await page.keyboard.press('Control+,')
  await page.getByRole('button', { name: 'Écrans', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Cet écran' })).toBeVisible()
}
const full = (page: Page, name: string) => page.locator(`.di-full[data-name=${name}]`)

/** The digest of every grey of the canvas on the screen, row by row; throws where red, green and blue differ. */
const canvasGreys = (page: Page): Promise<{ width: number; height: number; cssWidth: number; sha256: string }> => page.locator('.di-full canvas').evaluate(async (canvas: HTMLCanvasElement) => {
  const { width, height } = canvas
  const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray()
  const greys = new Uint8Array(width * height)
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) throw new Error(`colour at ${at / 4}`)
    greys[at / 4] = data[at] ?? 0
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', greys))
  return { width, height, cssWidth: canvas.getBoundingClientRect().width, sha256: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') }
})
const digestOf = (greys: Uint8Array) => createHash('sha256').update(greys).digest('hex')
/** One row of the canvas. */
const canvasRow = (page: Page, x: number, y: number, length: number): Promise<number[]> => page.locator('.di-full canvas').evaluate(
  (canvas: HTMLCanvasElement, [left, top, count]) => [...canvas.getContext('2d')?.getImageData(left, top, count, 1).data ?? []].filter((_, at) => at % 4 === 0), [x, y, length] as const)

test.describe('on an office screen', () => {
  test('Q1 says that it is no display for mammograms, and that none is registered', async ({ page, prepare, shoot }) => {
    await prepare(() => undefined)
    await openDisplays(page)
    await expect(page.getByText('Non conforme à une lecture du programme')).toBeVisible()
    await expect(page.getByText(/2,07 mégapixels.*au moins 5/)).toBeVisible()
    await expect(page.getByText(/n’est pas au registre/)).toBeVisible()
    await expect(page.getByText(/Aucun écran inscrit/)).toBeVisible()
    await expectAccessible(page)
    await shoot('displays-empty-1920')
  })

  test('Q5 says when the registry cannot be read or the screen not be checked, and tries again', async ({ page, prepare, shoot }) => {
    const { state } = await prepare((before) => {
      before.problems.set('displays.list', 'store/full')
      before.problems.set('displays.report', 'store/full')
    })
    await openDisplays(page)
    await expect(page.getByText('L’écran n’a pas pu être vérifié')).toBeVisible()
    await expect(page.getByText('Le registre n’a pas pu être lu')).toBeVisible()
    await expectAccessible(page)
    await shoot('displays-error-1920')
    await mendAndRetry(page, () => { state.problems.clear() }, 2)
    await expect(page.getByText(/Aucun écran inscrit/)).toBeVisible()
    await expect(page.getByText('Non conforme à une lecture du programme')).toBeVisible()
  })

  test('Q5 a reader sees the rule and the registry, and changes neither', async ({ page, prepare }) => {
    await prepare((state) => {
      if (state.active !== null) state.active = { ...state.active, roles: ['L2'] }
      state.displays = [display({ columns: 2560, rows: 3280, lastCheck: { ...passed, failed: ['LINES'] } })]
    })
    await openDisplays(page)
    await expect(page.getByRole('listitem').filter({ hasText: 'Mammo gauche' }).filter({ hasText: 'contrôle du 12.03.2025 non conforme' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Inscrire un écran' })).toHaveCount(0)
    await expect(page.getByRole('button', { name: /Corriger/ })).toHaveCount(0)
    await expect(page.getByLabel('Mégapixels au moins')).toBeDisabled()
    await expect(page.getByRole('checkbox', { name: 'Ce poste est un poste de formation' })).toBeDisabled()
  })

  test('Q5 an administrator sets the rule and the training switch', async ({ page, prepare, shoot }) => {
    const { state } = await prepare((before) => { before.displays = [display({ columns: 1920, rows: 1080, lastCheck: passed })] })
    await openDisplays(page)
    await page.getByLabel('Mégapixels au moins').fill('2,0')
    await page.getByLabel('Rapport de luminance au moins').fill('x')
    await expect(page.getByText('Une valeur dans les limites est nécessaire.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Enregistrer', exact: true })).toBeDisabled()
    await page.getByLabel('Rapport de luminance au moins').fill('60')
    await page.getByRole('checkbox', { name: 'Ce poste est un poste de formation' }).click()
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
    await expect(page.getByText('Réglages enregistrés')).toBeVisible()
    expect(state.settings).toMatchObject({ training: true, displayRule: { minimumMegapixels: 2, luminanceRatioAtLeast: 60 } })
    await expect(page.getByText('Conforme à une lecture du programme', { exact: true })).toBeVisible()
    await shoot('displays-rule-1920')
  })
})

test.describe('on a mammography display', () => {
  test.use({ viewport: mammographyScreen, screen: mammographyScreen })

  test('Q5 is entered by an administrator from its plate and its calibration report, then checked, then fit', async ({ page, prepare, shoot }) => {
    const { state } = await prepare(() => undefined)
    await openDisplays(page)
    await page.getByRole('button', { name: 'Inscrire cet écran' }).click()
    const form = page.getByRole('dialog', { name: 'Inscrire un écran' })
    await expect(form.getByLabel('Pixels en largeur')).toHaveValue('2048')
    await form.getByRole('button', { name: 'Inscrire', exact: true }).click()
    await expect(form.getByText('Un nom est nécessaire.')).toBeVisible()
    await form.getByLabel('Nom').fill('Mammo gauche')
    await form.getByLabel('Numéro de série').fill('MD-5200-017')
    await form.getByLabel('Pas de pixel, en mm').fill('0,165')
    await form.getByLabel('Étalonné le').fill('03.03.2025')
    await form.getByLabel('Courbe d’étalonnage').click()
    await page.getByRole('option', { name: 'GSDF (DICOM PS3.14)' }).click()
    await form.getByLabel('Luminance minimale, en cd/m²').fill('1,25')
    await form.getByLabel('Luminance maximale, en cd/m²').fill('440')
    await form.getByLabel('Éclairage ambiant, en lx').fill('20')
    await expectAccessible(page)
    await shoot('displays-form')
    await form.getByRole('button', { name: 'Inscrire', exact: true }).click()
    await expect(form).toBeHidden()
    expect(state.displays[0]).toMatchObject({ name: 'Mammo gauche', columns: 2048, rows: 2560, pixelPitchMm: 0.165, luminanceMin: 1.25, calibratedOn: '2025-03-03', calibrationTarget: 'GSDF', bits: 10 })

    // Now it lacks nothing but the check of the day, which comes by itself.
    await expect(full(page, 'check')).toBeVisible()
    await page.keyboard.press('Enter')
    for (let question = 1; question <= 5; question += 1) {
      await expect(page.getByText(`Question ${question} / 5`)).toBeVisible()
      await page.keyboard.press('o')
    }
    await expect(page.getByText('L’écran est conforme au contrôle du jour.')).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(full(page, 'check')).toBeHidden()
    await expect(page.getByText('Conforme à une lecture du programme', { exact: true })).toBeVisible()
    await expect(page.getByRole('listitem').filter({ hasText: 'Mammo gauche' }).filter({ hasText: 'contrôlé le 12.03.2025' })).toBeVisible()
    await expectAccessible(page)
    await shoot('displays-fit-2048')
    await page.getByRole('button', { name: /^Historique/ }).click()
    await expect(page.getByRole('dialog', { name: 'Historique de Mammo gauche' }).getByText('Contrôle conforme (TG18-QC)')).toBeVisible()
    await expectAccessible(page)
    await shoot('displays-history')
  })

  test('Q2 the check greets a reader whose display lacks it, by keyboard alone; a no is told with what to do', async ({ page, prepare, shoot }) => {
    const { state } = await prepare((before) => { before.displays = [display()] })
    await expect(full(page, 'check')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Contrôle du jour : Mammo gauche' })).toBeVisible()
    await expectAccessible(page)
    await shoot('check-intro-2048')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Question 1 / 5')).toBeVisible()
    await shoot('check-question-2048')
    for (const key of ['o', 'o', 'n', 'Backspace', 'n', 'o', 'o']) await page.keyboard.press(key)
    await expect(page.getByText('L’écran n’est pas conforme')).toBeVisible()
    await expect(page.getByText(/les traits d’un pixel sont flous ou gris.*réglez la résolution native/)).toBeVisible()
    await expectAccessible(page)
    await shoot('check-failed-2048')
    await page.keyboard.press('Enter')
    await expect(full(page, 'check')).toBeHidden()
    expect(state.displays[0]?.lastCheck?.failed).toEqual(['LINES'])
    await openDisplays(page)
    await expect(page.getByText(/Contrôle du 12.03.2025.*traits d’un pixel/).first()).toBeVisible()
  })

  test('Q2 the check can be put off, is not offered twice, and is not offered to who reads no mammograms', async ({ page, prepare }) => {
    const { state } = await prepare((before) => { before.displays = [display()] })
    await expect(full(page, 'check')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(full(page, 'check')).toBeHidden()
    expect(state.asked).not.toContain('displays.check')
    await openDisplays(page)
    await expect(page.getByText(/Contrôle du jour à la mire\s: jamais fait/)).toBeVisible()
    await expect(full(page, 'check')).toBeHidden()
    await page.getByRole('button', { name: 'Contrôle du jour' }).click()
    await expect(full(page, 'check')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(full(page, 'check')).toBeHidden()
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('Taper le nom d’une commande').fill('mires')
    await page.keyboard.press('Enter')
    await expect(full(page, 'patterns')).toBeVisible()
  })

  test('Q2 an administrator who reads no mammograms is not asked', async ({ page, prepare }) => {
    await prepare((before) => {
      before.displays = [display()]
      if (before.active !== null) before.active = { ...before.active, roles: ['ADMIN'] }
    })
    await openDisplays(page)
    await expect(page.getByText(/jamais fait/)).toBeVisible()
    await expect(full(page, 'check')).toBeHidden()
  })

  test('Q5 of two displays alike the reader says which this is, once', async ({ page, prepare }) => {
    const twin = display({ id: 'd15b1a00-0000-4000-8000-000000000002' as DisplayId, name: 'Mammo droit', serialNumber: 'MD-5200-018', lastCheck: passed })
    await prepare((before) => { before.displays = [display({ lastCheck: passed }), twin] })
    await openDisplays(page)
    await expect(page.getByText(/2 écrans du registre ont/)).toBeVisible()
    await page.getByLabel('Cet écran est').click()
    await page.getByRole('option', { name: /Mammo droit/ }).click()
    await expect(page.getByText('Conforme à une lecture du programme', { exact: true })).toBeVisible()
    await page.reload()
    await openDisplays(page)
    await expect(page.getByText('Conforme à une lecture du programme', { exact: true })).toBeVisible()
  })

  test('Q3 patterns fill the screen, one canvas pixel on one device pixel, in exactly the greys that were drawn', async ({ page, prepare, shoot }) => {
    await prepare((before) => { before.displays = [display({ lastCheck: passed })] })
    await openDisplays(page)
    await page.getByRole('button', { name: 'Mires' }).click()
    await expect(full(page, 'patterns')).toBeVisible()
    const names: string[] = []
    for (const [index, pattern] of patterns.slice(0, 8).entries()) {
      await expect(page.locator('.di-full canvas')).toHaveAttribute('data-pattern', pattern.name)
      const { width, height, sha256 } = await canvasGreys(page)
      expect([width, height]).toEqual([2048, 2560])
      const expected = drawPattern(pattern, width, height, { pixelPitchMm: 0.165, cardPixels: null })
      expect(sha256, pattern.name).toBe(digestOf(expected.data))
      names.push(pattern.name)
      await shoot(`pattern-${index}-${pattern.name}`)
      await page.keyboard.press('ArrowRight')
    }
    expect(new Set(names)).toEqual(new Set(['TG18_QC', 'TG270_SQC', 'UNIFORM_10', 'UNIFORM_80', 'GEOMETRY', 'STEP']))
    await page.keyboard.press('End')
    await expect(page.getByText(/Palier 18 \/ 18, valeur 255 \/ 255/)).toBeVisible()
    await expect(page.getByText(/luminance attendue 440,0\scd\/m²/)).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await expect(page.getByText(/d’après TG18-QC/)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(full(page, 'patterns')).toBeHidden()
    await expect(page.getByRole('heading', { name: 'Cet écran' })).toBeVisible()
  })

  test('Q3 nothing but the pattern stays: caption and pointer go after a rest, and come back with the pointer', async ({ page, prepare }) => {
    await prepare((before) => { before.displays = [display({ lastCheck: passed })] })
    await openDisplays(page)
    await page.getByRole('button', { name: 'Mires' }).click()
    await expect(full(page, 'patterns')).toHaveAttribute('data-resting', '')
    await expect(page.locator('.di-caption')).toBeHidden()
    expect(await full(page, 'patterns').evaluate((element) => getComputedStyle(element).cursor)).toBe('none')
    await page.mouse.move(500, 500)
    await page.mouse.move(520, 520)
    await expect(page.locator('.di-caption')).toBeVisible()
  })

  test('M12 measures the pixel pitch with a ruler or a bank card', async ({ page, prepare, shoot }) => {
    const { state } = await prepare((before) => { before.displays = [display({ lastCheck: passed, pixelPitchMm: null })] })
    await openDisplays(page)
    await page.getByRole('button', { name: /^Corriger/ }).click()
    await page.getByRole('button', { name: 'Mesurer…' }).click()
    await expect(full(page, 'pitch')).toBeVisible()
    const { length } = rulerPlace(2048, 2560, null)
    await expect(page.getByText(new RegExp(`${Intl.NumberFormat('fr-FR').format(length)} pixels`))).toBeVisible()
    await page.getByLabel('Longueur du trait, en mm').fill('270,3')
    await expect(page.getByText('Pas de pixel : 0,1650 mm')).toBeVisible()
    await expectAccessible(page)
    await shoot('pitch-ruler-2048')
    await page.getByRole('button', { name: 'Une carte bancaire' }).click()
    await page.locator('.di-pitch h2').click()
    for (const key of ['Shift+ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowRight']) await page.keyboard.press(key)
    await expect(page.getByText(/461 pixels pour 85,60 mm/)).toBeVisible()
    await shoot('pitch-card-2048')
    await page.getByRole('button', { name: 'Retenir ce pas' }).click()
    const form = page.getByRole('dialog', { name: 'Corriger Mammo gauche' })
    await expect(form.getByLabel('Pas de pixel, en mm')).toHaveValue('0,18568')
    await form.getByRole('button', { name: 'Enregistrer' }).click()
    await expect(form).toBeHidden()
    expect(state.displays[0]?.pixelPitchMm).toBe(0.18568)
  })

  test('Q5 speaks English', async ({ page, prepare, shoot }) => {
    await prepare((before) => {
      before.displays = [display({ luminanceMax: 300 })]
      if (before.active !== null) before.active = { ...before.active, language: 'en' }
    })
    await expect(rows(page).first()).toBeVisible()
    await page.keyboard.press('Control+,')
    await page.getByRole('button', { name: 'Displays', exact: true }).click()
    await expect(page.getByText(/Maximum luminance 300\scd\/m²; at least 420\scd\/m² is needed: calibrate brighter/).first()).toBeVisible()
    await shoot('displays-english-2048')
  })
})

test.describe('on a screen that the system scales', () => {
  test.use({ viewport: { width: 1024, height: 1280 }, screen: { width: 1024, height: 1280 }, deviceScaleFactor: 2 })
  test('Q5 is refused for its scaling, and patterns still have lines of one device pixel', async ({ page, prepare }) => {
    const { state } = await prepare((before) => { before.displays = [display({ lastCheck: passed })] })
    await openDisplays(page)
    expect(state.screens).toMatchObject([{ width: 1024, height: 1280, devicePixelRatio: 2 }])
    await expect(page.getByText(/agrandi à 200\s%/)).toBeVisible()
    await page.getByRole('button', { name: 'Mires' }).click()
    await expect(page.getByText(/Échelle 200\s%/)).toBeVisible()
    const { width, height, cssWidth } = await canvasGreys(page)
    expect([width, height, cssWidth]).toEqual([2048, 2560, 1024])
    const { margin, fields } = tg18Layout(width, height)
    const line = await canvasRow(page, margin, margin + 3, fields)
    expect(line).toEqual(line.map((_, x) => (x % 2 === 0 ? 0 : 255)))
  })
})
