/** Marks that the reader draws on the images, as the sheet keeps them: list, size, scheme, and the first reader's. */
import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './bench.ts'

const avis = (page: Page) => page.evaluate(() => window.bench.reading().avis)
const saved = async (page: Page) => { await expect(page.locator('[data-save-state]')).toHaveAttribute('data-save-state', 'saved') }
const image = { RCC: '2.25.201', LCC: '2.25.202', RMLO: '2.25.203', LMLO: '2.25.204' } as const
/** What the viewer would tell after a stroke; the answer is the refusal. */
const draw = (page: Page, view: keyof typeof image, forme: object) =>
  page.evaluate(([sopInstanceUID, given]) => window.keeper?.draw({ sopInstanceUID, frame: 1, forme: given } as never) ?? null, [image[view], forme] as const)
const ellipse = (column: number, row: number) => ({
  forme: 'ELLIPSE', grandAxe: [{ column: column - 100, row }, { column: column + 100, row }], petitAxe: [{ column, row: row - 50 }, { column, row: row + 50 }],
})
const point = (column: number, row: number) => ({ forme: 'POINT', at: { column, row } })
const shown = (page: Page, view: keyof typeof image) => page.locator(`[data-image="${image[view]}"] span`)

test('a point on the images begins an anomaly of its breast, with the type chosen next', async ({ open }) => {
  const page = await open('first')
  expect(await draw(page, 'LMLO', point(500, 900))).toBeNull()
  await expect(page.getByRole('button', { name: 'Masse', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await saved(page)
  expect((await avis(page)).anomalies[0]).toMatchObject({ cote: 'G', type: 'MASSE', reperes: [{ sopInstanceUID: image.LMLO, column: 500, row: 900 }] })
  await expect(shown(page, 'LMLO')).toHaveText('G1*')
})

test('an ellipse drawn for the open anomaly offers its size, and the sheet takes it by a key, never by itself', async ({ open }) => {
  const page = await open('first-filled')
  await page.getByRole('button', { name: /^D1 Calcifications/ }).click()
  expect(await draw(page, 'RCC', ellipse(2000, 1000))).toBeNull()
  await saved(page)
  expect((await avis(page)).anomalies[0]?.tailleMm).toBe(4)
  // 200 pixels of 0.07 mm.
  await expect(page.getByRole('button', { name: /Reprendre 14,0.mm/ })).toBeVisible()
  await expect(page.getByRole('button', { name: /D Face · ellipse · 14,0.mm au détecteur/ }).first()).toBeVisible()
  await page.locator('.reading-sheet').click({ position: { x: 5, y: 5 } })
  await page.keyboard.press('Shift+L')
  await saved(page)
  expect((await avis(page)).anomalies[0]?.tailleMm).toBe(14)
  await expect(page.getByRole('button', { name: /Reprendre 14,0/ })).toBeHidden()
  await expectAccessible(page)
})

test('a mark for one breast is refused on an image of the other', async ({ open }) => {
  const page = await open('first-filled')
  await page.getByRole('button', { name: /^D1 Calcifications/ }).click()
  expect(await draw(page, 'LCC', ellipse(2000, 1000))).toBe('wrong-side')
  expect((await avis(page)).traces).toEqual([])
})

test('a mark chosen on the images opens its anomaly in the list and on the scheme; Escape lets it go first', async ({ open }) => {
  const page = await open('first-filled')
  await page.evaluate(() => { window.keeper?.choose('point 6a4c3a57-6f0a-4d53-9d53-0f3f4ac0a001 0') })
  const line = page.getByRole('button', { name: /^G1 Masse/ })
  await expect(line).toHaveAttribute('aria-expanded', 'true')
  await expect(shown(page, 'LCC')).toHaveText('G1*')
  await expect(page.locator('.reading-scheme-mark[data-current]')).toHaveCount(2)
  await page.keyboard.press('Escape')
  await expect(shown(page, 'LCC')).toHaveText('G1')
  await expect(line).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('Escape')
  await expect(line).toHaveAttribute('aria-expanded', 'false')
})

test('a mark on the scheme opens its anomaly when none is being placed', async ({ open }) => {
  const page = await open('first-filled')
  const face = page.getByRole('button', { name: /Schéma, Sein gauche, face/ })
  const box = await face.boundingBox()
  await face.click({ position: { x: (box?.width ?? 0) * 0.66, y: (box?.height ?? 0) * 0.42 } })
  await expect(page.getByRole('button', { name: /^G1 Masse/ })).toHaveAttribute('aria-expanded', 'true')
  expect((await avis(page)).anomalies).toHaveLength(2)
})

test('marks on both views propose a place, hollow until it is confirmed; one view proposes one half', async ({ open }) => {
  const page = await open('first')
  // Right craniocaudal: lateral is up, the chest wall at the right of the matrix.
  await draw(page, 'RCC', point(3000, 900))
  await expect(page.getByRole('button', { name: 'Masse', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/D1\s: lieu proposé d’après les images, à confirmer \(moitié externe, tiers postérieur\)/)).toBeVisible()
  await expect(page.locator('.reading-scheme-mark[data-proposed]')).toHaveCount(1)
  await draw(page, 'RMLO', point(3000, 1200))
  await expect(page.getByText(/\(moitié externe, moitié supérieure, tiers postérieur\)/)).toBeVisible()
  await expect(page.locator('.reading-scheme-mark[data-proposed]')).toHaveCount(2)
  await saved(page)
  expect((await avis(page)).anomalies[0]).toMatchObject({ schemaFace: null, schemaProfil: null, quadrant: null })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Confirmer ce lieu' }).click()
  await saved(page)
  const [anomalie] = (await avis(page)).anomalies
  expect(anomalie).toMatchObject({ quadrant: 'QSE' })
  expect(anomalie?.schemaFace).not.toBeNull()
  expect(anomalie?.schemaProfil).not.toBeNull()
  await expect(page.locator('.reading-scheme-mark[data-proposed]')).toHaveCount(0)
})

test('a proposal gives way to the place that the reader sets', async ({ open }) => {
  const page = await open('first')
  await draw(page, 'RCC', point(3000, 900))
  await expect(page.getByRole('button', { name: 'Masse', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  const face = page.getByRole('button', { name: /Schéma, Sein droit, face/ })
  const box = await face.boundingBox()
  await face.click({ position: { x: (box?.width ?? 0) * 0.7, y: (box?.height ?? 0) * 0.8 } })
  await saved(page)
  expect((await avis(page)).anomalies[0]).toMatchObject({ quadrant: 'QII' })
  await expect(page.locator('.reading-scheme-mark[data-proposed]')).toHaveCount(0)
})

test('a measure without an anomaly is kept, listed, and given to the anomaly that is described from it', async ({ open }) => {
  const page = await open('first')
  await draw(page, 'LCC', { forme: 'LONGUEUR', de: { column: 100, row: 100 }, a: { column: 200, row: 100 } })
  await expect(page.getByText('Mesures sans anomalie')).toBeVisible()
  await expect(shown(page, 'LCC')).toHaveText('G*')
  await page.getByRole('button', { name: 'Décrire l’anomalie de ce repère' }).click()
  await page.getByRole('button', { name: 'Masse', exact: true }).click()
  await saved(page)
  const { anomalies, traces } = await avis(page)
  expect(traces[0]).toMatchObject({ forme: 'LONGUEUR', cote: 'G', anomalieId: anomalies[0]?.id })
  await expect(shown(page, 'LCC')).toHaveText('G1*')
})

test('an ordinary report keeps its lengths, lists them and lets them go', async ({ open }) => {
  const page = await open('plain')
  await draw(page, 'LCC', { forme: 'LONGUEUR', de: { column: 100, row: 100 }, a: { column: 200, row: 100 } })
  await saved(page)
  expect((await avis(page)).traces).toHaveLength(1)
  expect(await draw(page, 'LCC', point(1, 1))).toBe('no-anomaly')
  await page.getByRole('button', { name: /Retirer le repère de .*longueur · 7,0.mm au détecteur/ }).click()
  await saved(page)
  expect((await avis(page)).traces).toEqual([])
})

test('no mark of the first reader is on the images before the reveal', async ({ open }) => {
  const page = await open('second-positive')
  await expect(shown(page, 'LCC')).toHaveText('G1')
  await expect(page.locator('.bench-images')).not.toContainText('L1-')
})

test('the first reader’s marks come with the reveal, apart from one’s own, and none can be changed', async ({ open }) => {
  const page = await open('revealed-marks')
  await expect(shown(page, 'RCC')).toHaveText('L1-1')
  await expect(shown(page, 'LCC')).toHaveText('G1')
  expect(await page.evaluate(() => window.keeper ?? null)).toBeNull()
})
