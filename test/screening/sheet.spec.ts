/** Filling the sheet: keys, pointer, rules beside their field, what the scheme and the images give back. */
import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './bench.ts'

const avis = (page: Page) => page.evaluate(() => window.bench.reading().avis)
const saved = async (page: Page) => { await expect(page.locator('[data-save-state]')).toHaveAttribute('data-save-state', 'saved') }
const acr = (page: Page, breast: string, value: number) => page.getByRole('radiogroup', { name: `ACR, ${breast}` }).getByRole('radio', { name: new RegExp(`^ACR ${value}`) })

test('R1 R2 reads a normal exam of the first reader with three keys, each its own statement, and keeps it', async ({ open }) => {
  const page = await open('first')
  await page.keyboard.press('n')
  await page.keyboard.press('Shift+E')
  await page.keyboard.press('Shift+Digit2')
  await expect(page.getByRole('button', { name: /Signer la première lecture.*MAMMATEST Maria : négative, ACR 1 \/ ACR 1/ })).toBeVisible()
  await expect(page.locator('[data-save-state="saved"]')).toContainText('Enregistré')
  expect(await avis(page)).toMatchObject({ acr: { D: 1, G: 1 }, densite: 2, anomalies: [], fiche: { ecs: { statut: 'NORMAL_OU_BENIN' } } })
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: /Signer la première lecture de MAMMATEST Maria/ })).toBeVisible()
})

test('reads a normal exam of the second reader with one key', async ({ open }) => {
  const page = await open('second')
  await page.keyboard.press('n')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alertdialog')).toContainText('ACR 1')
})

test('R13 describes a mass with side, place, size, category and exams in nine keys', async ({ open }) => {
  const page = await open('second')
  // Left breast, anomaly, mass, upper outer quadrant, 12 mm, done, ACR 0, usual exams.
  const keys = ['g', 'a', '1', '1', '1', '2', 'Enter', '0', 'Shift+P']
  // At once, as a reader who knows them: a digit that falls beside what was opened would be a category.
  for (const key of keys) await page.keyboard.press(key)
  await page.keyboard.press('n')
  await expect(page.getByRole('alertdialog')).toContainText('1 anomalie')
  await page.keyboard.press('Escape')
  await page.keyboard.press('1')
  await page.keyboard.press('0')
  await page.keyboard.press('d')
  await page.keyboard.press('1')
  await saved(page)
  const written = await avis(page)
  expect(written).toMatchObject({ acr: { D: 1, G: 0 }, examensProposes: ['PROFIL', 'ECHOGRAPHIE'], anomalies: [{ cote: 'G', type: 'MASSE', quadrant: 'QSE', tailleMm: 12, schemaFace: expect.any(Object) as unknown }] })
  await expect(page.locator('.reading-finding[data-tone="blocking"]')).toHaveCount(0)
  expect(keys).toHaveLength(9)
})

test('R4 R5 R7 leads the first reader from ACR 0 over the workup to its course', async ({ open }) => {
  const page = await open('first-filled')
  await page.keyboard.press('Shift+B')
  await expect(page.locator('[data-field="BDI"] .ui-segment').first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-field="BDI"] [data-tone="blocking"]')).toContainText('Un ACR 0 est provisoire')
  await page.locator('[data-field="BDI"]').getByRole('button', { name: 'Fait', exact: true }).click()
  await page.getByRole('radiogroup', { name: 'ACR avant bilan, Sein gauche' }).getByRole('radio', { name: 'ACR 0' }).click()
  await page.getByRole('group', { name: 'Examens du bilan' }).getByRole('button', { name: 'Échographie' }).click()
  await acr(page, 'Sein gauche', 4).click()
  await expect(page.locator('[data-field="BDI"] [data-tone="blocking"]')).toHaveCount(0)
  await expect(page.locator('[data-way]')).toHaveText(/Prélèvement ou concertation/)
  await page.getByRole('button', { name: 'Réunion de concertation pluridisciplinaire' }).click()
  await saved(page)
  expect((await avis(page)).fiche).toMatchObject({ acrAvantBilan: { D: null, G: 0 }, bdi: { realise: 'OUI', examens: ['ECHOGRAPHIE'] }, cat: 'RCP' })
  await expectAccessible(page)
})

