/** Q5 in the real program: on an office screen a mammogram of the programme shows its images and is not read; on a
 *  training console it is drafted and never concluded; on a mammography display it begins anew and is signed. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { accessibilityFindings } from '../fixtures/accessibility.ts'
import { mammographyScreen } from '../program/mammography-display.ts'
import { currentStudy, mammogramFolder, mammogramMissing, newProfile } from '../program/scenario.ts'
import { startProgram, type Program } from '../program/start-program.ts'
import { checkDisplay, enterDisplay, imagesShown, openSettings, toWorklist, unlock, lock, welcome, type Reader } from './window.ts'

const reader: Reader = { displayName: 'Dr Lecteur Un', passphrase: 'quatre saisons au bocage' }
const office = { width: 1920, height: 1080 }
const picture = (name: string) => `test-results/screens/${name}.png`

/** The window lies on another screen from now on. */
async function sitAt(page: Page, size: { width: number; height: number }): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setDeviceMetricsOverride', { ...size, screenWidth: size.width, screenHeight: size.height, deviceScaleFactor: 1, mobile: false })
}
const openStudy = async (page: Page, images = 4) => {
  await page.getByRole('row', { name: /10\.03\.2025/ }).click()
  await page.keyboard.press('Enter')
  await imagesShown(page, images)
}
/** As another window of this reader would, while this one shows the exam. */
const importBeside = async (page: Page, file: string) => page.evaluate(async (base64) => {
  const headers = { authorization: `Bearer ${Object.values(sessionStorage).find((value) => value.length >= 32) ?? ''}` }
  const post = (path: string, body: object) => fetch(path, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const { importId } = await (await post('/api/import.open', {})).json() as { importId: string }
  await fetch(`/import/${importId}/late.dcm`, { method: 'PUT', headers, body: Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)) })
  await post('/api/import.close', { importId })
}, (await readFile(file)).toString('base64'))
const accessible = async (page: Page) => { expect(await accessibilityFindings(page)).toEqual([]) }
/** Asks past the interface, as the window of a reader who would not be stopped by a missing button. */
const ask = async (page: Page, operation: string, input: (reading: { id: string; version: number }) => object): Promise<string> => {
  const call = (name: string, body: object) => page.evaluate(async ([path, json]) => {
    const bearer = Object.values(sessionStorage).find((value) => value.length >= 32) ?? ''
    return (await fetch(path, { method: 'POST', headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }, body: json })).json() as Promise<{ id: string; version: number; code?: string }>
  }, [`/api/${name}`, JSON.stringify(body)] as const)
  const opened = await call('reading.open', { studyInstanceUID: currentStudy })
  return (await call(operation, input(opened))).code ?? 'accepted'
}
const auditOf = (page: Page) => page.evaluate(async () => {
  const bearer = Object.values(sessionStorage).find((value) => value.length >= 32) ?? ''
  const answer = await fetch('/api/audit.list', { method: 'POST', headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }, body: JSON.stringify({ before: null, limit: 500 }) })
  const { rows } = await answer.json() as { rows: { event: string; outcome: string; detail: string }[] }
  return rows.toReversed().map(({ event, outcome, detail }) => `${event} ${outcome} ${detail}`)
})

