import type { ConsoleState } from './console-in-memory.ts'
import { generatedStudies } from './generated-studies.ts'
import { expect, expectAccessible, mendAndRetry, rows, test } from './window.ts'

/** As long as a morning's list of a region. */
const manyStudies = (state: ConsoleState) => { state.rows = generatedStudies(1284) }

test.describe('the worklist', () => {
  test('shows what is known in dense rows, and axe finds nothing', async ({ page, prepare, shoot }) => {
    await prepare(manyStudies)
    await expect(rows(page).first()).toBeVisible()
    await expect(page.getByText('1 284 examens')).toBeVisible()
    const heights = await rows(page).evaluateAll((all) => all.slice(0, 5).map((row) => row.getBoundingClientRect().height))
    expect(new Set(heights)).toEqual(new Set([28]))
    await expectAccessible(page)
    await shoot('worklist')
  })

  test('has the title Binocle and no code or study in its address', async ({ page, prepare }) => {
    await prepare(manyStudies)
    await expect(rows(page).first()).toBeVisible()
    expect(await page.title()).toBe('Binocle')
    expect(new URL(page.url()).hash).toBe('')
    await page.keyboard.press('Enter')
    expect(page.url()).not.toContain('2.25')
  })

  test('is moved through by the keyboard, to the end and back', async ({ page, prepare }) => {
    await prepare(manyStudies)
    const selected = page.locator('[role=row][aria-selected=true]')
    await expect(selected).toHaveAttribute('aria-rowindex', '2')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expect(selected).toHaveAttribute('aria-rowindex', '4')
    await page.keyboard.press('End')
    await expect(selected).toHaveAttribute('aria-rowindex', '1285')
    await expect(selected).toBeInViewport()
    await page.keyboard.press('PageUp')
    const afterPage = Number(await selected.getAttribute('aria-rowindex'))
    expect(afterPage).toBeLessThan(1260)
    await page.keyboard.press('Home')
    await expect(selected).toHaveAttribute('aria-rowindex', '2')
  })

  test('finds by several words without accents, and says when nothing matches', async ({ page, prepare, shoot }) => {
    await prepare(manyStudies)
    await expect(rows(page).first()).toBeVisible()
    await page.keyboard.press('/')
    await expect(page.getByLabel('Chercher dans la liste')).toBeFocused()
    await page.keyboard.type('elodie flers')
    await expect(rows(page).first()).toContainText('Élodie')
    await expect(rows(page).first()).toContainText('Flers')
    await page.keyboard.type(' introuvable')
    await expect(page.getByText('Aucun examen ne correspond')).toBeVisible()
    await expectAccessible(page)
    await shoot('worklist-no-match')
    await page.keyboard.press('Escape')
    await expect(page.getByText('1 284 examens')).toBeVisible()
  })

  test('filters by modality, state and date', async ({ page, prepare, shoot }) => {
    const { state } = await prepare(manyStudies)
    await page.getByRole('button', { name: 'Modalité' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'CT' }).click()
    await shoot('worklist-filter')
    await page.keyboard.press('Escape')
    const scanners = state.rows.filter(({ modalities }) => modalities[0] === 'CT').length
    await expect(page.getByText(`${scanners} examens`)).toBeVisible()
    await page.getByRole('search').getByRole('button', { name: 'Date' }).click()
    await page.getByRole('button', { name: '7 derniers jours' }).click()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: /Date · 7 derniers jours/ })).toBeVisible()
    await page.getByRole('button', { name: 'Effacer les filtres' }).click()
    await expect(page.getByText('1 284 examens')).toBeVisible()
  })

  test('sorts by a heading, both ways', async ({ page, prepare }) => {
    await prepare(manyStudies)
    const heading = page.getByRole('columnheader', { name: 'Patient' })
    await heading.getByRole('button').click()
    await expect(heading).toHaveAttribute('aria-sort', 'ascending')
    await expect(rows(page).first()).toContainText('DEMONSTRATION')
    await heading.getByRole('button').click()
    await expect(heading).toHaveAttribute('aria-sort', 'descending')
    await expect(rows(page).first()).toContainText('TEST')
  })

  test('fetches a remote study on Enter, shows how far it is, and says why it stopped', async ({ page, prepare, shoot }) => {
    const console = await prepare((state) => { state.rows = generatedStudies(40).map((row, index) => ({ ...row, locality: index === 0 ? 'remote' : row.locality, progress: row.locality === 'retrieving' ? 0.37 : null })) })
    await expect(rows(page).first()).toContainText('distant')
    await page.keyboard.press('Enter')
    const study = console.state.rows[0]
    if (study === undefined) throw new Error('no row')
    await expect(rows(page).first()).toContainText('0 %')
    console.emit({ type: 'retrieve.progress', studyInstanceUID: study.studyInstanceUID, received: 40_000_000, total: 109_000_000, unit: 'bytes', bytes: 40_000_000, bytesPerSecond: 4_000_000, secondsLeft: 17 })
    await expect(rows(page).first()).toContainText('36 %')
    await shoot('worklist-retrieving')
    console.state.rows = console.state.rows.map((row) => (row === study ? { ...row, locality: 'partial', progress: null } : row))
    console.emit({ type: 'retrieve.ended', studyInstanceUID: study.studyInstanceUID, outcome: 'failed', fr: 'La connexion au PACS a été coupée.', en: 'The connection to the PACS was cut.' })
    await expect(page.getByLabel('Notifications').getByText('La connexion au PACS a été coupée.')).toBeVisible()
    await expect(rows(page).first()).toContainText('partiel')
  })

  test('offers what can be done with a row on its context menu', async ({ page, prepare, shoot }) => {
    const console = await prepare((state) => { state.rows = generatedStudies(40).map((row, index) => ({ ...row, locality: index === 1 ? 'remote' : 'local', progress: null })) })
    await rows(page).nth(1).click({ button: 'right' })
    await expect(page.getByRole('menuitem', { name: 'Retirer de ce poste…' })).toBeDisabled()
    await shoot('context-menu')
    await page.getByRole('menuitem', { name: 'Récupérer sans les antériorités' }).click()
    await expect(rows(page).nth(1)).toContainText('0 %')
    await rows(page).nth(1).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Interrompre la récupération' }).click()
    await expect(rows(page).nth(1)).toContainText('partiel')
    expect(console.state.asked).toContain('retrieve.cancel')
  })

  test('removes a study only after a sentence that names the patient', async ({ page, prepare, shoot }) => {
    const console = await prepare((state) => { state.rows = generatedStudies(40).map((row) => ({ ...row, locality: 'local' as const })) })
    await expect(rows(page).first()).toBeVisible()
    const name = console.state.rows[0]?.patientName.replace('^', ' ') ?? ''
    await page.keyboard.press('Delete')
    const dialog = page.getByRole('alertdialog')
    await expect(dialog).toContainText(`L’examen de ${name} du 12.03.2025`)
    await expectAccessible(page)
    await shoot('evict')
    await dialog.getByRole('button', { name: 'Retirer de ce poste' }).click()
    await expect(page.getByText('Examen retiré de ce poste')).toBeVisible()
    expect(console.state.rows[0]?.locality).toBe('remote')
  })

  test('says what is empty, what failed and what to do', async ({ page, prepare, shoot }) => {
    const console = await prepare((state) => {
      state.rows = []
      state.peers.pacs = { configured: true, reachable: false, checkedAt: '2025-03-12T08:30:00.000Z', problem: null }
    })
    await expect(page.getByText('Aucun examen sur ce poste')).toBeVisible()
    await expect(page.getByText('Le PACS ne répond pas : les examens distants attendront.')).toBeVisible()
    await expectAccessible(page)
    await shoot('worklist-empty')
    console.state.problems.set('worklist.query', 'store/full')
    await page.getByRole('search').getByRole('button', { name: 'État' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'à lire' }).click()
    await page.keyboard.press('Escape')
    await expect(page.getByText('Le disque est plein.')).toBeVisible()
    await shoot('worklist-error')
    await mendAndRetry(page, () => { console.state.problems.delete('worklist.query') })
    await expect(page.getByText('Aucun examen ne correspond')).toBeVisible()
  })

  test('holds 100,000 studies with few rows in the page, and follows a jump to the end', async ({ page, prepare }) => {
    const { state } = await prepare((before) => { before.rows = generatedStudies(100_000) })
    await expect(page.getByText('100 000 examens')).toBeVisible()
    await page.keyboard.press('End')
    await expect(page.locator('[role=row][aria-selected=true]')).toHaveAttribute('aria-rowindex', '100001')
    expect(await rows(page).count()).toBeLessThan(80)
    expect(state.asked.filter((name) => name === 'worklist.query').length).toBeLessThan(12)
  })

  test('does not move under the eye when another list is read', async ({ page, prepare }) => {
    const console = await prepare(manyStudies)
    await expect(rows(page).first()).toBeVisible()
    console.state.delays.set('worklist.query', 600)
    await page.getByRole('button', { name: 'Dépistage' }).click()
    await expect(page.getByRole('grid')).toHaveAttribute('aria-busy', 'true')
    expect(await rows(page).count()).toBeGreaterThan(20)
    await expect(page.getByRole('grid')).toHaveAttribute('aria-busy', 'false')
    for (const text of await rows(page).allTextContents()) expect(text).toContain('Mammo')
  })

  test('searches the PACS, refuses an open search, and says what came', async ({ page, prepare, shoot }) => {
    const console = await prepare(manyStudies)
    await expect(rows(page).first()).toBeVisible()
    await page.keyboard.press('r')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Chercher' }).click()
    await expect(dialog).toContainText('Donnez au moins un critère')
    expect(console.state.asked).not.toContain('pacs.search')
    await dialog.getByLabel('Nom du patient').fill('PERSONNE')
    await page.keyboard.press('Enter')
    await expect(dialog).toContainText('Le PACS ne connaît aucun examen')
    await expectAccessible(page)
    await shoot('pacs-search')
    await shoot('pacs-search-2048', 'portrait')
    await dialog.getByLabel('Nom du patient').fill('ESSAI')
    await page.keyboard.press('Enter')
    await expect(page.getByText('12 examens trouvés')).toBeVisible()
    await expect(page.getByText('8 nouveaux dans la liste')).toBeVisible()
  })

  test('says of an EEG that its console is not there yet', async ({ page, prepare, shoot }) => {
    await prepare((state) => { state.rows = generatedStudies(60).filter(({ modalities }) => modalities[0] === 'EEG').map((row) => ({ ...row, locality: 'local' as const })) })
    await expect(rows(page).first()).toContainText('EEG')
    await page.keyboard.press('Enter')
    await expect(page.getByText('La console d’EEG n’est pas encore dans cette version')).toBeVisible()
    await expectAccessible(page)
    await shoot('eeg')
    await page.keyboard.press('Escape')
    await expect(rows(page).first()).toBeVisible()
  })
})
