import { expect, expectAccessible, rows, test } from './window.ts'

const file = (name: string) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from('DICM') })

test.describe('the import', () => {
  test('names each refused file with its reason and keeps the rest, in both languages', async ({ page, prepare, shoot }) => {
    await prepare(() => undefined)
    await expect(rows(page).first()).toBeVisible()
    await page.locator('input[data-import=files]').setInputFiles([
      file('IM-0001-0001.dcm'), file('IM-0001-0002.dcm'), file('IM-0001-0003.dcm'), file('double-0001.dcm'), file('notice-installation.pdf'), file('LISEZMOI.txt'),
      file('tronque-IM-0002.dcm'), file('classe-RTSTRUCT.dcm'), file('syntaxe-J2K.dcm'), file('conflit-IM-0001.dcm'),
    ])
    const report = page.getByRole('dialog', { name: 'Rapport d’import' })
    await expect(report).toContainText('3 objets enregistrés')
    await expect(report).toContainText('6 fichiers refusés')
    await expect(report.getByRole('row', { name: /LISEZMOI\.txt/ })).toContainText('Ce fichier n’est pas un objet DICOM.')
    await expectAccessible(page)
    await shoot('import-report')
    await report.getByRole('button', { name: 'Fermer' }).last().click()
    await page.getByRole('button', { name: /Compte actif/ }).click()
    await page.getByRole('menuitemcheckbox', { name: 'English' }).click()
    await page.keyboard.press('Escape')
    await page.locator('input[data-import=files]').setInputFiles([file('readme.txt')])
    await expect(page.getByRole('row', { name: /readme\.txt/ })).toContainText('This file is not a DICOM object.')
  })

  test('takes a drop anywhere, and says briefly that all went well', async ({ page, prepare, shoot }) => {
    const { state } = await prepare(() => undefined)
    await expect(rows(page).first()).toBeVisible()
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer()
      data.items.add(new File(['DICM'], 'IM-0001.dcm'))
      data.items.add(new File(['DICM'], 'IM-0002.dcm'))
      return data
    })
    await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer })
    await expect(page.getByText('Déposez pour importer')).toBeVisible()
    await shoot('import-drop')
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
    await expect(page.getByText('Import terminé')).toBeVisible()
    await expect(page.getByText('2 objets enregistrés')).toBeVisible()
    expect(state.asked).toContain('import.close')
  })
})
