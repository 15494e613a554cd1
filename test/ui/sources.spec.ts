/** Settings of the sources, their test, and this console's DICOM identity: by keyboard alone, and said in plain words. */
import type { Page } from '@playwright/test'
import { describeProblem, ExpectedError, type ErrorCode, type SourceStep, type StepResult } from '../../main/contract/index.ts'
import { archiveSource, workingSource } from './settings-in-memory.ts'
import { expect, expectAccessible, rows, test } from './window.ts'

async function open(page: Page, section: string): Promise<void> {
  await expect(rows(page).first()).toBeVisible()
  await page.keyboard.press('Control+,')
  await page.getByRole('navigation').getByRole('button', { name: section, exact: true }).press('Enter')
}

const centres = ['Flers', 'Vire', 'Argentan'].map((name, index) => {
  const source = archiveSource('')
  return { ...source, id: `centre-${index}`, name: `Centre de ${name}`, archive: false, dicomWeb: { ...source.dicomWeb, user: '', passwordSet: false }, dimse: { ...source.dimse, host: `10.0.${index}.2`, calledAE: name.toUpperCase() } }
})
const failing = (step: SourceStep, code: ErrorCode, params = {}): StepResult => ({ step, outcome: 'FAILED', reason: null, problem: describeProblem(new ExpectedError(code, { params })), milliseconds: null, bytes: null, found: null })
const notTried = (step: SourceStep, reason: NonNullable<StepResult['reason']>): StepResult => ({ step, outcome: 'NOT_TRIED', reason, problem: null, milliseconds: null, bytes: null, found: null })

