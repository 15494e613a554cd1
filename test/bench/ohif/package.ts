/** OHIF as npm publishes it, unpacked once beside our own build products. Measured beside, never linked or shipped. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

export const ohifVersion = '3.13.2'

/** Folder of its built site, or why there is none (no network, no registry). */
export function ohifSite(): { readonly folder: string } | { readonly missing: string } {
  const home = join(process.cwd(), '.cache', 'ohif', ohifVersion)
  const folder = join(home, 'package', 'dist')
  if (existsSync(join(folder, 'index.html'))) return { folder }
  try {
    mkdirSync(home, { recursive: true })
    execFileSync('npm', ['pack', `@ohif/app@${ohifVersion}`, '--silent'], { cwd: home, stdio: ['ignore', 'ignore', 'pipe'] })
    const archive = readdirSync(home).find((name) => name.endsWith('.tgz'))
    if (archive === undefined) return { missing: 'npm pack left no archive' }
    execFileSync('tar', ['xzf', archive], { cwd: home })
    return existsSync(join(folder, 'index.html')) ? { folder } : { missing: 'the package holds no built site' }
  } catch (error) {
    return { missing: `@ohif/app ${ohifVersion} could not be fetched: ${String(error).split('\n')[0]}` }
  }
}
