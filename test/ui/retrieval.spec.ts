/** The panel of retrievals by keyboard: running, giving way, paused, failed, empty; and a search of which one source is
 *  silent. */
import { describeProblem, ExpectedError, type RetrieveJob } from '../../main/contract/index.ts'
import type { ConsoleState } from './console-in-memory.ts'
import { expect, expectAccessible, test } from './window.ts'

function jobsOf(state: ConsoleState): RetrieveJob[] {
  const of = (index: number, more: Partial<RetrieveJob>): RetrieveJob => {
    const row = state.rows[index]
    if (row === undefined) throw new Error('no row')
    return {
      studyInstanceUID: row.studyInstanceUID, patientName: row.patientName, studyDate: row.studyDate, modalities: row.modalities, description: row.description, priority: 'BACKGROUND', state: 'queued', givesWay: false,
      source: null, received: 0, total: null, refused: 0, bytes: 0, bytesPerSecond: null, secondsLeft: null, nextAttemptAt: null, problem: null, ...more,
    }
  }
  return [
    of(0, { priority: 'EMERGENCY', state: 'running', source: 'Archive centrale', received: 112, total: 480, bytes: 59_000_000, bytesPerSecond: 4_200_000, secondsLeft: 46 }),
    of(1, { priority: 'OPEN_NOW', state: 'running', source: 'Flers', received: 1, total: 4, bytes: 3_100_000, bytesPerSecond: 19_000, secondsLeft: null }),
    of(2, { priority: 'TODAY', state: 'running', givesWay: true, source: 'Archive centrale', received: 2, total: 9, bytes: 12_000_000, bytesPerSecond: 0 }),
    of(3, { priority: 'PRIOR', source: 'Argentan', state: 'retry_wait', received: 3, total: 8, bytes: 40_000_000, nextAttemptAt: '2025-03-12T09:05:00.000Z', problem: describeProblem(new ExpectedError('pacs/unreachable')) }),
    of(4, { priority: 'BACKGROUND' }),
    of(5, { priority: 'TODAY', source: 'Flers', state: 'failed', received: 0, total: 4, problem: describeProblem(new ExpectedError('pacs/refused')) }),
  ]
}

test('shows what is on its way by priority, pauses and resumes by keyboard alone', async ({ page, prepare, shoot }) => {
  const console = await prepare((state) => { state.retrievals = jobsOf(state) })
  await expect(page.getByRole('button', { name: '5 récupérations · 1 récupération en échec' })).toBeVisible()
  await page.keyboard.press('Control+Shift+e')
  const panel = page.getByRole('dialog', { name: 'Récupérations' })
  await expect(panel.getByText('112 / 480 images')).toBeVisible()
  await expect(panel.getByText('4,2 Mo/s')).toBeVisible()
  await expect(panel.getByText('encore 46 s')).toBeVisible()
  await expect(panel.getByText('durée inconnue')).toBeVisible()
  await expect(panel.getByText('cède le passage')).toBeVisible()
  await expect(panel.getByText('Source\u00a0: Archive centrale').first()).toBeVisible()
  await expectAccessible(page)
  await shoot('retrievals-running')
  await shoot('retrievals-running-2048', 'portrait')
  const first = panel.getByRole('article').first()
  await first.getByRole('button', { name: 'Mettre en pause' }).focus()
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('heading', { name: 'En pause' })).toBeVisible()
  expect(console.state.retrievals[0]?.state).toBe('paused')
  await panel.getByRole('button', { name: 'Tout mettre en pause' }).focus()
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('button', { name: 'Tout reprendre' })).toBeVisible()
  await expect(panel.getByRole('button', { name: 'Tout mettre en pause' })).toHaveCount(0)
  await shoot('retrievals-paused')
  await shoot('retrievals-paused-2048', 'portrait')
  await panel.getByRole('button', { name: 'Relancer' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => console.state.retrievals.at(-1)?.state).toBe('queued')
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
})

test('says that nothing is on its way', async ({ page, prepare, shoot }) => {
  await prepare(() => undefined)
  await expect(page.getByRole('grid')).toBeVisible()
  await page.keyboard.press('Control+Shift+e')
  await expect(page.getByRole('dialog').getByText('Rien n’est en route')).toBeVisible()
  await shoot('retrievals-empty')
  await shoot('retrievals-empty-2048', 'portrait')
})

test('names the source that did not answer a search, and keeps what the others said', async ({ page, prepare, shoot }) => {
  const console = await prepare(() => undefined)
  console.state.silentSource = { source: 'Flers', problem: describeProblem(new ExpectedError('pacs/unreachable')) }
  await expect(page.getByRole('grid')).toBeVisible()
  await page.keyboard.press('r')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Nom du patient').fill('ESSAI')
  await page.keyboard.press('Enter')
  await expect(dialog).toContainText('Flers n’a pas répondu')
  await expect(dialog).toContainText('12 examens trouvés')
  await expectAccessible(page)
  await shoot('search-silent-source')
  await shoot('search-silent-source-2048', 'portrait')
})
