/** What each reader has chosen on this console. */
export { createPreferences, type Preferences } from './preferences.ts'
export { createPreferencesHandlers } from './preferences-handlers.ts'
