/** Typed text is never lost: slow saves, failures, another window, a panel that leaves. */
import { expect, expectAccessible, test } from './bench.ts'

test('saves a moment after the last stroke, under the version it knows', async ({ open }) => {
  const page = await open('first')
  await page.getByLabel(/Texte libre/).pressSequentially('Seins symétriques.', { delay: 20 })
  await expect(page.locator('[data-save-state="editing"]')).toBeVisible()
  await expect(page.locator('[data-save-state="saved"]')).toContainText(/Enregistré \d\d:\d\d/)
  const saves = await page.evaluate(() => window.bench.calls.filter((call) => call.operation === 'reading.saveDraft').length)
  expect(saves).toBe(1)
})

test('sends what was typed during a slow save', async ({ open }) => {
  const page = await open('first')
  await page.evaluate(() => { window.bench.hold() })
  const comment = page.getByLabel(/Texte libre/)
  await comment.fill('un')
  await expect(page.locator('[data-save-state="saving"]')).toBeVisible()
  await comment.fill('un deux')
  await page.evaluate(() => { window.bench.letGo() })
  await expect(page.locator('[data-save-state="saved"]')).toContainText('Enregistré')
  await expect(comment).toHaveValue('un deux')
  expect(await page.evaluate(() => window.bench.reading().avis.commentaire)).toBe('un deux')
})

test('keeps the text and tries again by itself when a save fails', async ({ open }) => {
  const page = await open('first')
  await page.evaluate(() => { window.bench.fail('reading.saveDraft', 'unreachable') })
  await page.getByLabel(/Texte libre/).fill('gardé')
  await expect(page.getByText('Binocle ne répond plus.')).toBeVisible()
  await expect(page.getByText('Votre saisie reste à l’écran ; Binocle réessaie seul.')).toBeVisible()
  await expectAccessible(page)
  await expect(page.locator('[data-save-state="saved"]')).toContainText('Enregistré')
  expect(await page.evaluate(() => window.bench.reading().avis.commentaire)).toBe('gardé')
})

test('lets the reader keep their own text when another window changed the reading', async ({ open }) => {
  const page = await open('first')
  await page.evaluate(() => { window.bench.changeElsewhere({ densite: 4, commentaire: 'ailleurs' }) })
  await page.getByLabel(/Texte libre/).fill('ici')
  await expect(page.getByText('Cette lecture a été modifiée dans une autre fenêtre.')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel(/Texte libre/).fill('ici, suite')
  await page.getByRole('button', { name: 'Garder ma saisie' }).click()
  await expect(page.locator('[data-save-state="saved"]')).toContainText('Enregistré')
  expect(await page.evaluate(() => window.bench.reading().avis.commentaire)).toBe('ici, suite')
})

test('loads the other version when the reader prefers it', async ({ open }) => {
  const page = await open('first')
  await page.evaluate(() => { window.bench.changeElsewhere({ commentaire: 'ailleurs' }) })
  await page.getByLabel(/Texte libre/).fill('ici')
  await page.getByRole('button', { name: 'Charger l’autre version' }).click()
  await expect(page.getByLabel(/Texte libre/)).toHaveValue('ailleurs')
  await page.getByLabel(/Texte libre/).fill('ailleurs, puis ici')
  await expect(page.locator('[data-save-state="saved"]')).toContainText('Enregistré')
})

test('saves what is on screen when the panel leaves at once', async ({ open }) => {
  const page = await open('first')
  await page.getByLabel(/Texte libre/).fill('dernier mot')
  await page.evaluate(() => { window.bench.show(false) })
  await expect.poll(() => page.evaluate(() => window.bench.reading().avis.commentaire)).toBe('dernier mot')
})

test('offers again what could not be saved before the panel left', async ({ open }) => {
  const page = await open('first')
  await page.evaluate(() => { window.bench.fail('reading.saveDraft', 'session/locked') })
  await page.getByLabel(/Texte libre/).fill('tapé juste avant le verrou')
  await page.evaluate(() => { window.bench.show(false) })
  await expect(page.locator('.reading-panel')).toBeHidden()
  await page.evaluate(() => { window.bench.show(true) })
  await expect(page.getByLabel(/Texte libre/)).toHaveValue('tapé juste avant le verrou')
  await expect.poll(() => page.evaluate(() => window.bench.reading().avis.commentaire)).toBe('tapé juste avant le verrou')
})

test('does not go past an unsaved sheet to a signature', async ({ open }) => {
  const page = await open('first-filled')
  await page.evaluate(() => { window.bench.changeElsewhere({ commentaire: 'ailleurs' }) })
  await page.getByLabel(/Texte libre/).fill('ici')
  await page.locator('.reading-kind').click()
  await page.keyboard.press('Enter')
  await page.getByLabel('Phrase de passe').fill('phrase de passe longue')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Cette lecture a été modifiée dans une autre fenêtre.')).toBeVisible()
  expect(await page.evaluate(() => window.bench.reading().signedAt)).toBeNull()
})
