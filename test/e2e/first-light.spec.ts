/** First light: a mammogram in a PACS, two readers at one console, each report acknowledged by the PACS and the RIS.
 *  Everything is done in the window, by keyboard where a reader would; what left is then asked of the peers. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { peersPresent, startHl7Receiver, startOrthanc, type Hl7Peer, type OrthancPeer } from '../peers/index.ts'
import { mammogramMissing, newProfile, sendMammogram } from '../program/scenario.ts'
import { mammographyScreen } from '../program/mammography-display.ts'
import { startProgram, type Program } from '../program/start-program.ts'
import { checkDisplay, enterDisplay, imagesShown, lock, openSettings, toWorklist, unlock, welcome, type Reader } from './window.ts'

const run = promisify(execFile)
const first: Reader = { displayName: 'Dr Lecteur Un', passphrase: 'quatre saisons au bocage' }
const second: Reader = { displayName: 'Dr Lectrice Deux', passphrase: 'sept vagues à Granville' }
const remark = 'Œdème discret à gauche, déjà connu ; contrôle inutile.'

const picture = (name: string) => `test-results/screens/${name}.png`

const { orthanc: noOrthanc, hl7: noHl7, dcmtk: noDcmtk } = peersPresent()
const missing = [noOrthanc, noHl7, noDcmtk, mammogramMissing].filter((reason) => reason !== null).join('; ')

test.describe('first light', () => {
  test.skip(missing !== '', missing)
  // A reading of the programme needs a display of 5 megapixels (Q1).
  test.use({ viewport: mammographyScreen, screen: mammographyScreen })
  let orthanc: OrthancPeer
  let ris: Hl7Peer
  let program: Program
  let profile: string

  test.beforeAll(async () => {
    orthanc = await startOrthanc()
    ris = await startHl7Receiver()
    await sendMammogram(orthanc)
    profile = await newProfile()
    program = await startProgram({ profile })
  })
  test.afterAll(async () => {
    await program.stop()
    await orthanc.stop()
    await ris.stop()
  })

  test('from the PACS to two acknowledged reports', async ({ page }) => {
    let signedPdfs: string[] = []
    await page.goto(program.url)
    await test.step('welcome, peers, second account', async () => {
      await page.getByRole('checkbox', { name: /démonstration/ }).click()
      await welcome(page, first)
      await openSettings(page, 'PACS')
      await page.getByLabel('Adresse DICOMweb').fill(orthanc.dicomWebUrl)
      await page.getByLabel('Identifiant', { exact: true }).fill(orthanc.user)
      await page.getByLabel('Mot de passe').fill(orthanc.password)
      await page.getByRole('button', { name: 'Enregistrer et tester' }).click()
      await expect(page.getByText('La source répond et accepte cet accès.')).toBeVisible()
      await page.screenshot({ path: picture('settings') })
      await openSettings(page, 'RIS')
      await page.getByLabel('Hôte').fill(ris.host)
      await page.getByLabel('Port').fill(String(ris.port))
      await page.getByRole('button', { name: 'Enregistrer et tester' }).click()
      await expect(page.getByText('Le RIS accepte la connexion.')).toBeVisible()
      await openSettings(page, 'Structure et protocole')
      await page.getByLabel('Structure de lecture').fill('Centre de lecture d’essai')
      await page.getByRole('button', { name: 'Enregistrer', exact: true }).click()
      await openSettings(page, 'Comptes')
      await page.getByRole('button', { name: 'Ajouter un compte' }).click()
      const dialog = page.getByRole('dialog', { name: 'Ajouter un compte' })
      await dialog.getByLabel('Nom').fill(second.displayName)
      await expect(dialog.getByRole('checkbox', { name: 'Second lecteur' })).toBeChecked()
      await dialog.getByLabel('Phrase de passe', { exact: true }).fill(second.passphrase)
      await dialog.getByLabel('Répéter la phrase de passe').fill(second.passphrase)
      await dialog.getByRole('button', { name: 'Créer le compte' }).click()
      await expect(dialog).toBeHidden()
    })

    await test.step('Q5 the display is entered from its calibration report and checked with the pattern', async () => {
      await enterDisplay(page)
      await page.screenshot({ path: picture('check') })
      await checkDisplay(page)
      await expect(page.getByText('Conforme à une lecture du programme', { exact: true })).toBeVisible()
      await page.screenshot({ path: picture('displays') })
    })

    await test.step('find the study in the PACS and retrieve it with its prior', async () => {
      await toWorklist(page)
      await page.getByRole('button', { name: 'Chercher dans le PACS' }).first().click()
      await page.getByLabel('Identifiant du patient').fill('MGPROTO-0001')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('row', { name: /distant.*10\.03\.2025/ })).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog', { name: 'Chercher dans le PACS' })).toBeHidden()
      await page.getByRole('row', { name: /10\.03\.2025/ }).click()
      await page.keyboard.press('Enter')
      await expect(page.getByRole('row', { name: /à lire.*10\.03\.2025/ })).toBeVisible({ timeout: 60_000 })
      await expect(page.getByRole('row', { name: /06\.03\.2023/ })).not.toContainText(/distant|%/, { timeout: 60_000 })
    })

    await test.step('the first reader reads and signs', async () => {
      await page.getByRole('row', { name: /10\.03\.2025/ }).click()
      await page.keyboard.press('Enter')
      await imagesShown(page, 8)
      await expect(page.getByRole('region', { name: 'Première lecture' })).toBeVisible()
      await page.keyboard.press('d')
      await page.keyboard.press('2')
      await page.keyboard.press('g')
      await page.keyboard.press('2')
      await page.getByRole('radio', { name: /^Type 2/ }).click()
      await page.keyboard.press('Shift+E')
      await page.getByRole('textbox', { name: /Texte libre/ }).fill(remark)
      await page.getByRole('button', { name: /Signer la première lecture/ }).click()
      await page.getByRole('dialog', { name: /Signer la/ }).getByLabel('Phrase de passe').fill(first.passphrase)
      await page.getByRole('dialog', { name: /Signer la/ }).getByRole('button', { name: 'Signer', exact: true }).click()
      await expect(page.getByText('Lecture signée', { exact: true })).toBeVisible({ timeout: 60_000 })
      await page.getByRole('button', { name: 'Voir le compte rendu' }).click()
      await expect(page.getByRole('dialog', { name: /Compte rendu de/ }).getByText(remark)).toBeVisible()
      await page.waitForTimeout(500)
      await page.screenshot({ path: picture('report') })
      await page.keyboard.press('Escape')
      await toWorklist(page)
      await expect(page.getByRole('row', { name: /envoyé.*10\.03\.2025/ })).toBeVisible({ timeout: 60_000 })
    })

    await test.step('the second reader reads blind, freezes, reveals, signs', async () => {
      await lock(page)
      await unlock(page, second)
      await page.getByRole('row', { name: /10\.03\.2025/ }).click()
      await page.keyboard.press('Enter')
      await imagesShown(page, 8)
      await expect(page.getByText('Lecture en aveugle')).toBeVisible()
      await expect(page.getByText(remark)).toHaveCount(0)
      await page.screenshot({ path: picture('blind') })
      await page.keyboard.press('n')
      await page.getByRole('radio', { name: /^Type 3/ }).click()
      await page.getByRole('button', { name: /Figer mon avis/ }).click()
      await page.getByRole('alertdialog', { name: /Figer l’avis/ }).getByRole('button', { name: /Figer/ }).click()
      await page.getByRole('button', { name: /Révéler l’avis du premier lecteur/ }).click()
      await expect(page.getByText(remark)).toBeVisible()
      await page.screenshot({ path: picture('reveal') })
      await page.getByRole('button', { name: /Confirmer et signer la seconde lecture/ }).click()
      await page.getByRole('dialog', { name: /Signer la/ }).getByLabel('Phrase de passe').fill(second.passphrase)
      await page.getByRole('dialog', { name: /Signer la/ }).getByRole('button', { name: 'Signer', exact: true }).click()
      await expect(page.getByText('Lecture signée', { exact: true })).toBeVisible({ timeout: 60_000 })
      await toWorklist(page)
      await expect(page.getByRole('row', { name: /envoyé.*10\.03\.2025/ })).toBeVisible({ timeout: 60_000 })
    })

    await test.step('the PACS holds one PDF and one SR per signed report, valid and equal to what was signed', async () => {
      const token = await page.evaluate(() => Object.values(sessionStorage).find((value) => value.length >= 32) ?? '')
      const answers = await page.evaluate(async (bearer) => {
        const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }
        const { rows } = await (await fetch('/api/delivery.list', { method: 'POST', headers, body: '{}' })).json() as { rows: { reportId: string; studyInstanceUID: string }[] }
        const study = rows[0]?.studyInstanceUID
        const { reports } = await (await fetch('/api/reports.ofStudy', { method: 'POST', headers, body: JSON.stringify({ studyInstanceUID: study }) })).json() as { reports: { id: string }[] }
        return Promise.all(reports.map(async ({ id }) => Array.from(new Uint8Array(await (await fetch(`/reports/${id}/pdf`, { headers })).arrayBuffer()))))
      }, token)
      signedPdfs = answers.map((bytes) => sha256(Uint8Array.from(bytes)))
      expect(signedPdfs).toHaveLength(2)

      const folder = await mkdtemp(join(tmpdir(), 'binocle-reports-'))
      const kinds: string[] = []
      const stored: string[] = []
      for (const uid of await orthanc.instances()) {
        const bytes = await orthanc.file(uid)
        if (bytes === null) throw new Error('the PACS lists an object that it does not have')
        const file = join(folder, `${uid}.dcm`)
        await writeFile(file, bytes)
        const { stdout } = await run('dcmdump', ['+P', 'SOPClassUID', file])
        const kind = /EncapsulatedPDF/.test(stdout) ? 'PDF' : /BasicTextSR|ComprehensiveSR/.test(stdout) ? 'SR' : 'image'
        if (kind === 'image') continue
        kinds.push(kind)
        const verdict = await run('dciodvfy', ['-new', file]).then(({ stderr }) => stderr, (error: { stderr: string }) => error.stderr)
        expect(verdict.split('\n').filter((line) => line.startsWith('Error')), `${kind} ${uid}`).toEqual([])
        if (kind !== 'PDF') continue
        await run('dcm2pdf', [file, `${file}.pdf`])
        stored.push(sha256(await readFile(`${file}.pdf`)))
      }
      expect(kinds.toSorted()).toEqual(['PDF', 'PDF', 'SR', 'SR'])
      expect(stored.toSorted()).toEqual(signedPdfs.toSorted())
    })

    await test.step('the RIS got each result exactly once, accents intact', async () => {
      const messages = await ris.received(2)
      expect(messages).toHaveLength(2)
      expect(new Set(messages.map((message) => message.controlId)).size).toBe(2)
      expect(messages.every((message) => message.type.startsWith('ORU') && message.charset === 'UNICODE UTF-8')).toBe(true)
      const text = messages.flatMap((message) => message.observations.map((observation) => observation.text ?? '')).join('\n')
      for (const words of ['Première lecture', 'Seconde lecture négative', 'Avis figé en aveugle', 'règles du dépistage organisé']) expect(text).toContain(words)
      const documents = messages.flatMap((message) => message.observations.flatMap((observation) => observation.sha256 ?? []))
      expect(documents.toSorted()).toEqual(signedPdfs.toSorted())
    })

    await test.step('nothing of the patient lies in the profile or in what the program said', async () => {
      const needles = ['Mammatest', 'MAMMATEST', 'MGPROTO-0001'].map((text) => Buffer.from(text))
      for (const entry of await readdir(profile, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue
        const bytes = await readFile(join(entry.parentPath, entry.name))
        for (const needle of needles) expect(bytes.includes(needle), join(entry.parentPath, entry.name)).toBe(false)
      }
      for (const needle of needles) expect(program.output.join('\n')).not.toContain(needle.toString())
      expect(await page.title()).toBe('Binocle')
      expect(page.url()).not.toMatch(/mammatest|MGPROTO/i)
    })
  })
})

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
