/** The reader's own hanging, edited by keyboard and kept per account. */
import { expect, expectAccessible, rows, test } from './window.ts'
import type { Page } from '@playwright/test'

async function openEditor(page: Page): Promise<void> {
  await expect(rows(page).first()).toBeVisible()
  await page.keyboard.press('Control+,')
  await page.getByRole('navigation').getByRole('button', { name: 'Affichage des mammographies' }).click()
  await expect(page.getByRole('list', { name: 'Étapes d’affichage' })).toBeVisible()
}
const steps = (page: Page) => page.getByRole('list', { name: 'Étapes d’affichage' }).getByRole('listitem')

test.describe('the reader’s own hanging', () => {
  test('shows the program’s steps with a drawing, and axe finds nothing', async ({ page, prepare, shoot }) => {
    await prepare(() => undefined)
    await openEditor(page)
    await expect(steps(page).first()).toContainText('Vue d’ensemble')
    await expect(page.locator('.sh-preview')).toBeVisible()
    await expectAccessible(page)
    await shoot('hanging-editor')
  })

  test('moves, renames, switches off and keys steps without the mouse, and stores the whole', async ({ page, prepare, shoot }) => {
    const console = await prepare(() => undefined)
    await openEditor(page)
    await page.locator('.sh-step-name').first().focus()
    await page.keyboard.press('ArrowDown')
    await expect(page.locator('.sh-step-name:focus')).toContainText('CC')
    await page.keyboard.press('Alt+ArrowUp')
    await expect(steps(page).first()).toContainText('CC')
    await page.getByLabel('Nom de l’étape').fill('Faces')
    await page.getByRole('checkbox', { name: 'Étape employée' }).press('Space')
    await expect(steps(page).first()).toContainText('non employée')
    await page.getByRole('button', { name: 'Enregistrer' }).press('Enter')
    await expect(page.getByText('Affichage enregistré')).toBeVisible()
    expect(console.state.hanging?.steps[0]).toMatchObject({ id: 'cc', isEnabled: false, key: 2, label: { fr: 'Faces', en: 'CC' } })
    await shoot('hanging-editor-changed')
    await page.getByRole('button', { name: 'Revenir à l’affichage du programme' }).press('Enter')
    await page.getByRole('button', { name: 'Enregistrer' }).press('Enter')
    await expect.poll(() => console.state.hanging).toBeNull()
  })

  test('chooses what hangs in each place, apart for a portrait display', async ({ page, prepare, shoot }) => {
    const console = await prepare(() => undefined)
    await openEditor(page)
    await page.locator('.sh-step-name').nth(1).click()
    await page.getByLabel('Place 1, rangée 1').selectOption('G MLO · actuel')
    await page.getByRole('button', { name: 'Écran portrait' }).click()
    await page.getByRole('button', { name: 'Disposer à part' }).click()
    await page.getByRole('button', { name: 'Ajouter une rangée' }).click()
    await expect(page.getByLabel('Place 1, rangée 2')).toBeVisible()
    await expectAccessible(page)
    await shoot('hanging-editor-portrait')
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await expect.poll(() => console.state.hanging?.steps[1]).toMatchObject({ id: 'cc', alone: { landscape: [['current:LMLO', 'current:LCC']], portrait: [['current:LMLO', 'current:LCC'], ['current:RCC']] } })
  })

  test('says that a stored hanging could not be read, and that it is kept', async ({ page, prepare }) => {
    await prepare((state) => { state.hasUnreadableHanging = true })
    await openEditor(page)
    await expect(page.getByText('Votre affichage enregistré n’a pas pu être relu')).toBeVisible()
    await expectAccessible(page)
  })
})
