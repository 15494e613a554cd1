/** Which tests prove which requirement: those whose title bears its id. */
import { globSync, readFileSync } from 'node:fs'

export interface ItemTest {
  readonly file: string
  readonly title: string
}

const ids = /\b(M\d\d|Q\d|R\d{1,2}|V\d|S:[a-z][A-Za-z0-9]*)\b/g
/** Of an acceptance check a title bears the id at its beginning: A4 is also a size of paper. */
const checks = /^(?:A(?:[1-9]|1[0-3])\b[ ,:]*)+/
/** `it('…'`, `test.each(…)('…'`, `describe("…"`, `title('…'`: the title is the first string of its line. */
const opening = /\b(?:it|test|describe|title|step)\b(?:\.skipIf\([^\n]*?\)(?=\())?[^'"`]*?(?:\)\s*)?\(\s*(['"`])((?:\\.|(?!\1).)*)\1/g

/** Id → its tests, in the order of the files. */
export function testsByItem(root: string): ReadonlyMap<string, readonly ItemTest[]> {
  const found = new Map<string, ItemTest[]>()
  const files = globSync('{main,renderer,test}/**/*.{test,spec}.{ts,tsx}', { cwd: root }).map((file) => file.replaceAll('\\', '/')).toSorted()
  for (const file of files) {
    for (const [, , title = ''] of readFileSync(`${root}/${file}`, 'utf8').matchAll(opening)) {
      for (const id of new Set([...title.match(ids) ?? [], ...checks.exec(title)?.[0].match(/A\d+/g) ?? []])) found.set(id, [...found.get(id) ?? [], { file, title: plain(title) }])
    }
  }
  return found
}

/** As prose: without escapes, ids and what a table cell cannot hold. */
const plain = (title: string): string => title.replace(/\\(['"`])/g, '$1').replace(/\$\{[^}]*\}/g, '…').replace(checks, '').replace(ids, '').replaceAll('|', '/').replace(/\s+/g, ' ').replace(/^[\s:,–-]+/, '').trim()
