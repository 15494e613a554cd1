/** A reader's window on the real program, and what a reader does in it, in the words that the interface shows. */
import { expect, type Page } from '@playwright/test'
import { mammographyDisplay } from '../program/mammography-display.ts'

export interface Reader { displayName: string; passphrase: string }

export async function welcome(page: Page, reader: Reader): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Bienvenue' })).toBeVisible()
  await page.getByLabel('Nom affiché').fill(reader.displayName)
  await page.getByLabel('Phrase de passe', { exact: true }).fill(reader.passphrase)
  await page.getByLabel('Répéter la phrase de passe').fill(reader.passphrase)
  await page.getByRole('button', { name: 'Créer le compte et ouvrir' }).click()
  await expect(page.getByRole('grid', { name: 'Examens' })).toBeVisible()
}

export async function openSettings(page: Page, section: string): Promise<void> {
  await page.keyboard.press('Control+,')
  await page.getByRole('navigation', { name: 'Sections des réglages' }).getByRole('button', { name: section }).click()
}

const format = (pixels: number): RegExp => new RegExp(String(pixels).replace(/\B(?=(\d{3})+$)/g, '\\s'))
const french = (iso: string | null): string => (iso ?? '').split('-').toReversed().join('.')

/** As an administrator who has the plate and the calibration report at hand; the check of the day then comes by itself. */
export async function enterDisplay(page: Page): Promise<void> {
  const entry = mammographyDisplay(new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10))
  await openSettings(page, 'Écrans')
  // A window that has just come to another screen tells so in a moment.
  await expect(page.getByRole('definition').filter({ hasText: 'mégapixels' })).toContainText(format(entry.columns))
  await page.getByRole('button', { name: 'Inscrire cet écran' }).click()
  const form = page.getByRole('dialog', { name: 'Inscrire un écran' })
  await form.getByLabel('Nom').fill(entry.name)
  await form.getByLabel('Numéro de série').fill(entry.serialNumber)
  await form.getByLabel('Pas de pixel, en mm').fill(String(entry.pixelPitchMm).replace('.', ','))
  await form.getByLabel('Étalonné le').fill(french(entry.calibratedOn))
  await form.getByLabel('Courbe d’étalonnage').click()
  await page.getByRole('option', { name: 'GSDF (DICOM PS3.14)' }).click()
  await form.getByLabel('Luminance minimale, en cd/m²').fill(String(entry.luminanceMin).replace('.', ','))
  await form.getByLabel('Luminance maximale, en cd/m²').fill(String(entry.luminanceMax))
  await form.getByLabel('Éclairage ambiant, en lx').fill(String(entry.ambientLux))
  await form.getByRole('button', { name: 'Inscrire', exact: true }).click()
  await expect(form).toBeHidden()
}

/** The check of the day as a reader does it, by keyboard: every answer is yes. */
export async function checkDisplay(page: Page): Promise<void> {
  const check = page.getByRole('dialog', { name: 'Contrôle du jour de l’écran' })
  await expect(check.getByRole('button', { name: /Commencer/ })).toBeVisible()
  await page.keyboard.press('Enter')
  for (let question = 1; question <= 5; question += 1) {
    await expect(check.getByText(`Question ${question} / 5`)).toBeVisible()
    await page.keyboard.press('o')
  }
  await expect(check.getByText('L’écran est conforme au contrôle du jour.')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(check).toBeHidden()
}

export async function toWorklist(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Liste de travail' }).click()
  await expect(page.getByRole('grid', { name: 'Examens' })).toBeVisible()
}

export async function lock(page: Page): Promise<void> {
  await page.keyboard.press('Control+l')
  await expect(page.getByRole('button', { name: /Déverrouiller/ })).toBeVisible()
}

export async function unlock(page: Page, reader: Reader): Promise<void> {
  const passphrase = page.getByLabel(/Phrase de passe/)
  await expect(passphrase).toBeVisible()
  // A console with one account asks nobody who reads.
  const name = page.getByRole('radio', { name: reader.displayName })
  if (await name.count() > 0) await name.click()
  await passphrase.fill(reader.passphrase)
  await page.getByRole('button', { name: /Déverrouiller/ }).click()
  await expect(page.getByRole('grid', { name: 'Examens' })).toBeVisible()
}

/** Every viewport that shows an image says so once its pixels are on the screen. */
export async function imagesShown(page: Page, count: number): Promise<void> {
  await expect(page.locator('[data-rendered="true"]')).toHaveCount(count, { timeout: 120_000 })
}
