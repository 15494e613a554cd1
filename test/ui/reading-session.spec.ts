/** A session of second readings on the real program, by keyboard alone: guard time, one key normal, two quick strokes,
 *  undo, the same case and the same step after a restart, one signature. The exams are the generated ones of the demonstration. */
import { rm } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { avisVide, ficheVide, type Avis } from '../../main/contract/index.ts'
import { firstReader, newProfile, secondReader } from '../program/scenario.ts'
import { startProgram, type Client } from '../program/start-program.ts'

const first: Avis = { ...avisVide, acr: { D: 1, G: 1 }, densite: 2, fiche: { ...ficheVide, ecs: { statut: 'NORMAL_OU_BENIN', anomalies: [] } } }

async function listed(client: Client) {
  const filter = { text: 'Mammographie', modalities: ['MG'], sites: [], localities: [], readings: [], studyDateFrom: null, studyDateTo: null }
  return (await client.call('worklist.query', { filter, sort: { key: 'studyDate', direction: 'ascending' }, offset: 0, limit: 50 })).rows
}

async function unlock(page: Page, url: string): Promise<void> {
  await page.goto(url)
  const account = page.getByRole('radio', { name: secondReader.displayName })
  await account.press('Space')
  await page.locator('input[type=password]').fill(secondReader.passphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /Séance de lecture/ })).toBeVisible()
}

/** The key again until it is taken: before the guard time it records nothing. */
async function normal(page: Page, patientShown: string): Promise<void> {
  const said = page.locator('.session-said')
  await expect(async () => {
    await page.keyboard.press('n')
    await page.keyboard.press('n')
    await expect(said).toContainText(patientShown, { timeout: 1500 })
  }).toPass({ timeout: 30_000 })
}

test('S:emettreAvis S:annuler a session by keyboard alone: one opinion per exam, undone, found again at the same step after a restart, signed once', async ({ page }) => {
  const profile = await newProfile()
  let program = await startProgram({ profile })
  try {
    const client = await program.connect()
    await client.call('session.setUp', { ...firstReader, roles: ['ADMIN', 'L1'], language: 'fr', demo: true })
    await client.call('accounts.create', { ...secondReader, roles: ['L2'], language: 'fr' })
    await client.until('the demonstration', async () => (await listed(client)).filter(({ locality, imageCount }) => locality === 'local' && imageCount === 4).length === 2, 60_000)
    for (const { studyInstanceUID } of await listed(client)) {
      const opened = await client.call('reading.open', { studyInstanceUID })
      const saved = await client.call('reading.saveDraft', { readingId: opened.id, expectedVersion: opened.version, avis: first, text: opened.text })
      await client.call('reading.sign', { readingId: saved.id, expectedVersion: saved.version, passphrase: firstReader.passphrase })
    }
    await program.stop()
    program = await startProgram({ profile })
    await unlock(page, program.url)
    await page.keyboard.press('s')
    await expect(page.getByText('2 examens en attente')).toBeVisible()
    await page.keyboard.press('Enter')
    const place = page.locator('.session-place')
    await expect(place).toHaveText('1/2')
    await expect(page.locator('[data-phase="LECTURE_AVEUGLE"]').first()).toBeVisible()
    await normal(page, 'Normal – EXEMPLE Mammographie · 1/2')
    await expect(place).toHaveText('2/2')
    expect((await new AxeBuilder({ page }).include('.session-bar').analyze()).violations.map(({ id }) => id)).toEqual([])
    await page.keyboard.press('Control+z')
    await expect(place).toHaveText('1/2')
    await normal(page, '· 1/2')
    await expect(place).toHaveText('2/2')

    const images = page.locator('.viewer')
    const begins = await images.getAttribute('data-step')
    const kept = page.waitForResponse(/sessions\.view/)
    await page.keyboard.press('Space')
    expect((await kept).ok()).toBe(true)
    const left = await images.getAttribute('data-step')
    expect(left).not.toBe(begins)
    await program.kill()
    program = await startProgram({ profile })
    await unlock(page, program.url)
    await page.keyboard.press('s')
    await expect(place).toHaveText('2/2')
    await expect(page.locator('[data-phase="LECTURE_AVEUGLE"]').first()).toBeVisible()
    await expect(images).toHaveAttribute('data-step', left ?? '')
    await page.keyboard.press('Backspace')
    await expect(async () => {
      await page.keyboard.press('n')
      await expect(page.getByRole('heading', { name: /Fin de la séance/ })).toBeVisible({ timeout: 1500 })
    }).toPass({ timeout: 30_000 })
    await expect(page.getByText('prêt à signer')).toHaveCount(2)
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
    await page.getByRole('button', { name: 'Signer 2 avis' }).press('Enter')
    await page.locator('input[type=password]').fill(secondReader.passphrase)
    await page.keyboard.press('Enter')
    await expect(page.getByText('2 avis signés sur 2.')).toBeVisible({ timeout: 30_000 })
  } finally {
    await program.stop()
    await rm(profile, { recursive: true, force: true })
  }
})