test('R1 places an abnormal clinical examination on its own scheme', async ({ open }) => {
  const page = await open('first')
  await page.locator('[data-examination]').getByRole('button', { name: 'Anormal' }).click()
  await expect(page.locator('[data-field="ECS"] [data-tone="blocking"]')).toContainText('situe au moins une anomalie')
  const face = page.locator('[data-examination]').getByRole('button', { name: /Schéma, Sein gauche, face/ })
  const box = await face.boundingBox()
  await face.click({ position: { x: (box?.width ?? 0) * 0.64, y: (box?.height ?? 0) * 0.4 } })
  await saved(page)
  expect((await avis(page)).fiche?.ecs).toMatchObject({ statut: 'ANORMAL', anomalies: [{ localisation: { cote: 'G', quadrant: 'QSE' } }] })
  await expect(page.locator('[data-field="ECS"] [data-tone="blocking"]')).toHaveCount(0)
  await expectAccessible(page)
})

test('V2 shows the second reader the context of the first sheet and nothing it concludes', async ({ open }) => {
  const page = await open('second-context')
  const context = page.getByRole('region', { name: 'Fiche du premier lecteur' })
  await expect(context).toContainText('Normal ou bénin')
  await expect(context).toContainText('prothèse D')
  await expect(context).not.toContainText(/ACR|densité|échographie/i)
  await expectAccessible(page)
})

test('gives the active breast its category from the digits, whatever the layout and on the numpad', async ({ open }) => {
  const page = await open('first')
  await page.keyboard.press('Digit2')
  await page.keyboard.press('g')
  await page.keyboard.press('Numpad5')
  await page.keyboard.press('Numpad7')
  await page.keyboard.press('Numpad4')
  await expect(acr(page, 'Sein droit', 4)).toBeChecked()
  await expect(acr(page, 'Sein gauche', 5)).toBeChecked()
  await saved(page)
  expect((await avis(page)).acr).toEqual({ D: 4, G: 5 })
})

test('leaves the letters of a comment to the comment', async ({ open }) => {
  const page = await open('first')
  await page.getByLabel(/Texte libre/).click()
  await page.keyboard.type('nat d 3g')
  await saved(page)
  expect(await avis(page)).toMatchObject({ acr: { D: null, G: null }, commentaire: 'nat d 3g', anomalies: [] })
})

test('does not offer the second reader what needs a workup, and says why when it is asked for', async ({ open }) => {
  const page = await open('second')
  await expect(acr(page, 'Sein droit', 3)).toBeDisabled()
  await page.keyboard.press('3')
  await expect(page.getByText('Le second lecteur ne peut classer ACR 3 ou 4 sans bilan')).toBeVisible()
  await expect(acr(page, 'Sein droit', 3)).not.toBeChecked()
  await page.keyboard.press('1')
  await expect(page.getByText('Le second lecteur ne peut classer ACR 3 ou 4 sans bilan')).toBeHidden()
})

test('has no category to give to a breast that was not imaged', async ({ open }) => {
  const page = await open('first-left-only')
  await expect(acr(page, 'Sein droit', 1)).toBeDisabled()
  await page.keyboard.press('n')
  await saved(page)
  expect((await avis(page)).acr).toEqual({ D: null, G: 1 })
})

test('describes an anomaly by keyboard alone: type, face, profile, size', async ({ open }) => {
  const page = await open('first')
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await expect(page.getByRole('button', { name: 'Masse', exact: true })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('button', { name: 'Calcifications', exact: true })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /Schéma, Sein gauche, face/ }).focus()
  await page.keyboard.press('Shift+ArrowUp')
  await page.keyboard.press('Shift+ArrowUp')
  await page.keyboard.press('Shift+ArrowRight')
  await expect(page.getByText('Quadrant supéro-externe').first()).toBeAttached()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /Schéma, Sein gauche, profil/ })).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Taille')).toBeFocused()
  await page.keyboard.type('12,5')
  await saved(page)
  const [anomalie] = (await avis(page)).anomalies
  expect(anomalie).toMatchObject({ cote: 'G', type: 'CALCIFICATIONS', quadrant: 'QSE', tailleMm: 12.5 })
  expect(anomalie?.schemaFace?.x).toBeGreaterThan(0.5)
  expect(anomalie?.schemaProfil).not.toBeNull()
  await expect(page.getByRole('button', { name: /Schéma, Sein gauche, face : G1/ })).toBeVisible()
  await expectAccessible(page)
})

