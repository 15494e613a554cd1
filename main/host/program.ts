/** Where the program lies and which version it is. `main/host/x.ts` and `dist/main/x.js` are equally deep, so the
 *  same two steps up lead to the root from the sources, from the build and from inside app.asar. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

export const programRoot = join(import.meta.dirname, '..', '..')

export function programVersion(): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(programRoot, 'package.json'), 'utf8'))).version
}
