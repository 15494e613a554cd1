/** Every French text that a reader sees has its no-break spaces: the resources, the words of each room, what they make of
 *  their places, and the sentences of refusals. And no part of the window writes such a text by hand. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeProblem, ExpectedError, problems, type ErrorCode } from '../../main/contract/index.ts'
import { ProblemError } from '../api/errors.ts'
import { problemSentence } from '../api/problem-text.ts'
import { createFormat } from './format.ts'
import { createI18n, namespaces } from './i18n.ts'
import { spaced } from './typography.ts'

const renderer = join(import.meta.dirname, '..')
const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts'))
const ordinary = / [:;!?»%]|« /

/** Every text of a tree with its path; of a function, what it makes of some number or word. */
function textsOf(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') return textsOf(made(value as (...given: unknown[]) => unknown), `${path}()`)
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`)) : []
}
function made(text: (...given: unknown[]) => unknown): unknown {
  for (const given of [2, 'mot', ['mot'], {}]) {
    try { return text(given, given, given, given) } catch { continue }
  }
  return 'no text could be made !'
}
const wrong = (texts: [string, string][]) => texts.filter(([, text]) => ordinary.test(text))

describe('French texts of the window', () => {
  it('have no ordinary space before : ; ! ? » % nor after « in the resources, once they are loaded', () => {
    const i18n = createI18n('fr')
    const texts = namespaces.flatMap((room) => textsOf(i18n.getResourceBundle('fr', room), room))
    expect(texts.length).toBeGreaterThan(500)
    expect(wrong(texts)).toEqual([])
  })

  it('nor in the words of each room, nor in what they make of their places', async () => {
    const rooms = files.filter((name) => name.endsWith('strings.ts'))
    expect(rooms.length).toBeGreaterThan(12)
    const texts = await Promise.all(rooms.map(async (name) => {
      const words = Object.values(await import(join(renderer, name)) as Record<string, unknown>)
      return words.flatMap((one) => (typeof one === 'object' && one !== null && 'fr' in one ? textsOf(one.fr, name) : []))
    }))
    expect(texts.flat().length).toBeGreaterThan(400)
    expect(wrong(texts.flat())).toEqual([])
  })

  it('nor in the sentences of refusals', () => {
    const ours = { connection: '', unexpected: '' }
    const texts = (Object.keys(problems) as ErrorCode[]).map((code): [string, string] => [code, problemSentence(new ProblemError(describeProblem(new ExpectedError(code))), 'fr', ours)])
    expect(wrong(texts)).toEqual([])
  })

  it('nor written by hand beside them, where English would get the space too', () => {
    const allowed = /strings\.ts$|^i18n\/|^desk\/words-fr\.ts$|commands\.ts$/
    const literal = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g
    const found = files.filter((name) => !allowed.test(name)).flatMap((name) => {
      const source = readFileSync(join(renderer, name), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
      // What stands in the places of a template is code.
      return [...source.matchAll(literal)].map(([text]) => text.replaceAll(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, '…')).filter((text) => !text.includes('${') && /[\p{L}…)»] [:;!?»](?=[ …'"`])/u.test(text)).map((text) => `${name}: ${text}`)
    })
    expect(found).toEqual([])
  })

  it('are found out where one is wrong', () => {
    expect(wrong(textsOf({ one: 'Prêt ?', list: ['« oui »'], make: (n: number) => `${n} : non` }, 'x')).map(([path]) => path)).toEqual(['x.one', 'x.list.0', 'x.make()'])
    expect(wrong(textsOf(spaced({ one: 'Prêt ?', list: ['« oui »'], make: (n: number) => `${n} : non` }), 'x'))).toEqual([])
    expect([createFormat('fr').labelled('Site', 'Flers'), createFormat('en').labelled('Site', 'Flers')]).toEqual(['Site\u00a0: Flers', 'Site: Flers'])
  })
})