test('begins an anomaly where the scheme is clicked', async ({ open }) => {
  const page = await open('first')
  const face = page.getByRole('button', { name: /Schéma, Sein droit, face/ })
  const box = await face.boundingBox()
  await face.click({ position: { x: (box?.width ?? 0) * 0.36, y: (box?.height ?? 0) * 0.76 } })
  await page.getByRole('button', { name: 'Distorsion architecturale' }).click()
  await saved(page)
  const [anomalie] = (await avis(page)).anomalies
  expect(anomalie).toMatchObject({ cote: 'D', type: 'DISTORSION', quadrant: 'QIE' })
  expect(anomalie?.schemaFace?.x).toBeCloseTo(0.36, 1)
})

test('takes a mark from the images and hands all marks back to them', async ({ open }) => {
  const page = await open('first-filled')
  await expect(page.locator('[data-image="2.25.202"] span')).toHaveText('G1')
  await page.getByRole('button', { name: /^D1 Calcifications/ }).click()
  await page.getByRole('button', { name: 'Repérer sur l’image' }).click()
  await expect(page.getByRole('button', { name: 'Cliquez D1 sur l’image…' })).toBeVisible()
  await page.locator('[data-image="2.25.201"]').click({ position: { x: 40, y: 60 } })
  await saved(page)
  expect((await avis(page)).anomalies[0]?.reperes).toEqual([{ sopInstanceUID: '2.25.201', frame: 1, column: 40, row: 60 }])
  await expect(page.locator('[data-image="2.25.201"] span')).toHaveText('D1')
  await page.getByRole('button', { name: 'Retirer le repère de D Face' }).click()
  await expect(page.locator('[data-image="2.25.201"] span')).toHaveText('')
})

test('keeps what is typed while a click on the images is awaited', async ({ open }) => {
  const page = await open('first-filled')
  await page.getByRole('button', { name: /^D1 Calcifications/ }).click()
  await page.getByRole('button', { name: 'Repérer sur l’image' }).click()
  await page.getByLabel('Précision').fill('En foyer.')
  await page.locator('[data-image="2.25.201"]').click()
  await saved(page)
  expect((await avis(page)).anomalies[0]).toMatchObject({ precision: 'En foyer.', reperes: [{ sopInstanceUID: '2.25.201' }] })
})

test('blocks a mark on the other breast and says it beside the anomalies', async ({ open }) => {
  const page = await open('first-filled')
  await page.getByRole('button', { name: /^D1 Calcifications/ }).click()
  await page.getByRole('button', { name: 'Repérer sur l’image' }).click()
  await page.locator('[data-image="2.25.204"]').click()
  await expect(page.locator('[data-field="ANOMALIES"] [data-tone="blocking"]')).toContainText('Bloquant. Un repère n’est pas du côté de son anomalie')
  await expect(page.getByText('1 point bloquant')).toBeVisible()
})

test('asks before normal erases what was described', async ({ open }) => {
  const page = await open('first-filled')
  await page.keyboard.press('n')
  const asked = page.getByRole('alertdialog')
  await expect(asked).toContainText('2 anomalies avec leurs repères')
  await expect(asked).toContainText('2 examens proposés')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(asked).toBeHidden()
  expect((await avis(page)).anomalies).toHaveLength(2)
  await page.keyboard.press('n')
  await asked.getByRole('button', { name: 'Effacer et classer normal' }).click()
  await saved(page)
  expect(await avis(page)).toMatchObject({ acr: { D: 1, G: 1 }, anomalies: [], examensProposes: [], densite: 2 })
})

test('records two quick strokes of N once', async ({ open }) => {
  const page = await open('first')
  await page.keyboard.press('n')
  await page.keyboard.press('n')
  await saved(page)
  expect((await avis(page)).acr).toEqual({ D: 1, G: 1 })
  await expect(page.getByRole('alertdialog')).toBeHidden()
})

