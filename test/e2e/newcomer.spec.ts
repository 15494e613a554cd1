/** A newcomer's first minutes, with nothing but the program: welcome, demonstration studies, a mammogram read and
 *  signed, a report that waits and says so. Takes the pictures that the documents show. */
import { expect, test } from '@playwright/test'
import { newProfile } from '../program/scenario.ts'
import { startProgram, type Program } from '../program/start-program.ts'
import { imagesShown, lock, toWorklist, unlock, welcome, type Reader } from './window.ts'

const reader: Reader = { displayName: 'Dr Lecteur Un', passphrase: 'quatre saisons au bocage' }
const picture = (name: string) => `test-results/screens/${name}.png`

test.describe('a newcomer', () => {
  let program: Program
  test.beforeAll(async () => { program = await startProgram({ profile: await newProfile() }) })
  test.afterAll(async () => { await program.stop() })

  test('reads and signs a demonstration mammogram', async ({ page }) => {
    await page.goto(program.url)
    await test.step('the welcome speaks both languages', async () => {
      await page.getByRole('button', { name: 'English' }).click()
      await expect(page.getByRole('heading', { name: 'Welcome' })).toBeVisible()
      await page.getByRole('button', { name: 'Français' }).click()
      await page.screenshot({ path: picture('welcome') })
      await welcome(page, reader)
    })
    await test.step('five generated studies are listed, and the EEG says that its console comes later', async () => {
      await expect(page.getByRole('row', { name: /EEG/ })).toBeVisible({ timeout: 120_000 })
      await expect(page.getByRole('row', { name: /démo/ })).toHaveCount(5)
      await page.screenshot({ path: picture('worklist') })
      await page.getByRole('row', { name: /EEG/ }).dblclick()
      await expect(page.getByText(/EEG.*(pas encore|prochaine|à venir|ultérieure|n’est pas)/i).first()).toBeVisible()
      await page.keyboard.press('Escape')
    })
    await test.step('the mammogram hangs with its prior', async () => {
      await page.getByRole('row', { name: /Mammographie.*10\.03\.2025/ }).dblclick()
      await imagesShown(page, 8)
      await page.screenshot({ path: picture('reading') })
      await page.screenshot({ path: 'test-results/screens/reading.jpg', type: 'jpeg', quality: 70 })
      await page.setViewportSize({ width: 2048, height: 2560 })
      await imagesShown(page, 8)
      await page.waitForTimeout(1500)
      await page.screenshot({ path: picture('reading-portrait') })
      await page.setViewportSize({ width: 1920, height: 1080 })
      await imagesShown(page, 8)
    })
    await test.step('it is read, signed, and its report waits for a destination', async () => {
      await page.keyboard.press('d')
      await page.keyboard.press('1')
      await page.keyboard.press('g')
      await page.keyboard.press('1')
      await page.getByRole('radio', { name: /^Type 3/ }).click()
      await page.keyboard.press('Shift+E')
      await page.screenshot({ path: picture('sheet') })
      await page.getByRole('button', { name: /Signer la première lecture/ }).click()
      const dialog = page.getByRole('dialog', { name: /Signer la/ })
      await page.screenshot({ path: picture('sign') })
      await dialog.getByLabel('Phrase de passe').fill(reader.passphrase)
      await dialog.getByRole('button', { name: 'Signer', exact: true }).click()
      await expect(page.getByText('Lecture signée', { exact: true })).toBeVisible({ timeout: 60_000 })
      await page.screenshot({ path: picture('signed') })
      await toWorklist(page)
      await expect(page.getByRole('row', { name: /signé.*10\.03\.2025/ })).toBeVisible()
    })
    await test.step('the work is there after a lock', async () => {
      await lock(page)
      await page.screenshot({ path: picture('locked') })
      await unlock(page, reader)
      await expect(page.getByRole('row', { name: /signé.*10\.03\.2025/ })).toBeVisible()
    })
  })
})
