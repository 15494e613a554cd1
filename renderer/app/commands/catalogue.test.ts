import { describe, expect, it } from 'vitest'
import { viewerCommands } from '../../viewer/commands.ts'
import { catalogue, defaultKeys, isCommandId, type CommandScope } from './catalogue.ts'

/** Scopes that are on the screen together. */
const screens: readonly (readonly CommandScope[])[] = [['viewer', 'screening'], ['worklist'], ['desk'], ['deliveries']]

describe('the catalogue of commands', () => {
  it('has every command that the viewer can do, with the keys that the viewer proposes', () => {
    expect(viewerCommands.filter(({ id }) => !isCommandId(id))).toEqual([])
    for (const { id, keys } of viewerCommands) expect([id, defaultKeys(id)]).toEqual([id, keys])
  })
  it('gives no key two meanings on one screen', () => {
    for (const scopes of screens) {
      const keys = catalogue.filter((row) => scopes.includes(row.scope)).flatMap((row) => row.keys)
      expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
    }
  })
  it('leaves to the whole program only keys that no screen uses, but for the way out', () => {
    const app = catalogue.filter((row) => row.scope === 'app' && row.id !== 'app.back').flatMap((row) => [...row.keys])
    const local = catalogue.filter((row) => row.scope !== 'app').flatMap((row) => [...row.keys] as string[])
    expect(app.filter((key) => local.includes(key))).toEqual([])
  })
})
