/** A section of the settings that its own room reads and writes: one row, checked again when read, with a default for
 *  what is missing. */
import type { z } from 'zod'
import type { Store } from '../store/index.ts'

export interface Section<T> {
  get(): T
  /** In the caller's transaction. */
  set(value: T): void
}

export function createSection<S extends z.ZodObject>(store: Store, key: string, shape: S, defaults: z.infer<S>): Section<z.infer<S>> {
  return {
    get() {
      const stored: unknown = JSON.parse(store.prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?').get(key)?.value ?? '{}')
      return shape.parse({ ...defaults, ...(stored as object) })
    },
    set(value) {
      if (!store.inTransaction) throw new Error('Settings change inside the transaction of their act')
      store.prepare('INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, JSON.stringify(shape.parse(value)))
    },
  }
}
