/** Blocks of the settings that stand for themselves, by the keyboard alone: what is fetched ahead, and where the audit
 *  trail is told (IHE ATNA). */
import type { Page } from '@playwright/test'
import { describeProblem, ExpectedError } from '../../main/contract/index.ts'
import { expect, expectAccessible, rows, test } from './window.ts'

async function open(page: Page, section: string, block: string) {
  await expect(rows(page).first()).toBeVisible()
  await page.keyboard.press('Control+,')
  await page.getByRole('navigation').getByRole('button', { name: section, exact: true }).press('Enter')
  const found = page.locator('.se-block').filter({ has: page.getByRole('heading', { name: block }) }).last()
  await expect(found).toBeVisible()
  await found.scrollIntoViewIfNeeded()
  return found
}
/** Axe on the block; pictures of the page in both shapes. */
async function look(page: Page, shoot: (name: string, shape?: 'portrait') => Promise<void>, name: string) {
  await expectAccessible(page)
  await shoot(`${name}-1920`)
  await shoot(`${name}-2048`, 'portrait')
}

test('what is fetched ahead is chosen and bounded', async ({ page, prepare, shoot }) => {
  const { state } = await prepare(() => undefined)
  const block = await open(page, 'PACS', 'Récupération d’avance')
  const minutes = block.getByLabel(/intervalle entre deux recherches/)
  await minutes.fill('241')
  await expect(minutes).toHaveAccessibleDescription(/De 0 à 240 minutes/)
  await expect(page.getByRole('button', { name: 'Enregistrer', exact: true })).toBeDisabled()
  await look(page, shoot, 'settings-ahead')
  await minutes.fill('15')
  const dayList = block.getByRole('checkbox', { name: /examens du jour et de la veille/ })
  const before = await dayList.isChecked()
  await dayList.press('Space')
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).press('Enter')
  await expect.poll(() => state.settings.ahead).toMatchObject({ dayList: !before, newImagesMinutes: 15 })
})

test('the audit repository is entered, says what waits and why, and is left out again', async ({ page, prepare, shoot }) => {
  const { state } = await prepare(() => undefined)
  const block = await open(page, 'Structure et protocole', 'Dépôt d’audit')
  const save = block.getByRole('button', { name: 'Enregistrer le dépôt' })
  await expect(save).toBeDisabled()
  await block.getByLabel('Hôte').fill('audit.exemple.fr')
  await block.getByLabel('Port').fill('65536')
  await expect(save).toBeDisabled()
  await block.getByLabel('Port').fill('6515')
  await save.press('Enter')
  await expect(block.getByText('Le dépôt a reçu toutes les traces.')).toBeVisible()
  expect(state.auditRepository).toMatchObject({ host: 'audit.exemple.fr', port: 6515 })

  state.auditRepository = { ...state.auditRepository, waiting: 12, problem: describeProblem(new ExpectedError('audit/repository')) }
  await block.getByRole('button', { name: 'Actualiser' }).press('Enter')
  await expect(block.getByText('12 traces attendent encore')).toBeVisible()
  await look(page, shoot, 'settings-audit')
  state.problems.set('audit.setRepository', 'store/full')
  await block.getByLabel('Hôte').fill('')
  await save.press('Enter')
  await expect(block.getByText('Le disque est plein.')).toBeVisible()
  state.problems.clear()
  await save.press('Enter')
  await expect.poll(() => state.auditRepository.host).toBe('')
  await expect(block.getByText('attendent encore')).toHaveCount(0)
})
