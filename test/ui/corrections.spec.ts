/** At the desk: the corrections that readers ask for, answered by keyboard alone, and final exams that changed late. */
import type { Page } from '@playwright/test'
import { account, type ConsoleState } from './console-in-memory.ts'
import { askedFor } from './corrections-in-memory.ts'
import { generatedExam } from './structure-in-memory.ts'
import { expect, expectAccessible, mendAndRetry, rows, test } from './window.ts'

const coordinate = (state: ConsoleState) => {
  state.active = account('Coordination d’essai', 'COORDINATOR')
  state.accounts = [state.active]
}
const openDesk = async (page: Page) => {
  await expect(rows(page).first()).toBeVisible()
  await page.keyboard.press('Control+Shift+S')
  await expect(page.getByRole('grid', { name: 'Examens suivis' })).toBeVisible()
}

test('S:corriger requests are counted, gone to one after the other, agreed to and refused: keys alone', async ({ page, prepare, shoot }) => {
  const { state } = await prepare((console) => {
    coordinate(console)
    // The second is far down the list, and not among the rows that were read.
    console.news.corrections = [askedFor(11), askedFor(280, { kind: 'FIRST', readerCode: 'L1-7K3Q1', reason: 'Côté inversé' })]
    console.problems.set('reading.corrections', 'reading/seal-broken')
  })
  await openDesk(page)
  await expect(page.getByText('Les demandes de correction n’ont pas pu être lues')).toBeVisible()
  await mendAndRetry(page, () => { state.problems.delete('reading.corrections') })
  await expect(page.getByText('2 corrections de lectures signées attendent votre réponse')).toBeVisible()
  await page.getByRole('grid', { name: 'Examens suivis' }).focus()
  await page.keyboard.press('k')
  const request = page.getByRole('region', { name: 'Correction demandée' })
  await expect(request).toContainText('masse du QSE gauche vue à la relecture')
  await expect(page.locator('.dk-detail')).toBeFocused()
  await expect(page.getByRole('grid', { name: 'Examens suivis' }).locator('[aria-selected=true]')).toHaveCount(0)
  await expectAccessible(page)
  await shoot('desk-correction-1920')
  await page.keyboard.press('v')
  const agree = page.getByRole('alertdialog', { name: /^Accorder la correction sur l’examen de / })
  await expect(agree).toContainText('un rectificatif le suivra')
  await shoot('desk-agree-1920')
  await expect(agree.getByRole('button', { name: 'Accorder' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Correction accordée').first()).toBeVisible()
  await expect(request).toHaveCount(0)
  await expect(page.getByText('Une correction de lecture signée attend votre réponse')).toBeVisible()

  await page.keyboard.press('k')
  await expect(request).toContainText('Côté inversé')
  await page.keyboard.press('d')
  const refuse = page.getByRole('alertdialog', { name: /^Refuser la correction/ })
  await expect(refuse).toContainText('pourra en faire une autre')
  await expect(refuse.getByRole('button', { name: 'Refuser' })).toBeFocused()
  state.problems.set('reading.answerCorrection', 'request/not-found')
  await page.keyboard.press('Enter')
  await expect(request.getByRole('alert')).toContainText('La réponse n’a pas été enregistrée')
  await shoot('desk-refused-2048', 'portrait')
  state.problems.delete('reading.answerCorrection')
  await page.keyboard.press('d')
  await expect(refuse.getByRole('button', { name: 'Refuser' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(request).toHaveCount(0)
  await expect(page.getByText('attend votre réponse')).toHaveCount(0)
  expect(state.news.corrections).toEqual([])
})

test('E_FINALISE a final exam that changed late says what changed, when, and that the coordinator decides', async ({ page, prepare, shoot }) => {
  await prepare((console) => {
    coordinate(console)
    for (let index = 0; index < console.exams; index += 1) console.news.late.set(generatedExam(index).studyInstanceUID, [{ what: 'IMAGES', at: '2025-03-10T08:12:00.000Z' }, { what: 'FICHE', at: '2025-03-11T16:40:00.000Z' }])
  })
  await openDesk(page)
  const notices = page.getByRole('alert').filter({ hasText: 'L’examen reste définitif' })
  await expect(notices).toHaveText([/^Des images sont arrivées.*10\.03\.2025/, /^Le premier lecteur a corrigé sa fiche.*11\.03\.2025/])
  await expectAccessible(page)
  await shoot('desk-late-1920')
  await shoot('desk-late-2048', 'portrait')
})

test('a reader finds above the list the corrections that were agreed to', async ({ page, prepare, shoot }) => {
  await prepare((console) => { console.news.agreed = console.rows.slice(0, 2) })
  const notice = page.getByRole('status').filter({ hasText: 'Correction accordée' })
  await expect(notice).toContainText('2 de vos corrections sont accordées et restent à signer')
  await expectAccessible(page)
  await shoot('worklist-agreed-1920')
})
