/** The structure's desk in the window, by keyboard alone. */
import type { Page } from '@playwright/test'
import { account, type ConsoleState } from './console-in-memory.ts'
import { expect, expectAccessible, rows, test } from './window.ts'

const coordinate = (state: ConsoleState) => {
  state.active = account('Coordination d’essai', 'COORDINATOR')
  state.accounts = [state.active]
}
const openDesk = async (page: Page) => {
  await expect(rows(page).first()).toBeVisible()
  await page.keyboard.press('Control+Shift+S')
  await expect(page.getByRole('grid', { name: 'Examens suivis' })).toBeVisible()
}
const gridOf = (page: Page, tab: string) => page.getByRole('tabpanel', { name: tab }).getByRole('grid', { name: 'Examens suivis' })
const exams = (page: Page) => page.getByRole('grid', { name: 'Examens suivis' }).locator('[role=row][data-study]')

test('every exam, late ones first; a workup and a letter by keyboard; axe finds nothing', async ({ page, prepare, shoot }) => {
  const { state } = await prepare(coordinate)
  await openDesk(page)
  await expect(exams(page).first()).toContainText('En retard')
  await expectAccessible(page)
  await shoot('desk-exams-1920')

  await page.getByRole('tab', { name: 'BDD' }).focus()
  await page.keyboard.press('Enter')
  await expect(exams(page).first()).toContainText('BDD attendu')
  await page.getByRole('grid', { name: 'Examens suivis' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const enter = page.getByRole('button', { name: 'Saisir le résultat du BDD' })
  await expect(enter).toBeVisible()
  await shoot('desk-bdd-1920')
  await page.keyboard.press('Tab')
  await expect(enter).toBeFocused()
  await page.keyboard.press('Enter')
  const form = page.getByRole('dialog', { name: 'Bilan de diagnostic différé' })
  await expect(form.getByRole('button', { name: 'Enregistrer' })).toBeDisabled()
  await form.getByLabel('ACR sein gauche').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name: 'ACR 4' }).press('Enter')
  await shoot('desk-bdd-form-1920')
  await form.getByRole('button', { name: 'Enregistrer' }).press('Enter')
  await expect(form).toBeHidden()
  expect(state.asked).toContain('structure.saveBdd')

  await page.getByRole('tab', { name: 'Courriers' }).click()
  await gridOf(page, 'Courriers').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('tabpanel', { name: 'Courriers' }).getByRole('button', { name: /^Préparer/ }).first()).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const letter = page.getByRole('dialog', { name: 'Courrier' })
  await expect(letter.getByRole('heading', { name: /examens complémentaires/ })).toBeVisible()
  await shoot('desk-letter-1920')
  await letter.getByRole('button', { name: 'Éditer le courrier' }).press('Enter')
  await expect(page.getByText('édité le 12.03.2025')).toBeVisible()
})

