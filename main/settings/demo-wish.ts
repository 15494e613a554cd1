/** Whether the demonstration studies are still to be taken in: wished at the first account, fulfilled when all are here.
 *  Kept beside the settings, so that a lock or a crash in between loses none of them. */
import type { Store } from '../store/index.ts'

export interface DemoWish {
  readonly pending: boolean
  make(): void
  fulfilled(): void
}

export function createDemoWish({ store }: { store: Store }): DemoWish {
  return {
    get pending() { return store.prepare("SELECT 1 FROM settings WHERE key = 'demoWish'").get() !== undefined },
    make() { store.prepare("INSERT OR IGNORE INTO settings (key, value) VALUES ('demoWish', 'true')").run() },
    fulfilled() { store.prepare("DELETE FROM settings WHERE key = 'demoWish'").run() },
  }
}
