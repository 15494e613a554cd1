/** Discs, folders and archives on the real program: what they hold, the choice, what comes in, and whose it is. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { zipSync } from 'fflate'
import { discFiles } from '../fixtures/medium.ts'
import { hasTool } from '../fixtures/tools.ts'
import { startProgram, type Program } from '../program/start-program.ts'
import { passphrase } from './console-in-memory.ts'
import { expectAccessible } from './window.ts'

const row = (page: Page, text: RegExp) => page.getByRole('grid').locator('[role=row][data-study]').filter({ hasText: text })

test.describe.serial('media on the real program', () => {
  test.setTimeout(240_000)
  test.skip(!hasTool('dcmmkdir'), 'skipped where dcmmkdir is not installed')
  let program: Program
  let folder: string
  let page: Page
  const shoot = async (name: string) => {
    const shots = process.env['BINOCLE_SHOTS']
    if (shots === undefined) return
    for (const size of [{ width: 1920, height: 1080 }, { width: 2048, height: 2560 }]) {
      await page.setViewportSize(size)
      await page.waitForTimeout(250)
      await page.screenshot({ path: `${shots}/${name}-${size.width}.png` })
    }
    await page.setViewportSize({ width: 1920, height: 1080 })
  }

  test.beforeAll(async ({ browser }) => {
    folder = mkdtempSync(join(tmpdir(), 'binocle-media-ui-'))
    program = await startProgram({ profile: join(folder, 'profile') })
    page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'fr-FR' })).newPage()
    await page.goto(program.url)
    await page.getByLabel('Nom affiché').fill('Dr Essai')
    await page.getByLabel('Phrase de passe', { exact: true }).fill(passphrase)
    await page.getByLabel('Répéter la phrase de passe').fill(passphrase)
    await page.getByRole('checkbox', { name: /démonstration/i }).uncheck()
    await page.keyboard.press('Enter')
    await expect(page.locator('input[data-import=folder]')).toBeAttached()
  })
  test.afterAll(async () => {
    await page.context().close()
    await program.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  function disc(name: string, files: ReadonlyMap<string, Uint8Array>): string {
    const at = join(folder, name)
    for (const [path, bytes] of files) { mkdirSync(dirname(join(at, path)), { recursive: true }); writeFileSync(join(at, path), bytes) }
    return at
  }

  test('a disc is shown from its directory, with what is missing and what is not listed, and the chosen exams come in', async () => {
    const at = disc('CD', discFiles())
    execFileSync('dcmmkdir', ['-Pgp', '--invent', '+id', at, '+r', '+D', join(at, 'DICOMDIR')], { stdio: 'pipe' })
    rmSync(join(at, 'IMAGES/EX1/IM0002'))
    writeFileSync(join(at, 'LISEZMOI.TXT'), 'Visionneuse')
    disc('CD', new Map([['AJOUT/IM0001', discFiles({ study: 'late', images: 1, date: '20240310' }).get('IMAGES/EX1/IM0001') ?? new Uint8Array()]]))
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: /Importer CD ou dossier/ }).click()
    await (await chooser).setFiles(at)
    const dialog = page.getByRole('dialog', { name: 'Contenu du support' })
    await expect(dialog.getByRole('region', { name: 'SPÉCIMEN Jeanne' })).toContainText('nouveau patient ici')
    await expect(dialog).toContainText('1 fichier nommé par le répertoire manque')
    await expect(dialog).toContainText('1 fichier DICOM absent du répertoire')
    await expect(dialog).toContainText('1 autre fichier, non DICOM')
    await expectAccessible(page)
    await shoot('media-tree')
    await dialog.getByRole('checkbox', { name: /Examen 3/ }).uncheck()
    await dialog.getByRole('button', { name: /Importer 3 examens \(5 objets\)/ }).click()
    await expect(page.getByText('5 objets enregistrés')).toBeVisible()
    await expect(row(page, /SPÉCIMEN/)).toHaveCount(3)
    await expect(row(page, /GABARIT/)).toHaveCount(0)
  })

  test('an archive says what is here already and what cannot be read, and can be left without a trace', async () => {
    const at = join(folder, 'envoi.zip')
    writeFileSync(at, zipSync({ ...Object.fromEntries(discFiles()), 'autre.zip': zipSync({ a: new Uint8Array(10) }) }))
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: /Importer des fichiers/ }).click()
    await (await chooser).setFiles(at)
    const dialog = page.getByRole('dialog', { name: 'Contenu du support' })
    await expect(dialog.getByRole('region', { name: 'SPÉCIMEN Jeanne' })).toContainText('patient connu ici')
    await expect(dialog).toContainText('2 déjà ici')
    await dialog.getByText('1 fichier illisible').click()
    await expect(dialog).toContainText('Archive dans une archive')
    await shoot('media-archive')
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(row(page, /GABARIT/)).toHaveCount(0)
  })

  test('an archive that is cut says so and nothing else', async () => {
    const at = join(folder, 'coupee.zip')
    writeFileSync(at, zipSync(Object.fromEntries(discFiles())).subarray(0, 3000))
    await page.locator('input[data-import=files]').setInputFiles(at)
    const dialog = page.getByRole('dialog', { name: 'Contenu du support' })
    await expect(dialog).toContainText('Aucun examen lisible')
    await expect(dialog).toContainText('Archive incomplète')
    await shoot('media-broken')
    await page.keyboard.press('Escape')
  })

  test('a number that stands for somebody else is said on the disc, in the list and in the bar of the reading', async () => {
    const at = disc('CONFLIT', new Map([...discFiles({ patient: 'AUTREMENT^Anne', birth: '19711231', study: 'conflict', images: 1, date: '20250401' })].slice(0, 1)))
    await page.locator('input[data-import=folder]').setInputFiles(at)
    const dialog = page.getByRole('dialog', { name: 'Contenu du support' })
    await expect(dialog).toContainText('identité en conflit avec un patient connu ici (autre nom, autre date de naissance)')
    await shoot('media-conflict')
    await dialog.getByRole('button', { name: /Importer 1 examen/ }).click()
    await expect(row(page, /AUTREMENT/)).toContainText('Identité en conflit')
    await shoot('worklist-conflict')
    await row(page, /AUTREMENT/).dblclick()
    const band = page.getByRole('group', { name: 'Identité du patient' })
    await expect(band).toContainText('Identité en conflit')
    await shoot('reading-conflict')
  })

  test('images that name nobody are given to a patient, say so everywhere, and can be taken back by keyboard alone', async () => {
    await page.getByRole('button', { name: /Retour|Liste de travail/ }).first().click()
    const at = disc('ANONYME', new Map([...discFiles({ patient: 'ANONYMOUS', id: '', birth: '', study: 'anonymous', images: 1, date: '20250501' })].slice(0, 1)))
    await page.locator('input[data-import=folder]').setInputFiles(at)
    const medium = page.getByRole('dialog', { name: 'Contenu du support' })
    await expect(medium).toContainText('sans identité')
    await medium.getByRole('button', { name: /Importer 1 examen/ }).click()
    await expect(row(page, /ANONYMOUS/)).toContainText('Patient à préciser')
    await expect(page.getByText(/examens importés attendent/)).toBeVisible()
    await shoot('reconcile-waiting')
    await row(page, /ANONYMOUS/).click()
    await page.keyboard.press('i')
    const dialog = page.getByRole('dialog', { name: 'À quel patient appartiennent ces images ?' })
    // Found by the accession number alone, and said to differ.
    await expect(dialog.getByRole('row', { name: /AUTREMENT Anne/ })).toContainText('autre nom')
    await dialog.getByLabel('Chercher un autre patient présent ici').fill('specimen')
    await dialog.getByRole('radio', { name: 'SPÉCIMEN Jeanne' }).press('Space')
    await expect(dialog.getByRole('row', { name: /SPÉCIMEN Jeanne/ })).toContainText('autre nom')
    await expectAccessible(page)
    await shoot('reconcile')
    await dialog.getByRole('button', { name: 'Rattacher à SPÉCIMEN Jeanne' }).press('Enter')
    await expect(row(page, /SPÉCIMEN.*01\.05\.2025/)).toContainText('Identité rapprochée')
    await row(page, /SPÉCIMEN.*01\.05\.2025/).dblclick()
    await expect(page.getByRole('group', { name: 'Identité du patient' })).toContainText('Identité rapprochée')
    await shoot('reading-reconciled')
    await page.getByRole('button', { name: /Retour|Liste de travail/ }).first().click()
    await row(page, /SPÉCIMEN.*01\.05\.2025/).click()
    await page.keyboard.press('i')
    await dialog.getByRole('button', { name: 'Annuler cette décision' }).click()
    await expect(row(page, /ANONYMOUS/)).toContainText('Patient à préciser')
  })
})