test('a technical recall comes back with its redone films, an exam put aside comes back, another is withdrawn with its reason: keys alone', async ({ page, prepare, shoot }) => {
  const { state } = await prepare(coordinate)
  await openDesk(page)
  await page.getByRole('tab', { name: 'Rappels techniques' }).focus()
  await page.keyboard.press('Enter')
  await gridOf(page, 'Rappels techniques').focus()
  await expect(page.getByRole('button', { name: 'Clichés reçus' })).toBeVisible()
  await page.keyboard.press('f')
  const films = page.getByRole('dialog', { name: 'Clichés reçus' })
  await expect(films.getByRole('checkbox', { checked: true })).toHaveCount(1)
  await expectAccessible(page)
  await shoot('desk-films-1920')
  await films.getByRole('button', { name: 'Renvoyer en lecture' }).press('Enter')
  await expect(films).toBeHidden()
  await expect(exams(page).filter({ hasText: '2e tour' }).first()).toBeVisible()
  expect(state.asked).toContain('structure.followRecall')

  await page.getByRole('tab', { name: 'Examens' }).focus()
  await page.keyboard.press('Enter')
  await gridOf(page, 'Examens').focus()
  await page.getByRole('combobox', { name: 'État' }).press('Enter')
  await page.getByRole('option', { name: /^Différé/ }).press('Enter')
  await gridOf(page, 'Examens').focus()
  await expect(page.getByText('Étiquettes MLO inversées à droite')).toBeVisible()
  await expectAccessible(page)
  await shoot('desk-deferred-1920')
  await page.keyboard.press('r')
  await expect(page.getByText('Enregistré').first()).toBeVisible()
  const withdraw = page.getByRole('dialog', { name: 'Retirer du programme' })
  // The next exam takes its place first.
  await expect(async () => {
    await page.keyboard.press('x')
    await expect(withdraw).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await expect(withdraw.getByRole('button', { name: 'Retirer du programme' })).toBeDisabled()
  await page.keyboard.type('Doublon')
  await shoot('desk-withdraw-1920')
  await page.keyboard.press('Enter')
  await expect(withdraw).toBeHidden()
  expect(state.asked.filter((name) => name === 'programme.resume' || name === 'programme.cancel')).toEqual(['programme.resume', 'programme.cancel'])
})

test('the indicators against their targets, and a reader’s own figures', async ({ page, prepare, shoot }) => {
  await prepare(coordinate)
  await openDesk(page)
  await page.getByRole('tab', { name: 'Indicateurs' }).click()
  const positive = page.getByRole('row', { name: /L2 positives avant bilan différé/ })
  await expect(positive).toContainText('Cible tenue')
  await expect(positive.getByRole('img')).toHaveAccessibleName(/cible < 2/)
  await page.getByRole('button', { name: 'Afficher la restitution' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'L2-M8W20 · Seconde lecture' })).toBeVisible()
  await expectAccessible(page)
  await shoot('desk-figures-1920')
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Exporter en CSV' }).press('Enter')
  expect((await saved).suggestedFilename()).toBe('indicateurs-2025-03-12.csv')
})

test('says when it is empty and when it could not be read', async ({ page, prepare }) => {
  const { state } = await prepare((before) => {
    coordinate(before)
    before.exams = 0
    before.problems.set('structure.exams', 'store/damaged')
  })
  await openDesk(page)
  await expect(page.getByText('Le suivi n’a pas pu être lu')).toBeVisible()
  state.problems.clear()
  await page.getByRole('button', { name: 'Réessayer' }).press('Enter')
  await expect(page.getByText('Les mammographies du programme apparaissent ici')).toBeVisible()
})

test('is closed to a coordinator who also reads', async ({ page, prepare, shoot }) => {
  const { state } = await prepare((before) => {
    coordinate(before)
    if (before.active !== null) before.active = { ...before.active, roles: ['COORDINATOR', 'L2'] }
  })
  await expect(rows(page).first()).toBeVisible()
  await page.keyboard.press('Control+Shift+S')
  await expect(page.getByText('Suivi fermé à ce compte')).toBeVisible()
  await shoot('desk-closed-1920')
  expect(state.asked.filter((name) => name.startsWith('structure.'))).toEqual([])
})

test.describe('on a portrait display', () => {
  test.use({ viewport: { width: 2048, height: 2560 } })

  test('a refused template names its unknown field', async ({ page, prepare, shoot }) => {
    await prepare(coordinate)
    await openDesk(page)
    await shoot('desk-exams-2048')
    await page.getByRole('tab', { name: 'Indicateurs' }).click()
    await expect(page.getByRole('row', { name: /L2 positives avant bilan différé/ })).toBeVisible()
    await shoot('desk-figures-2048')
    await page.getByRole('tab', { name: 'Courriers' }).click()
    await page.getByRole('button', { name: 'Modèles de courrier' }).press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Modèles de courrier' })
    await dialog.getByLabel('Texte').fill('Bonjour {patientte}')
    await dialog.getByRole('button', { name: 'Enregistrer' }).press('Enter')
    await expect(dialog.getByText('un champ inconnu : patientte')).toBeVisible()
    await shoot('desk-templates-2048')
  })
})
