import { describe, expect, it } from 'vitest'
import { en } from './en/index.ts'
import { fr } from './fr/index.ts'

type Texts = { readonly [key: string]: string | Texts }

function flatten(texts: Texts, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>()
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') flat.set(prefix + key, value)
    else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text)
  }
  return flat
}

const placeholders = (text: string) => [...text.matchAll(/\{\{\s*([\w]+)\s*\}\}/g)].map((match) => match[1]).toSorted()

describe('the two languages', () => {
  const french = flatten(fr)
  const english = flatten(en)

  it('have the same keys', () => {
    expect([...english.keys()].toSorted()).toEqual([...french.keys()].toSorted())
  })

  it('have the same places to fill in each text', () => {
    const differing = [...french].filter(([key, text]) => placeholders(text).join() !== placeholders(english.get(key) ?? '').join()).map(([key]) => key)
    expect(differing).toEqual([])
  })

  it('have no empty text', () => {
    const empty = [...french, ...english].filter(([, text]) => text.trim() === '').map(([key]) => key)
    expect(empty).toEqual([])
  })

  it('give each plural both forms', () => {
    const lonely = [...french.keys()].filter((key) =>
      (key.endsWith('_one') && !french.has(key.replace(/_one$/, '_other'))) || (key.endsWith('_other') && !french.has(key.replace(/_other$/, '_one'))))
    expect(lonely).toEqual([])
  })
})
