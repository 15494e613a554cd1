import { describe, expect, it } from 'vitest'
import { letterRecipient, letterResult } from '../../contract/index.ts'
import { defaultTemplates, fillLetter, letterDue, paragraphsOf, placeholders, unknownPlaceholder, type LetterValues } from './index.ts'

const values = Object.fromEntries(placeholders.map((name) => [name, `<${name}>`])) as LetterValues

describe('the templates of letters', () => {
  it('exist for every result and recipient, and use known places only', () => {
    const names = letterResult.options.flatMap((result) => letterRecipient.options.map((recipient) => `${result} ${recipient}`))
    expect(defaultTemplates.map(({ result, recipient }) => `${result} ${recipient}`).toSorted()).toEqual(names.toSorted())
    for (const { subject, body } of defaultTemplates) expect(unknownPlaceholder(`${subject}\n${body}`)).toBeNull()
  })

  it('are filled whole: no brace is left in any letter', () => {
    for (const { subject, body } of defaultTemplates) expect(`${fillLetter(subject, values)} ${paragraphsOf(body, values).join(' ')}`).not.toMatch(/[{}]/)
  })

  it('name an unknown place, and none that could name a second reader', () => {
    expect(unknownPlaceholder('Bonjour {patiente}, lu par {lecteurL2}')).toBe('lecteurL2')
    expect(unknownPlaceholder('{patiente} {constructor}')).toBe('constructor')
    expect(unknownPlaceholder('Une accolade { seule } reste du texte')).toBeNull()
    expect(placeholders.filter((name) => /lecteur|code|radiologue/i.test(name))).toEqual([])
  })

  it('say an ACR 0 as an examination to complete, and tell no woman a category', () => {
    const of = (result: string, recipient: string) => defaultTemplates.find((one) => one.result === result && one.recipient === recipient)?.body ?? ''
    expect(of('POSITIVE', 'PHYSICIAN')).toContain('ACR 0 signifie « examen à compléter »')
    expect(of('POSITIVE', 'WOMAN')).toContain('votre examen est à compléter')
    for (const { recipient, body } of defaultTemplates) if (recipient === 'WOMAN') expect(body).not.toMatch(/ACR|categorie|cancer/)
  })

  it('leave out a paragraph of which nothing is known, and never read a value again', () => {
    const empty = { ...values, localisation: '', patiente: '{structure}' }
    expect(paragraphsOf('Chère {patiente}\n\n{localisation}\n\nFin', empty)).toEqual(['Chère {structure}', 'Fin'])
  })
})

describe('when a letter is due', () => {
  const base = { examOn: '2025-03-01', concludedOn: '2025-03-10', physicianToldOn: null }

  it('the physician hears of a positive second reading at once, the woman 24 to 48 hours later', () => {
    expect(letterDue({ ...base, result: 'POSITIVE', recipient: 'PHYSICIAN' })).toEqual({ from: '2025-03-10', by: '2025-03-10' })
    expect(letterDue({ ...base, result: 'POSITIVE', recipient: 'WOMAN' })).toEqual({ from: '2025-03-11', by: '2025-03-12' })
    expect(letterDue({ ...base, result: 'TECHNICAL_RECALL', recipient: 'WOMAN', physicianToldOn: '2025-03-31' })).toEqual({ from: '2025-04-01', by: '2025-04-02' })
  })

  it('a negative result leaves within fifteen days of the mammogram, or at once when they are over', () => {
    expect(letterDue({ ...base, result: 'NEGATIVE', recipient: 'WOMAN' })).toEqual({ from: '2025-03-10', by: '2025-03-16' })
    expect(letterDue({ ...base, result: 'NEGATIVE', recipient: 'WOMAN', concludedOn: '2025-03-20' })).toEqual({ from: '2025-03-20', by: '2025-03-20' })
    expect(letterDue({ ...base, result: 'NEGATIVE', recipient: 'WOMAN', examOn: null })).toEqual({ from: '2025-03-10', by: '2025-03-10' })
  })
})