test.describe('the sources', () => {
  test('ask a console without any for one address, and nothing else', async ({ page, prepare, shoot }) => {
    const { state } = await prepare((before) => { before.settings.sources = [] })
    await open(page, 'PACS')
    await expect(page.getByRole('list', { name: 'Sources' })).toHaveCount(0)
    await expectAccessible(page)
    await shoot('sources-none')
    await page.getByLabel('Adresse DICOMweb').fill('https://pacs.exemple.fr/dicom-web')
    await page.getByLabel('Mot de passe').fill('secret')
    await page.getByRole('button', { name: 'Enregistrer et tester' }).press('Enter')
    await expect(page.getByText('La source répond et accepte cet accès.')).toBeVisible()
    expect(state.settings.sources).toMatchObject([{ id: 'pacs', archive: true, dicomWeb: { url: 'https://pacs.exemple.fr/dicom-web', passwordSet: true } }])
    await expect(page.getByRole('list', { name: 'Sources' }).getByRole('listitem')).toHaveCount(1)
  })

  test('bring the priors that the rules say, changed by keyboard', async ({ page, prepare, shoot }) => {
    const { state } = await prepare(() => undefined)
    await open(page, 'PACS')
    await page.getByText('Mammographie : 3 au plus sur 10 ans · apparentées (Échographie, IRM) : 1').press('Enter')
    const rule = page.locator('details[open]')
    await rule.getByLabel('Depuis (années)').fill('40')
    await expect(rule.getByText('De 1 à 30.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Enregistrer', exact: true })).toBeDisabled()
    await rule.getByLabel('Depuis (années)').fill('6')
    await rule.getByLabel('Modalités apparentées').fill('us ?')
    await expect(rule.getByText('Des codes DICOM de modalités, huit au plus.')).toBeVisible()
    await rule.getByLabel('Modalités apparentées').fill('us')
    await rule.getByRole('checkbox', { name: 'De la même région du corps' }).press('Space')
    await expect(page.getByText('Mammographie : 3 au plus sur 6 ans · apparentées (Échographie) : 1')).toBeVisible()
    await expectAccessible(page)
    await shoot('prior-rules')
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).press('Enter')
    await expect.poll(() => state.settings.priors[0]).toEqual({ modalities: ['MG'], years: 6, count: 3, related: ['US'], relatedCount: 1, sameRegion: false, sameSide: false })
    await page.getByRole('button', { name: 'Revenir aux règles d’origine' }).press('Enter')
    await expect(page.getByText('Mammographie : 3 au plus sur 10 ans')).toBeVisible()
  })

  test('are added, ordered, made the archive and removed by keyboard', async ({ page, prepare, shoot }) => {
    const { state } = await prepare((before) => { before.settings.sources.push(...centres) })
    await open(page, 'PACS')
    const list = page.getByRole('list', { name: 'Sources' })
    const names = () => list.locator('.so-title').allInnerTexts()
    await expectAccessible(page)
    await shoot('sources-list')
    await shoot('sources-list-2048', 'portrait')
    await list.getByRole('button', { name: /^Centre de Vire/ }).press('Enter')
    await expect(page.getByLabel('Titre d’AE de la source')).toHaveValue('VIRE')
    await page.keyboard.press('Alt+ArrowUp')
    expect(await names()).toEqual(['PACS', 'Centre de Vire', 'Centre de Flers', 'Centre de Argentan'])
    await page.getByText('Récupération, débit et horaires').press('Enter')
    await page.getByRole('button', { name: 'Monter C-MOVE' }).press('Enter')
    await page.getByLabel('Débit maximal (Mbit/s)').fill('20')
    await page.getByRole('checkbox', { name: 'Seulement à certaines heures' }).press('Space')
    await page.getByRole('checkbox', { name: 'sam.' }).press('Space')
    await page.getByLabel('De', { exact: true }).fill('8 pm')
    await expect(page.getByText('Une heure de 00:00 à 23:59.')).toBeVisible()
    await page.getByLabel('De', { exact: true }).fill('19:30')
    await page.getByRole('checkbox', { name: /^Archive/ }).press('Space')
    await expectAccessible(page)
    await shoot('sources-form')
    await shoot('sources-form-2048', 'portrait')
    await page.getByRole('button', { name: 'Ajouter une source' }).press('Enter')
    await page.getByRole('textbox', { name: 'Nom de la source' }).fill('')
    await expect(page.getByText('Donnez un nom')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Enregistrer', exact: true })).toBeDisabled()
    await page.getByRole('textbox', { name: 'Nom de la source' }).fill('Centre de Caen')
    await list.getByRole('button', { name: 'Retirer Centre de Argentan' }).press('Enter')
    await page.getByRole('alertdialog').getByRole('button', { name: 'Retirer' }).press('Enter')
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).press('Enter')
    await expect.poll(() => state.settings.sources.map(({ name, archive }) => [name, archive])).toEqual([['PACS', false], ['Centre de Vire', true], ['Centre de Flers', false], ['Centre de Caen', false]])
    expect(state.settings.sources[1]).toMatchObject({ retrieval: ['WADO_RS', 'C_MOVE', 'C_GET'], bytesPerSecond: 2_500_000, hours: { days: [1, 2, 3, 4, 5, 7], from: '19:30', to: '07:00' } })
    // A secret that nobody touched is kept.
    expect(state.settings.sources[0]?.dicomWeb.passwordSet).toBe(true)
  })

  test('say what works, how fast, and what was left there', async ({ page, prepare, shoot }) => {
    const { state } = await prepare(() => undefined)
    await open(page, 'PACS')
    await page.getByRole('button', { name: 'Tester', exact: true }).press('Enter')
    const table = page.getByRole('table', { name: 'Résultat du test de PACS' })
    await expect(table).toContainText('Récupération, C-MOVE')
    await expect(table).toContainText('27,3 Mo')
    await expect(table).toContainText('33,2 Mo/s')
    await expect(page.getByText('BINOCLE-ESSAI, StudyInstanceUID')).toBeVisible()
    expect(state.asked).toContain('sources.test')
    await expectAccessible(page)
    await table.scrollIntoViewIfNeeded()
    await shoot('sources-test-ok')
    await shoot('sources-test-ok-2048', 'portrait')
  })

  test('A1 say in French what does not work and what to ask of whom', async ({ page, prepare, shoot }) => {
    await prepare((state) => {
      state.settings.dicomIdentity = { ...state.settings.dicomIdentity, aeTitle: 'LECTURE1', listen: { ...state.settings.dicomIdentity.listen, host: '10.8.0.12' } }
      state.sourceTest = {
        steps: [...workingSource.steps.filter(({ step }) => ['WEB_ECHO', 'QIDO_RS', 'WADO_RS'].includes(step)), failing('C_ECHO', 'pacs/calling-ae'), notTried('C_FIND', 'EARLIER_FAILED'), failing('C_MOVE', 'pacs/dimse-status', { status: 'A801' }), notTried('STOW_RS', 'NOT_ALLOWED')],
        clockAheadSeconds: -412, testStudyInstanceUID: null,
      }
    })
    await open(page, 'PACS')
    await page.getByRole('button', { name: 'Tester', exact: true }).press('Enter')
    await expect(page.getByText('La source répond, mais tout ne fonctionne pas.')).toBeVisible()
    await expect(page.getByText('Le PACS ne connaît pas le titre d’AE de ce poste.')).toBeVisible()
    await expect(page.getByText(/inscrire le titre d’AE «\u00a0LECTURE1\u00a0», à l’adresse IP de ce poste, port 11112/)).toBeVisible()
    await expect(page.getByText(/La source retarde de 412/)).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('table').scrollIntoViewIfNeeded()
    await shoot('sources-test-partly')
    await shoot('sources-test-partly-2048', 'portrait')
  })

  test('and this console tell each other apart by title, address and certificate', async ({ page, prepare, shoot }) => {
    const { state } = await prepare((before) => { before.listener = { listening: null, problem: describeProblem(new ExpectedError('listener/port-taken', { params: { host: '10.8.0.12', port: 11_112 } })) } })
    await open(page, 'Identité DICOM')
    await expect(page.getByText('Le port 11112 est déjà pris sur 10.8.0.12.')).toBeVisible()
    await page.getByLabel('Titre d’AE de ce poste').fill('ÉCRAN')
    await expect(page.getByText('1 à 16 caractères, sans accent')).toBeVisible()
    await page.getByLabel('Titre d’AE de ce poste').fill('LECTURE1')
    await page.getByLabel('Adresse d’écoute').fill('0.0.0.0')
    await expect(page.getByText('tous les réseaux du poste')).toBeVisible()
    await page.getByLabel('Adresse d’écoute').fill('10.8.0.12')
    await page.getByLabel('Titre d’AE de l’appelant').fill('IRM2')
    await page.getByLabel('Adresse de l’appelant').fill('10.0.0.7')
    await page.getByRole('button', { name: 'Permettre' }).press('Enter')
    await page.getByRole('button', { name: 'Reprises comme un import' }).press('Enter')
    await expectAccessible(page)
    await shoot('identity')
    await shoot('identity-2048', 'portrait')
    state.listener = { listening: '10.8.0.12:11112', problem: null }
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).press('Enter')
    await expect(page.getByText('À l’écoute sur 10.8.0.12:11112.')).toBeVisible()
    expect(state.settings.dicomIdentity).toMatchObject({ aeTitle: 'LECTURE1', listen: { host: '10.8.0.12', callers: [{ aeTitle: 'IRM2', address: '10.0.0.7' }], unsolicited: 'TAKE' } })
  })
})
