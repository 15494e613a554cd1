import { passphrase } from './console-in-memory.ts'
import { expect, expectAccessible, rows, test } from './window.ts'

test.describe('the session', () => {
  test('begins with one page that makes the first account', async ({ page, prepare, shoot }) => {
    const { state } = await prepare((before) => {
      before.phase = 'welcome'
      before.active = null
      before.accounts = []
    })
    await expect(page.getByRole('heading', { name: 'Bienvenue' })).toBeVisible()
    await expectAccessible(page)
    await shoot('welcome')
    await page.getByRole('button', { name: 'Créer le compte et ouvrir' }).click()
    await expect(page.getByText('Donnez un nom d’au moins deux caractères.')).toBeVisible()
    await expect(page.getByText('La phrase de passe doit compter au moins 12 caractères.')).toBeVisible()
    await shoot('welcome-refused')
    await page.getByLabel('Nom affiché').fill('Dr Essai')
    await page.getByLabel('Phrase de passe', { exact: true }).fill(passphrase)
    await page.getByLabel('Répéter la phrase de passe').fill(`${passphrase}!`)
    await expect(page.getByText('Les deux saisies diffèrent.')).toBeVisible()
    await page.getByLabel('Répéter la phrase de passe').fill(passphrase)
    await page.keyboard.press('Enter')
    await expect(rows(page).first()).toBeVisible()
    expect(state.accounts).toMatchObject([{ displayName: 'Dr Essai', roles: ['ADMIN', 'L1', 'RADIOLOGIST'], language: 'fr' }])
  })

  test('speaks English from its first page on', async ({ page, prepare }) => {
    const { state } = await prepare((before) => {
      before.phase = 'welcome'
      before.active = null
    })
    await page.getByRole('button', { name: 'English' }).click()
    await expect(page.getByRole('heading', { name: 'Welcome' })).toBeVisible()
    await page.getByLabel('Display name').fill('Dr Test')
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
    await page.getByLabel('Repeat the passphrase').fill(passphrase)
    await page.keyboard.press('Enter')
    await expect(page.getByText('24 studies')).toBeVisible()
    expect(state.active?.language).toBe('en')
  })

  test('blanks at once when it locks, and opens again for the right phrase only', async ({ page, prepare, shoot }) => {
    const console = await prepare(() => undefined)
    await expect(rows(page).first()).toBeVisible()
    console.lock()
    await expect(page.getByRole('heading', { name: 'Session verrouillée' })).toBeVisible()
    expect(await page.locator('body').textContent()).not.toContain('ESSAI^')
    expect(await rows(page).count()).toBe(0)
    await expectAccessible(page)
    await shoot('unlock')
    await page.getByLabel(/^Phrase de passe de/).fill('une autre phrase')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Phrase de passe incorrecte.')).toBeVisible()
    await expectAccessible(page)
    await shoot('unlock-refused')
    await expect(page.getByLabel(/^Phrase de passe de/)).toBeFocused()
    await page.keyboard.type(passphrase)
    await page.keyboard.press('Enter')
    await expect(rows(page).first()).toBeVisible()
  })

  test('locks by its key and survives a reload while locked', async ({ page, prepare }) => {
    await prepare(() => undefined)
    await expect(rows(page).first()).toBeVisible()
    await page.keyboard.press('Control+l')
    await expect(page.getByRole('heading', { name: 'Session verrouillée' })).toBeVisible()
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Session verrouillée' })).toBeVisible()
  })

  test('counts the wait down after too many attempts', async ({ page, prepare, shoot }) => {
    const console = await prepare((state) => {
      state.phase = 'locked'
      state.active = null
      state.problems.set('session.unlock', 'session/too-many-attempts')
    })
    await page.getByLabel(/^Phrase de passe de/).fill(passphrase)
    await page.keyboard.press('Enter')
    await expect(page.getByText(/Réessayez dans 1[0-2] s/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Déverrouiller' })).toBeDisabled()
    await shoot('unlock-wait')
    console.state.problems.clear()
    await page.clock.fastForward(15_000)
    await expect(page.getByRole('button', { name: 'Déverrouiller' })).toBeEnabled()
  })

  test('says calmly that the store could not be opened', async ({ page, prepare, shoot }) => {
    await prepare((state) => {
      state.phase = 'failed'
      state.active = null
      state.failure = { fr: 'Cette base a été écrite par une version plus récente de Binocle (12). Mettez le programme à jour ; rien n’a été modifié.', en: 'This database was written by a newer Binocle (12).' }
    })
    await expect(page.getByText('La base de ce poste n’a pas été ouverte')).toBeVisible()
    await expect(page.getByText('Cette base a été écrite par une version plus récente')).toBeVisible()
    await expectAccessible(page)
    await shoot('failed')
  })

  test('says how to reopen a window that is not connected', async ({ page, prepare, shoot }) => {
    const console = await prepare(() => undefined)
    await expect(rows(page).first()).toBeVisible()
    await page.evaluate(() => { sessionStorage.clear() })
    await page.goto(new URL(console.url()).origin)
    await expect(page.getByText('Cette fenêtre n’est plus reliée à Binocle')).toBeVisible()
    await expectAccessible(page)
    await shoot('unconnected')
  })

  test('survives a reload, and keeps nothing of a patient in the browser', async ({ page, prepare }) => {
    await prepare(() => undefined)
    await expect(rows(page).first()).toBeVisible()
    await page.reload()
    await expect(rows(page).first()).toBeVisible()
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
    expect(kept).not.toMatch(/MAMMATEST|ESSAI|2\.25\.|IPP/)
  })

  test('tells the main process that the reader is there, but rarely', async ({ page, prepare }) => {
    const { state } = await prepare(() => undefined)
    await expect(rows(page).first()).toBeVisible()
    for (let move = 0; move < 30; move += 1) await page.mouse.move(400 + move * 5, 300)
    await expect.poll(() => state.asked.filter((name) => name === 'session.touch').length).toBe(1)
  })
})
