/** The operations on the settings. The audit row names this console's settings, never their values. */
import type { HandlersOf } from '../contract/index.ts'
import type { Settings } from './settings.ts'

export interface SettingsHandlerPorts {
  readonly settings: Settings
  /** Told after the change is durable, with the sections that changed: clients of the peers are made anew. */
  readonly changed: (sections: readonly string[]) => void
}

export function createSettingsHandlers({ settings, changed }: SettingsHandlerPorts): HandlersOf<'settings.get' | 'settings.set'> {
  return {
    'settings.get': () => settings.public(),
    'settings.set': (input, context) => {
      // That a console becomes one for training, where unfit displays may be overridden, must show in the trail.
      const training = input.training === settings.get().training ? '' : `settings.set training=${input.training ? 'on' : 'off'}`
      // So must what is read in the programme.
      const programme = JSON.stringify(input.programme) === JSON.stringify(settings.get().programme) ? '' : `settings.set programme.tomosynthesis=${input.programme.tomosynthesis.default ? 'on' : 'off'}`
      // And the coding of what leaves.
      const coding = input.structuredReport === settings.get().structuredReport ? '' : `settings.set structuredReport=${input.structuredReport}`
      // And in which form.
      const payload = JSON.stringify(input.reportPayload) === JSON.stringify(settings.get().reportPayload) ? '' : `settings.set reportPayload=${input.reportPayload.default.payload} level=${input.reportPayload.level} archiveCda=${input.reportPayload.default.archiveCda ? 'on' : 'off'} sites=${Object.keys(input.reportPayload.sites).length}`
      const sections = context.act('settings', () => settings.set(input), [training, programme, coding, payload].filter((change) => change !== '').join(', '))
      if (sections.length > 0) changed(sections)
      return settings.public()
    },
  }
}
