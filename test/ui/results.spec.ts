/** How signed reports leave, as an administrator sets it: what a clinical document still lacks is said there, by keyboard alone. */
import type { Page } from '@playwright/test'
import { expect, expectAccessible, rows, test } from './window.ts'

async function open(page: Page, section: string): Promise<void> {
  await page.keyboard.press('Control+,')
  await page.getByRole('navigation').getByRole('button', { name: section, exact: true }).press('Enter')
}

test('reports leave as documents, to the archive too, and by site; what is lacking is named until it is entered', async ({ page, prepare, shoot }) => {
  const { state } = await prepare(() => undefined)
  await expect(rows(page).first()).toBeVisible()
  await open(page, 'RIS')
  const block = page.getByRole('region', { name: 'Envoi des comptes rendus' })
  await expect(block.getByText('Il manque de quoi établir un document CDA')).toHaveCount(0)
  await block.getByRole('radio', { name: 'Document CDA du CI-SIS' }).press('Space')
  await block.getByRole('checkbox', { name: 'Déposer aussi le document CDA au PACS', exact: true }).press('Space')
  const lacking = block.getByRole('list', { name: 'Il manque de quoi établir un document CDA' }).getByRole('listitem')
  await expect(lacking).toHaveCount(4)
  await block.getByRole('textbox', { name: 'OID du domaine des patients', exact: true }).fill('1.2.x')
  await expect(block.getByText('Des nombres séparés par des points')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Enregistrer', exact: true })).toBeDisabled()
  await expectAccessible(page)
  await shoot('results-lacking')
  await block.getByRole('textbox', { name: 'OID du domaine des patients', exact: true }).fill('1.2.250.1.999.1')
  await block.getByRole('combobox', { name: 'Secteur d’activité de la structure' }).press('Enter')
  await page.getByRole('option', { name: 'Dépistage' }).press('Enter')
  await block.getByLabel('Nom du site').fill('Centre d’imagerie de Flers')
  await block.getByRole('button', { name: 'Ajouter' }).press('Enter')
  await block.getByRole('checkbox', { name: 'Déposer aussi le document CDA au PACS, Centre d’imagerie de Flers' }).press('Space')
  await expect(lacking).toHaveText([/Dr Essai Lecteur/, /Dr Première Lecture/])
  await expectAccessible(page)
  await block.scrollIntoViewIfNeeded()
  await shoot('results-sites')
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).press('Enter')
  await expect.poll(() => state.settings.reportPayload).toEqual({
    default: { payload: 'CDA', patientOid: '1.2.250.1.999.1', accessionOid: '', archiveCda: true }, level: 1, characterSet: 'UNICODE UTF-8', sector: 'DEPISTAGE',
    sites: { 'Centre d’imagerie de Flers': { payload: 'PDF', patientOid: '', accessionOid: '', archiveCda: false } },
  })
  await open(page, 'Comptes')
  await page.getByRole('button', { name: 'Identité professionnelle de Dr Première Lecture' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Identité professionnelle de Dr Première Lecture' })
  await dialog.getByLabel('Numéro RPPS').fill('81001234561')
  await expect(dialog.getByText('Ce numéro n’est pas valable')).toBeVisible()
  await expectAccessible(page)
  await shoot('results-professional')
  await dialog.getByLabel('Numéro RPPS').fill('81001234566')
  await dialog.getByLabel('Nom d’exercice', { exact: true }).fill('LECTURE')
  await dialog.getByLabel('Prénom d’exercice').fill('Première')
  await dialog.getByLabel('Prénom d’exercice').press('Enter')
  await expect(page.getByText('Identité professionnelle enregistrée')).toBeVisible()
  expect(state.professionals).toMatchObject([{ rpps: '81001234566', familyName: 'LECTURE', givenName: 'Première' }])
})
