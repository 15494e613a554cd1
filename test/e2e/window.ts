/** A reader's window on the real program, and what a reader does in it, in the words that the interface shows. */
import { expect, type Page } from '@playwright/test'

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
