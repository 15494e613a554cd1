/** The import boundaries can fail: each rule is broken on purpose once. */
import { describe, expect, it } from 'vitest'
import { checkImports } from '../../scripts/imports/check-imports.ts'
import { layers } from '../../scripts/imports/rules.ts'

const base: Record<string, string> = {
  'main/contract/index.ts': '', 'main/contract/ids.ts': '', 'main/domain/sheet/index.ts': '', 'main/domain/sheet/rules.ts': '',
  'main/store/index.ts': '', 'main/store/open.ts': '', 'main/cache/index.ts': '', 'main/pacs/index.ts': '', 'main/ris/index.ts': '',
  'main/host/index.ts': '', 'renderer/app/App.tsx': '', 'renderer/viewer/index.ts': '', 'preload/preload.ts': '',
}

function broken(path: string, source: string): string[] {
  const files = new Map(Object.entries({ ...base, [path]: source }))
  return checkImports(files, ['zod', 'react', '@cornerstonejs/core', 'better-sqlite3']).map((violation) => `${violation.path}: ${violation.because}`)
}

describe('what is allowed', () => {
  it.each([
    ['a lower room by its index', 'main/cache/cache.ts', "import { openStore } from '../store/index.ts'"],
    ['a file of the contract', 'main/pacs/client.ts', "import type { Uid } from '../contract/ids.ts'"],
    ['contract and domain from a window', 'renderer/app/Shell.tsx', "import { x } from '../../main/contract/index.ts'; import { y } from '../../main/domain/sheet/index.ts'; const e = <div />"],
    ['Cornerstone in the viewer', 'renderer/viewer/view.ts', "import { init } from '@cornerstonejs/core'"],
    ['Electron in its host', 'main/host/electron-window.ts', "import { BrowserWindow } from 'electron'"],
    ['sockets in the PACS client', 'main/pacs/http.ts', "import { request } from 'node:https'"],
    ['a style sheet', 'renderer/app/Shell.tsx', "import './shell.css'"],
    ['a worker by its address', 'renderer/viewer/view.ts', "import decoder from './decoder.ts?worker'"],
  ])('%s', (_title, path, source) => {
    expect(broken(path, source)).toEqual([])
  })
})

describe('what is caught', () => {
  it.each([
    ['an upward import', 'main/store/open.ts', "import { x } from '../host/index.ts'", 'imports point downwards'],
    ['an upward import of a type alone', 'main/store/open.ts', "import type { X } from '../host/index.ts'", 'imports point downwards'],
    ['an upward import inside a type', 'main/store/open.ts', "export type X = import('../host/index.ts').X", 'imports point downwards'],
    ['an upward dynamic import', 'main/store/open.ts', "await import('../host/index.ts')", 'imports point downwards'],
    ['an upward re-export', 'main/store/open.ts', "export * from '../host/index.ts'", 'imports point downwards'],
    ['a neighbour on the same line', 'main/pacs/client.ts', "import { x } from '../ris/index.ts'", 'imports point downwards'],
    ['a way past the index', 'main/cache/cache.ts', "import { x } from '../store/open.ts'", 'entered by its index.ts'],
    ['a way past the index of a domain room', 'main/store/open.ts', "import { x } from '../domain/sheet/rules.ts'", 'entered by its index.ts'],
    ['a room that is in no line', 'main/newroom/index.ts', "import { x } from '../contract/index.ts'", 'no line in the table'],
    ['main from a window', 'renderer/app/Shell.tsx', "import { x } from '../../main/store/index.ts'", 'renderer imports only'],
    ['a window from main', 'main/host/serve.ts', "import { x } from '../../renderer/app/App.tsx'", 'does not import what runs in a window'],
    ['the domain from the preload', 'preload/preload.ts', "import { x } from '../main/domain/sheet/index.ts'", 'preload imports only'],
    ['Electron elsewhere', 'main/host/browser-host.ts', "import { app } from 'electron'", 'electron appears'],
    ['Cornerstone elsewhere', 'renderer/app/Shell.tsx', "import { init } from '@cornerstonejs/core'", 'Cornerstone stays'],
    ['SQLite elsewhere', 'main/cache/cache.ts', "import Database from 'better-sqlite3'", 'SQLite stays'],
    ['a socket elsewhere', 'main/cache/cache.ts', "import { connect } from 'node:net'", 'sockets are opened'],
    ['Node in the contract', 'main/contract/index.ts', "import { x } from 'node:crypto'", 'without Node'],
    ['Node in a window', 'renderer/app/Shell.tsx', "import { x } from 'node:fs'", 'without Node'],
    ['React in main', 'main/host/page.ts', "import { x } from 'react'", 'stays in the renderer'],
    ['more than zod in the contract', 'main/contract/index.ts', "import { x } from 'better-sqlite3'", 'contract imports only zod'],
    ['a package that package.json does not have', 'main/host/x.ts', "import { x } from 'left-pad'", 'not among the dependencies'],
    ['the bundler in the product', 'main/host/serve.ts', "import { build } from 'vite'", 'for development only'],
    ['anything in a migration', 'main/store/migrations/001-audit.ts', "import { x } from '../../contract/index.ts'", 'a migration imports nothing'],
    ['a file that is not there', 'main/store/open.ts', "import { x } from './nowhere.ts'", 'no such file'],
    ['a name without its ending', 'main/store/open.ts', "import { x } from './store'", 'ends in .ts'],
    ['a computed import', 'main/store/open.ts', 'const name = "./x.ts"; await import(name)', 'names its module'],
  ])('%s', (_title, path, source, because) => {
    expect(broken(path, source).join('\n')).toContain(because)
  })
  it('a ring of files', () => {
    const files = new Map([['main/store/a.ts', "import './b.ts'"], ['main/store/b.ts', "import './a.ts'"]])
    expect(checkImports(files, []).map(({ because }) => because)).toEqual(['imports in a ring: main/store/a.ts → main/store/b.ts → main/store/a.ts'])
  })
})

it('the table begins with the contract and ends with the host', () => {
  expect([layers[0], layers.at(-1)]).toEqual([['contract'], ['host']])
})
