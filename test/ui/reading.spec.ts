/** The reading screen on the real program and its demonstration studies: shell, viewer and sheet together. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { startProgram, type Program } from '../program/start-program.ts'
import { passphrase } from './console-in-memory.ts'
import { expectAccessible } from './window.ts'

const row = (page: Page, text: RegExp) => page.getByRole('grid').locator('[role=row][data-study]').filter({ hasText: text })

test.describe.serial('the reading screen', () => {
  test.setTimeout(240_000)
  let program: Program
  let profile: string
  let page: Page

  test.beforeAll(async ({ browser }) => {
    profile = mkdtempSync(join(tmpdir(), 'binocle-ui-'))
    program = await startProgram({ profile })
    page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'fr-FR' })).newPage()
    await page.goto(program.url)
    await page.getByLabel('Nom affiché').fill('Dr Essai')
    await page.getByLabel('Phrase de passe', { exact: true }).fill(passphrase)
    await page.getByLabel('Répéter la phrase de passe').fill(passphrase)
    await page.keyboard.press('Enter')
    // The demonstration is made study by study; the recording comes last.
    await expect(row(page, /EEG/)).toBeVisible({ timeout: 120_000 })
    await expect(row(page, /Mammo.*\+A/)).toContainText('à lire')
  })
  test.afterAll(async () => {
    await page.context().close()
    await program.stop()
    rmSync(profile, { recursive: true, force: true })
  })

  test('opens on Enter with identity, images and sheet, and axe finds nothing', async () => {
    await row(page, /Mammo.*\+A/).click()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('group', { name: 'Identité du patient' })).toContainText('EXEMPLE Mammographie')
    await expect(page.locator('[data-rendered="true"]')).toHaveCount(8, { timeout: 120_000 })
    await expect(page.getByRole('heading', { name: 'Première lecture' })).toBeVisible()
    expect(await page.title()).toBe('Binocle')
    expect(new URL(page.url()).pathname + new URL(page.url()).hash).toBe('/')
    await expectAccessible(page)
  })

  test('is led by the keyboard, silent while a text is typed', async () => {
    await page.locator('.viewer').focus()
    await page.keyboard.press('Space')
    await expect(page.getByRole('button', { name: /^2\s*CC$/ })).toHaveAttribute('aria-current', /.+/)
    await page.keyboard.press('Backspace')
    const comment = page.locator('[data-field=COMMENTAIRE] textarea')
    await comment.scrollIntoViewIfNeeded()
    await comment.fill('')
    await comment.pressSequentially('rien de neuf dans ces images')
    await expect(comment).toHaveValue('rien de neuf dans ces images')
    await expect(page.getByRole('button', { name: /^1\s*Vue/ })).toHaveAttribute('aria-current', /.+/)
  })

  test('axe finds nothing in what the images have to say of themselves', async () => {
    await page.locator('.viewer').focus()
    for (const [key, name] of [['Shift+R', 'Remarques sur les images'], ['Shift+O', /^Toutes les données du cliché/]] as const) {
      await page.keyboard.press(key)
      const dialog = page.getByRole('dialog', { name })
      await expect(dialog).toBeVisible()
      await expectAccessible(page)
      await page.keyboard.press('Escape')
      await expect(dialog).toHaveCount(0)
    }
  })

  test('keeps what was typed through a lock that comes at once', async () => {
    const comment = page.locator('[data-field=COMMENTAIRE] textarea')
    await comment.pressSequentially(', vraiment')
    await page.keyboard.press('Control+l')
    await expect(page.getByRole('heading', { name: 'Session verrouillée' })).toBeVisible()
    expect(await page.locator('body').textContent()).not.toContain('EXEMPLE')
    await page.getByLabel(/^Phrase de passe/).fill(passphrase)
    await page.keyboard.press('Enter')
    await expect(row(page, /Mammo.*\+A/)).toContainText('en lecture')
    await row(page, /Mammo.*\+A/).click()
    await page.keyboard.press('Enter')
    await expect(page.locator('[data-field=COMMENTAIRE] textarea')).toHaveValue('rien de neuf dans ces images, vraiment')
  })

  test('goes to the neighbouring exam under another name, and back to the list', async () => {
    await page.locator('.viewer').focus()
    await page.keyboard.press('Control+ArrowLeft')
    await expect(page.getByRole('group', { name: 'Identité du patient' })).toContainText('EXEMPLE Fantôme scanner')
    await expect(page.locator('[data-rendered="true"]')).toHaveCount(1, { timeout: 120_000 })
    await expect(page.getByRole('heading', { name: 'Compte rendu' })).toBeVisible()
    await expectAccessible(page)
    await page.locator('.viewer').focus()
    await page.keyboard.press('Escape')
    await expect(row(page, /Scanner/)).toContainText('en lecture')
    await expect(row(page, /Scanner/)).toBeVisible()
  })

  test('hangs as the reader arranged it', async () => {
    await page.keyboard.press('Control+,')
    await page.getByRole('navigation').getByRole('button', { name: 'Affichage des mammographies' }).click()
    await page.locator('.sh-step-name').filter({ hasText: /^CC/ }).click()
    await page.getByLabel('Nom de l’étape').fill('Faces')
    await page.getByRole('button', { name: 'Ouvrir les examens sur cette étape' }).click()
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await expect(page.getByText('Affichage enregistré')).toBeVisible()
    await page.keyboard.press('Escape')
    await row(page, /Mammo.*\+A/).click()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: /^2\s*Faces$/ })).toHaveAttribute('aria-current', /.+/, { timeout: 60_000 })
    await expect(page.locator('.viewer-viewport[data-visible="true"]')).toHaveCount(2)
    await expect(page.locator('.reading-unseen')).toContainText('2 clichés n’ont pas encore été affichés.', { timeout: 60_000 })
    await expectAccessible(page)
    await page.locator('.viewer').focus()
    await page.keyboard.press('Space')
    await expect(page.locator('.reading-unseen')).toHaveCount(0, { timeout: 60_000 })
  })
})