test.describe('a reading of the programme', () => {
  test.skip(mammogramMissing !== null, mammogramMissing ?? '')
  let program: Program
  test.beforeAll(async () => { program = await startProgram({ profile: await newProfile() }) })
  test.afterAll(async () => { await program.stop() })

  test('Q5 is refused on an unfit display, drafted in training only, and begun anew on a fit one', async ({ page }) => {
    await page.goto(program.url)
    await test.step('an office screen: the images are shown, the reading is refused with every reason', async () => {
      await page.getByRole('checkbox', { name: /démonstration/ }).click()
      await welcome(page, reader)
      const folder = join(mammogramFolder, 'current'), late = 'RMLO.dcm'
      await page.locator('input[data-import=files]').setInputFiles((await readdir(folder)).filter((name) => name.endsWith('.dcm') && name !== late).map((name) => join(folder, name)))
      await expect(page.getByRole('row', { name: /à lire.*10\.03\.2025/ })).toBeVisible({ timeout: 60_000 })
      await expect(page.getByText('3 images', { exact: true })).toBeVisible()
      await openStudy(page, 3)
      await expect(page.getByText('MLO droit : cliché absent de l’examen')).toBeVisible()
      await importBeside(page, join(folder, late))
      await imagesShown(page, 4)
      const arrived = page.getByText('Des images de cet examen viennent d’arriver')
      await expect(arrived.first()).toBeVisible()
      await expect(arrived).toHaveCount(0)
      await expect(page.getByText('Affichage non conforme : lecture du programme refusée.')).toBeVisible()
      const refusal = page.getByRole('region', { name: 'Lecture refusée sur cet affichage' })
      await expect(refusal.getByText(/2,07 mégapixels.*au moins 5/)).toBeVisible()
      await expect(refusal.getByText(/n’est pas au registre/)).toBeVisible()
      await expect(refusal.getByRole('button', { name: /en formation/ })).toHaveCount(0)
      await page.getByRole('button', { name: 'Pourquoi ?' }).click()
      await accessible(page)
      await page.screenshot({ path: picture('unfit') })
      expect((await auditOf(page)).filter((row) => row.endsWith('display/unfit'))).not.toEqual([])
    })

    await test.step('a training console: an override with its reason, a mark that stays, a draft that is never signed', async () => {
      await openSettings(page, 'Écrans')
      await page.getByRole('checkbox', { name: 'Ce poste est un poste de formation' }).click()
      await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
      await expect(page.getByText('Réglages enregistrés')).toBeVisible()
      await toWorklist(page)
      await openStudy(page)
      await page.getByRole('button', { name: 'Lire en formation…' }).click()
      const dialog = page.getByRole('dialog', { name: /Lire en formation/ })
      await dialog.getByLabel('Motif').click()
      await page.getByRole('option', { name: 'Enseignement' }).click()
      // The list fades out for a moment, and what fades is not judged.
      await expect(page.getByRole('listbox')).toHaveCount(0)
      await accessible(page)
      await page.screenshot({ path: picture('override') })
      await dialog.getByRole('button', { name: 'Déroger pour cette session' }).click()
      await expect(page.getByRole('heading', { name: 'Première lecture' })).toBeVisible()
      await expect(page.getByText('Formation : affichage non conforme')).toBeVisible()
      for (const key of ['d', '1', 'g', '1']) await page.keyboard.press(key)
      await page.getByRole('radio', { name: /^Type 2/ }).click()
      await page.keyboard.press('Shift+E')
      await page.getByRole('textbox', { name: /Texte libre/ }).fill('Brouillon de formation.')
      await expect(page.getByText('Enregistré')).toBeVisible()
      await expect(page.getByText('Lecture de formation', { exact: true })).toBeVisible()
      await expect(page.getByRole('button', { name: /Signer la première lecture/ })).toHaveCount(0)
      await accessible(page)
      await page.screenshot({ path: picture('training') })
      expect(await ask(page, 'reading.sign', (reading) => ({ readingId: reading.id, expectedVersion: reading.version, passphrase: reader.passphrase }))).toBe('display/training')
      const audit = await auditOf(page)
      expect(audit).toContainEqual(expect.stringContaining('application-activity success settings.set training=on'))
      expect(audit).toContainEqual('security-alert success display override TEACHING')
      expect(audit).toContainEqual(expect.stringMatching(/^patient-record success begin FIRST study=\S+ display=override TEACHING \(megapixels unknown-display\) unregistered$/))
      expect(audit).toContainEqual(expect.stringMatching(/^patient-record failure .*display\/training$/))
    })

    await test.step('the override ends with the session', async () => {
      await lock(page)
      await unlock(page, reader)
      await openStudy(page)
      await expect(page.getByRole('region', { name: 'Lecture refusée sur cet affichage' })).toBeVisible()
      await toWorklist(page)
    })

    await test.step('a mammography display: the reading begins anew, empty, and is signed', async () => {
      await sitAt(page, mammographyScreen)
      await enterDisplay(page)
      await checkDisplay(page)
      await toWorklist(page)
      await openStudy(page)
      await expect(page.getByRole('heading', { name: 'Première lecture' })).toBeVisible()
      await expect(page.getByText(/Affichage non conforme|Formation : affichage/)).toHaveCount(0)
      await expect(page.getByRole('textbox', { name: /Texte libre/ })).toHaveValue('')
      for (const key of ['d', '1', 'g', '1']) await page.keyboard.press(key)
      await page.getByRole('radio', { name: /^Type 2/ }).click()
      await page.keyboard.press('Shift+E')

      await sitAt(page, office)
      await expect(page.getByText('Affichage non conforme : lecture du programme refusée.')).toBeVisible()
      await page.getByRole('button', { name: /Signer la première lecture/ }).click()
      const sign = page.getByRole('dialog', { name: /Signer la/ })
      await sign.getByLabel('Phrase de passe').fill(reader.passphrase)
      await sign.getByRole('button', { name: 'Signer', exact: true }).click()
      await expect(sign.getByText(/Cet affichage ne convient pas.*2,07 mégapixels/)).toBeVisible()
      await page.screenshot({ path: picture('unfit-sign') })
      await sitAt(page, mammographyScreen)
      await expect(page.getByText(/Affichage non conforme/)).toHaveCount(0)
      await sign.getByLabel('Phrase de passe').fill(reader.passphrase)
      await sign.getByRole('button', { name: 'Signer', exact: true }).click()
      await expect(page.getByText('Lecture signée', { exact: true })).toBeVisible({ timeout: 60_000 })
      expect(await auditOf(page)).toContainEqual(expect.stringMatching(/^patient-record success sign sha256=[0-9a-f]{64} display=fit [0-9a-f-]{36} checked=\d{4}-\d\d-\d\d( |$)/))
    })
  })
})