test('remembers that normal means ACR 2 for this reader', async ({ open }) => {
  const page = await open('first')
  await page.getByRole('button', { name: /Normal enregistre ACR 1/ }).click()
  await page.getByRole('menuitemcheckbox', { name: 'ACR 2 pour les deux seins' }).click()
  await page.keyboard.press('Escape')
  await page.reload()
  await page.locator('.reading-split').getByRole('button', { name: /^Normal/ }).first().click()
  await saved(page)
  expect((await avis(page)).acr).toEqual({ D: 2, G: 2 })
})

test('recalls a view with its reason, what to do, and the instruction', async ({ open }) => {
  const page = await open('second')
  await page.keyboard.press('t')
  await expect(page.getByRole('button', { name: 'Sein droit, Face', exact: true })).toBeFocused()
  await page.getByRole('button', { name: 'Sein gauche, Oblique externe' }).click()
  await expect(page.locator('[data-field="RAPPEL"] [data-tone="blocking"]')).toContainText('le cliché, le motif et la consigne')
  await page.getByRole('combobox', { name: 'Motif' }).click()
  await page.getByRole('option', { name: 'Flou' }).click()
  await page.getByRole('button', { name: 'Image à retransmettre' }).click()
  await page.getByLabel('Consigne').fill('Renvoyer l’oblique gauche.')
  await saved(page)
  expect((await avis(page)).rappelTechnique).toEqual({ cliches: [{ cote: 'G', incidence: 'OBLIQUE', motif: 'FLOU', action: 'RETRANSMETTRE' }], consigne: 'Renvoyer l’oblique gauche.' })
  await expect(page.locator('[data-field="RAPPEL"] [data-tone="blocking"]')).toBeHidden()
  await expectAccessible(page)
})

test('says quietly what is to fill in, and plainly once the reader tries to conclude', async ({ open }) => {
  const page = await open('first')
  await expect(page.locator('[data-rule="R0"]')).toHaveAttribute('data-tone', 'todo')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-rule="R0"]')).toHaveAttribute('data-tone', 'blocking')
  await expect(page.getByText('3 points bloquants')).toBeVisible()
  await expect(acr(page, 'Sein droit', 0)).toBeFocused()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expectAccessible(page)
})

test('moves nothing while categories and density are given', async ({ open }) => {
  const page = await open('second')
  const tops = () => page.evaluate(() => [...document.querySelectorAll('.reading-section, .reading-foot, .reading-act')].map((element) => Math.round(element.getBoundingClientRect().top)))
  const before = await tops()
  for (const key of ['1', 'g', '2', 'Shift+Digit2', 'Shift+Digit1', '1']) {
    await page.keyboard.press(key)
    expect(await tops()).toEqual(before)
  }
})

test('leaves what is open with Escape before it leaves the exam', async ({ open }) => {
  const page = await open('first-filled')
  await page.getByRole('button', { name: /^D1 Calcifications/ }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByLabel('Taille')).toBeHidden()
  await page.keyboard.press('a')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('toolbar', { name: 'Type' })).toBeHidden()
})

test('can be walked with the Tab key from the first category to the act', async ({ open }) => {
  const page = await open('second')
  await page.locator('.reading-kind').click()
  const reached: string[] = []
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab')
    const where = await page.evaluate(() => (document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '').trim())
    reached.push(where)
    if (where.startsWith('Figer mon avis')) break
  }
  const order = ['ACR 0', 'Type 1', 'Anomalie', 'Schéma, Sein droit, face', 'Profil', 'Normal', 'Figer mon avis'].map((start) => reached.findIndex((name) => name.startsWith(start)))
  expect(order.every((place) => place >= 0)).toBe(true)
  expect(order).toEqual(order.toSorted((one, other) => one - other))
})

for (const language of ['fr', 'en'] as const) {
  test(`is accessible empty, filled and with a recall (${language})`, async ({ open }) => {
    for (const scene of ['first', 'first-filled', 'first-recall', 'second', 'second-positive'] as const) await expectAccessible(await open(scene, language))
  })
}
