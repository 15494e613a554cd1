/** A session of second readings on the real program, by the keyboard alone: guard time, one key normal, strokes that
 *  come twice, an exam passed over, undo, the same case and step after a crash, one signature. The exams are small generated
 *  mammograms with their signed first readings; the program's clock runs fast, so that guard times of seconds do not add
 *  up to minutes. */
import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test, type Page } from '@playwright/test'
import { accessibilityFindings } from '../fixtures/accessibility.ts'
import { newProfile } from '../program/scenario.ts'
import { startProgram } from '../program/start-program.ts'

const reader = { displayName: 'Lectrice Deux', passphrase: 'quatre saisons au bocage' }
/** As many as a long session has (100) by the environment. */
const exams = Number(process.env['SESSION_EXAMS'] ?? 40)
const crashAfter = Math.floor(exams * 0.6)
/** Left to wait, and not given again in this session. */
const passedOver = 3
const signed = exams - 1
const env = { NODE_OPTIONS: `--import=${join(import.meta.dirname, '../program/fast-clock.mjs')}`, CLOCK_RATE: '10' }

async function unlock(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('radio', { name: reader.displayName }).press('Space')
  await page.locator('input[type=password]').fill(reader.passphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /Séance de lecture/ })).toBeVisible()
}

const patient = (position: number) => `ESSAI Numéro ${String(position).padStart(3, '0')}`

/** The keys again until they are taken: before the guard time they record nothing. Both strokes come at once, and one
 *  opinion is given. */
async function conclude(page: Page, position: number, ...keys: string[]): Promise<void> {
  await expect(page.locator('.session-place')).toHaveText(`${position}/${exams}`)
  await expect(page.locator('[data-phase="LECTURE_AVEUGLE"]').first()).toBeVisible()
  // Asked of the page, whose answer also says that what was pressed before has been dealt with.
  const where = () => page.evaluate(() => document.querySelector('.session-place')?.textContent ?? 'over')
  for (let stroke = 0; stroke < 500; stroke += 1) {
    // Sent together, so that a slow machine does not make of the second stroke a slow one.
    for (const key of keys) await Promise.all([page.keyboard.press(key), page.keyboard.press(key)])
    for (let look = 0; look < 3; look += 1) {
      if (await where() !== `${position}/${exams}`) return
      await page.waitForTimeout(50)
    }
  }
  throw new Error(`the opinion on case ${position} was never taken`)
}

test('S:emettreAvis S:annuler a session by keyboard alone: one opinion per exam, undone, found again at the same step after a crash, signed once', async ({ page }) => {
  test.setTimeout(900_000)
  const profile = await newProfile()
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, '../program/waiting-exams.ts'), profile, String(exams)])
  let program = await startProgram({ profile, env })
  try {
    await unlock(page, program.url)
    await page.keyboard.press('s')
    await expect(page.getByText(`${exams} examens en attente`)).toBeVisible()
    // A session of as many as wait, whatever the number.
    await page.getByRole('button', { name: '100', exact: true }).press('Space')
    await page.getByRole('button', { name: 'Commencer' }).press('Enter')
    const said = page.locator('.session-said')

    await conclude(page, 1, 'n')
    await expect(said).toContainText(`Normal – ${patient(1)} · 1/${exams}`)
    expect(await accessibilityFindings(page, { rules: 'all', within: '.session-bar' })).toEqual([])
    await page.keyboard.press('Control+z')
    for (let position = 1; position <= crashAfter; position += 1) await conclude(page, position, position === passedOver ? 'Shift+N' : 'n')

    const images = page.locator('.viewer')
    await expect(page.locator('.session-place')).toHaveText(`${crashAfter + 1}/${exams}`)
    await expect(page.locator('[data-phase="LECTURE_AVEUGLE"]').first()).toBeVisible()
    const begins = await images.getAttribute('data-step')
    const kept = page.waitForResponse(/sessions\.view/)
    await page.keyboard.press('Space')
    expect((await kept).ok()).toBe(true)
    const left = await images.getAttribute('data-step')
    expect(left).not.toBe(begins)
    await program.kill()
    program = await startProgram({ profile, env })
    await unlock(page, program.url)
    await page.keyboard.press('s')
    await expect(page.locator('.session-place')).toHaveText(`${crashAfter + 1}/${exams}`)
    await expect(images).toHaveAttribute('data-step', left ?? '')
    await page.keyboard.press('Backspace')
    for (let position = crashAfter + 1; position <= exams; position += 1) await conclude(page, position, 'n')

    await expect(page.getByRole('heading', { name: /Fin de la séance/ })).toBeVisible()
    await expect(page.getByText('prêt à signer')).toHaveCount(signed)
    await page.getByRole('button', { name: `Signer ${signed} avis` }).press('Enter')
    await page.locator('input[type=password]').fill(reader.passphrase)
    await page.keyboard.press('Enter')
    await expect(page.getByText(`${signed} avis signés sur ${exams}.`)).toBeVisible({ timeout: 120_000 })
  } finally {
    await program.stop()
    await rm(profile, { recursive: true, force: true })
  }
})
