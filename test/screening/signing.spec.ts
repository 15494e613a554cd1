/** From freeze to signature, and what is shown of it afterwards. */
import { expect, expectAccessible, test } from './bench.ts'

const passphrase = 'phrase de passe longue'

test('frames the blind phase, names it, and shows nothing of the first reader', async ({ open }) => {
  const page = await open('second-positive')
  const panel = page.locator('.reading-panel')
  await expect(panel).toContainText('Lecture en aveugle')
  const [frame, blind] = await panel.evaluate((element) => {
    const probe = document.createElement('i')
    probe.className = 'reading-panel'
    probe.dataset['phase'] = 'LECTURE_AVEUGLE'
    document.body.append(probe)
    const colours = [getComputedStyle(element).borderTopColor, getComputedStyle(probe).borderTopColor]
    probe.remove()
    return colours
  })
  expect(frame).toBe(blind)
  await expect(page.locator('body')).not.toContainText('L1-7F3A')
})

test('freezes, reveals, confirms and signs with the Enter key', async ({ open }) => {
  const page = await open('second-positive')
  await page.keyboard.press('Enter')
  const freeze = page.getByRole('alertdialog', { name: 'Figer l’avis sur MAMMATEST Maria' })
  await expect(freeze).toContainText('ACR 0')
  await expectAccessible(page)
  await expect(freeze.getByRole('button', { name: 'Figer mon avis' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('.reading-panel')).toHaveAttribute('data-phase', 'AVIS_FIGE')
  await expect(page.locator('.reading-panel')).not.toContainText('Lecture en aveugle')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Les deux avis diffèrent sur 4 points')).toBeVisible()
  await expect(page.getByRole('row', { name: /G ACR Diffère/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /Densité Identique/ })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Signer la seconde lecture de MAMMATEST Maria : positive, ACR 2 / ACR 0' })).toBeVisible()
  await page.keyboard.type(passphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Lecture signée', { exact: true })).toBeVisible()
  const printed = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Imprimer la fiche' }).press('Enter')
  expect((await printed).suggestedFilename()).toMatch(/^fiche-\d{4}-\d{2}-\d{2}-[0-9a-f]{8}\.pdf$/)
})

test('M25 freezes nothing before every image of the exam was on the screen, and leads to those that were not', async ({ open }) => {
  const page = await open('second-unseen')
  await expect(page.getByText('2 clichés n’ont pas encore été affichés.')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await expect(page.getByRole('alert')).toContainText('Affichez-les tous avant de conclure.')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Voir' }).click()
  await expect(page.getByText('1 cliché n’a pas encore été affiché.')).toBeVisible()
  await page.getByRole('button', { name: 'Voir' }).click()
  await expect(page.getByText('pas encore été affiché')).toHaveCount(0)
  await page.getByRole('button', { name: /Figer mon avis/ }).click()
  await expect(page.getByRole('alertdialog', { name: 'Figer l’avis sur MAMMATEST Maria' })).toBeVisible()
})

test('changes the opinion after the reveal only with a reason, and keeps the blind one beside it', async ({ open }) => {
  const page = await open('revealed')
  await page.getByRole('button', { name: 'Modifier' }).click()
  await expect(page.getByLabel('Motif du changement')).toBeFocused()
  await expectAccessible(page)
  await page.getByRole('button', { name: /Enregistrer la modification/ }).click()
  await expect(page.getByText('Un changement d’avis après révélation doit être motivé.')).toBeVisible()
  await page.getByLabel('Motif du changement').fill('Revu avec les antériorités.')
  await page.getByRole('radiogroup', { name: 'Densité' }).getByRole('radio', { name: /^Type 3/ }).click()
  await page.getByRole('button', { name: /Enregistrer la modification/ }).click()
  await expect(page.getByText('Mon avis modifié')).toBeVisible()
  await expect(page.getByText('Avis modifié ; en aveugle : positive, ACR 2 / ACR 0')).toBeVisible()
  expect(await page.evaluate(() => [window.bench.reading().blindAvis?.densite, window.bench.reading().avis.densite])).toEqual([2, 3])
  await expect(page.getByRole('button', { name: /Signer la seconde lecture/ })).toBeVisible()
})

test('keeps a change being written when the panel leaves and comes back', async ({ open }) => {
  const page = await open('revealed')
  await page.getByRole('button', { name: 'Modifier' }).click()
  await page.getByLabel('Motif du changement').fill('En cours')
  await page.evaluate(() => { window.bench.show(false) })
  await expect(page.locator('.reading-panel')).toBeHidden()
  await page.evaluate(() => { window.bench.show(true) })
  await expect(page.getByLabel('Motif du changement')).toHaveValue('En cours')
})

test('signs a frozen independent reading without any reveal', async ({ open }) => {
  const page = await open('independent-frozen')
  await expect(page.getByRole('button', { name: /Révéler/ })).toBeHidden()
  await expect(page.getByRole('button', { name: /Signer la seconde lecture/ })).toBeVisible()
  await expect(page.locator('body')).not.toContainText('L1-7F3A')
  await expectAccessible(page)
})

test('shows the first reader’s sheet at once where the policy says so', async ({ open }) => {
  const page = await open('open-policy')
  await expect(page.getByText('Premier lecteur').first()).toBeVisible()
  await expect(page.locator('.reading-panel')).not.toContainText('Lecture en aveugle')
  await expectAccessible(page)
})

test('says a wrong passphrase at its field and signs with the right one', async ({ open }) => {
  const page = await open('first-filled')
  await page.getByRole('button', { name: /Signer la première lecture/ }).click()
  await expect(page.getByLabel('Phrase de passe')).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.type('autre chose')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Phrase de passe incorrecte.')).toBeVisible()
  await expect(page.getByLabel('Phrase de passe')).toBeFocused()
  await expect(page.getByLabel('Phrase de passe')).toHaveValue('')
  await page.keyboard.type(passphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Lecture signée', { exact: true })).toBeVisible()
  await expect(page.getByText('MAMMATEST Maria : positive, ACR 2 / ACR 0')).toBeVisible()
})

test('says that an act did not take place, and why', async ({ open }) => {
  const page = await open('frozen')
  await page.evaluate(() => { window.bench.fail('reading.reveal', 'reading/seal-broken') })
  await page.keyboard.press('Enter')
  await expect(page.getByText('L’enveloppe scellée ne correspond pas à son empreinte.')).toBeVisible()
  await expectAccessible(page)
})

test('shows each delivery as the other side answers, and sends again what failed', async ({ open }) => {
  const page = await open('first-filled')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Phrase de passe')).toBeFocused()
  await page.keyboard.type(passphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByText('en attente')).toHaveCount(3)
  await page.evaluate(() => {
    window.bench.deliver({ PDF: 'confirmed', SR: 'sent_unknown', ORU: 'dead' })
    window.bench.emit({ type: 'delivery.changed' })
  })
  await expect(page.getByText('accusé et vérifié')).toBeVisible()
  await expect(page.getByText('sort inconnu')).toBeVisible()
  await expect(page.getByText('Le RIS a refusé le message (AE).')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Renvoyer' }).click()
  await expect(page.getByText('en attente')).toHaveCount(1)
})

test('shows the report as signed, keeps its PDF, and goes to the next exam', async ({ open }) => {
  const page = await open('first-filled')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Phrase de passe')).toBeFocused()
  await page.keyboard.type(passphrase)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Voir le compte rendu' }).click()
  const report = page.getByRole('dialog', { name: 'Compte rendu de MAMMATEST Maria' })
  await expect(report).toContainText('Sein gauche')
  await expect(report).toContainText('Contours spiculés.')
  await expect(report).toContainText('L’ACR 0 est une catégorie d’attente')
  await expectAccessible(page)
  const download = page.waitForEvent('download')
  await report.getByRole('button', { name: 'Enregistrer le PDF' }).click()
  expect((await download).suggestedFilename()).toMatch(/^compte-rendu-\d{4}-\d\d-\d\d-[0-9a-f]{8}\.pdf$/)
  await page.keyboard.press('Escape')
  await expect(report).toBeHidden()
  await page.locator('.reading-kind').click()
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => window.bench.nexts.count)).toBe(1)
})

test('writes and signs an ordinary report', async ({ open }) => {
  const page = await open('plain')
  await expectAccessible(page)
  await page.getByRole('button', { name: /Signer le compte rendu/ }).click()
  await expect(page.locator('.reading-finding[data-tone="blocking"]').first()).toBeVisible()
  await page.getByLabel('Indication').fill('Bilan.')
  await page.getByLabel('Technique').fill('Acquisition volumique.')
  await page.getByLabel('Résultats').fill('Pas de nodule.\nPas d’épanchement.')
  await page.getByLabel('Conclusion').fill('Examen normal.')
  await expect(page.locator('[data-save-state="saved"]')).toContainText('Enregistré')
  await page.getByRole('button', { name: /Signer le compte rendu/ }).click()
  await expect(page.getByLabel('Phrase de passe')).toBeFocused()
  await page.keyboard.type(passphrase)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Lecture signée', { exact: true })).toBeVisible()
  await expect(page.getByText('Examen normal.')).toBeVisible()
})

test('says why a reading cannot be opened, and leaves a way on', async ({ open }) => {
  const page = await open('refused')
  await expect(page.getByText('Le premier et le second lecteur doivent être deux personnes différentes.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Examen suivant' })).toBeVisible()
  await expectAccessible(page)
})

test('reads as well on a portrait monitor and at the narrowest width', async ({ open }) => {
  const page = await open('revealed')
  for (const viewport of [{ width: 2048, height: 2560 }, { width: 1280, height: 800 }]) {
    await page.setViewportSize(viewport)
    const handle = page.getByRole('separator', { name: 'Largeur de la fiche' })
    await handle.focus()
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight')
    await expect(handle).toHaveAttribute('aria-valuenow', '360')
    const overflow = await page.locator('.reading-body').evaluate((element) => element.scrollWidth - element.clientWidth)
    expect(overflow).toBe(0)
    await expect(page.getByRole('button', { name: /Confirmer et signer/ })).toBeInViewport()
  }
})

test('V6 shows an arbiter both opinions side by side by code, and signs the decision by the keyboard', async ({ open }) => {
  const page = await open('arbiter')
  const opposed = page.getByRole('region', { name: 'Les deux lectures à départager' })
  await expect(opposed).toContainText('L2-0C4E1')
  await expect(opposed.getByRole('row', { name: /G ACR Diffère/ })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('n')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Signer l’arbitrage de MAMMATEST Maria : négative, ACR 1 / ACR 1' })).toBeVisible()
})

test('tells an arbiter that both opinions are still sealed, and keeps the sheet open', async ({ open }) => {
  const page = await open('arbiter-waits')
  await expect(page.getByText('Deux avis sont scellés')).toBeVisible()
  await expect(page.getByText('Densité').first()).toBeVisible()
  await expectAccessible(page)
})

test('offers no signature before the reveal where there was a workup, and says why', async ({ open }) => {
  const page = await open('confront')
  await expect(page.getByText('Un bilan immédiat a été fait, ou refusé')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Signer sans révélation' })).toHaveCount(0)
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Les deux avis concordent')).toBeVisible()
})
