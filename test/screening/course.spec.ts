/** What a reader does with an exam beside reading it, by keyboard alone: put aside, ask for priors, ask a colleague, and
 *  what is said when the exam is lost. Nothing typed is lost. */
import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './bench.ts'

const asked = (page: Page, operation: string) => page.evaluate((name) => window.bench.calls.filter((call) => call.operation === name).map(({ input }) => input), operation)
const shoot = async (page: Page, name: string) => {
  const folder = process.env['BINOCLE_SHOTS']
  if (folder !== undefined) await page.screenshot({ path: `${folder}/course-${name}.png` })
}

test('S:differer puts an exam aside by three keys, saves what was typed, and goes on with the next', async ({ open }) => {
  const page = await open('second')
  await page.keyboard.press('2')
  await page.keyboard.press('Shift+F')
  const dialog = page.getByRole('dialog', { name: 'Différer l’examen de MAMMATEST Maria' })
  await expect(dialog).toContainText('la coordination l’y remettra')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('Donnez un motif')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('2')
  await expect(dialog.getByRole('radio', { name: 'Images d’une autre femme' })).toBeChecked()
  await shoot(page, 'defer')
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  expect(await asked(page, 'programme.defer')).toMatchObject([{ reason: 'Images d’une autre femme' }])
  expect(await page.evaluate(() => [window.bench.reading().avis.acr.D, window.bench.nexts.count])).toEqual([2, 1])
})

test('S:demanderAnteriorites says that the exam comes back by itself, and keeps the words of a refused request', async ({ open }) => {
  const page = await open('second')
  await page.keyboard.press('Shift+A')
  const dialog = page.getByRole('dialog', { name: 'Demander les antériorités de MAMMATEST Maria' })
  await expect(dialog).toContainText('revient de lui-même dans la file')
  await page.keyboard.press('1')
  await dialog.getByLabel('Autre motif, ou précision').fill('clichés de 2023')
  await page.evaluate(() => { window.bench.fail('programme.requestPriors', 'dossier/lease-expired') })
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('Vous avez quitté cet examen trop longtemps')
  await expect(dialog.getByLabel('Autre motif, ou précision')).toHaveValue('clichés de 2023')
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  expect(await asked(page, 'programme.requestPriors')).toMatchObject([{}, { reason: 'Asymétrie à comparer – clichés de 2023' }])
})

test('S:demanderConsensus S:retirerConsensus asks a colleague from the menu, waits, and withdraws the request', async ({ open }) => {
  const page = await open('second-positive')
  await page.getByRole('button', { name: 'Autre suite' }).press('Enter')
  await shoot(page, 'menu')
  await page.getByRole('menuitem', { name: /Demander un consensus/ }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Demander un consensus sur l’examen de MAMMATEST Maria' })
  await expect(dialog.getByRole('combobox', { name: 'Confrère' })).toContainText('Dr Confrère Essai')
  await expect(dialog.getByText('Divergence avec la première lecture')).toHaveCount(0)
  await page.keyboard.press('3')
  await shoot(page, 'consensus')
  await page.keyboard.press('Enter')
  await expect(page.getByText('L’examen attend que votre confrère le rejoigne')).toBeVisible()
  await expect(page.getByRole('button', { name: /Figer mon avis/ })).toHaveCount(0)
  await expectAccessible(page)
  await shoot(page, 'waiting')
  await page.getByRole('button', { name: 'Retirer la demande' }).press('Enter')
  await expect(page.getByRole('button', { name: /Figer mon avis/ })).toBeVisible()
})

test('S:ouvrirConsensus S:rendreConsensus who is asked joins, after one question, and gives the exam back', async ({ open }) => {
  const page = await open('asked')
  await expect(page.getByText('vous ne pourrez plus le lire vous-même')).toBeVisible()
  await expect(page.getByText('rétraction')).toHaveCount(0)
  await expectAccessible(page)
  await shoot(page, 'asked')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alertdialog', { name: 'Rejoindre le consensus sur l’examen de MAMMATEST Maria' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByText('rétraction')).toBeVisible()
  await shoot(page, 'joined')
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await page.getByRole('button', { name: 'Rendre l’examen' }).press('Enter')
  await expect.poll(() => asked(page, 'programme.endConsensus')).toHaveLength(1)
})

test('an exam that was lost says why, keeps what was typed, and is taken again with it', async ({ open }) => {
  const page = await open('second')
  await page.keyboard.press('5')
  const given = () => page.evaluate(() => window.bench.reading().avis.acr.D)
  await expect.poll(given).toBe(5)
  for (const [code, title] of [['dossier/lease-expired', 'Cet examen n’est plus réservé pour vous'], ['dossier/changed', 'Cet examen est revenu dans la file'], ['dossier/taken', 'Un autre lecteur a cet examen']] as const) {
    await page.evaluate((failure) => {
      window.bench.fail('programme.heartbeat', failure)
      document.dispatchEvent(new Event('visibilitychange'))
    }, code)
    await expect(page.getByText(title)).toBeVisible()
    await expect(page.getByText('Rien de ce que vous avez saisi n’est perdu.')).toBeVisible()
    await page.keyboard.press('2')
    await page.getByRole('button', { name: 'Reprendre l’examen' }).press('Enter')
    await expect(page.getByText(title)).toHaveCount(0)
    await expect.poll(given).toBe(2)
  }
  await page.evaluate(() => {
    window.bench.fail('programme.heartbeat', 'dossier/invalid-state')
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await expect(page.getByText('Cet examen n’attend plus votre lecture')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Reprendre l’examen' })).toHaveCount(0)
  await expectAccessible(page)
  await shoot(page, 'lost')
})
