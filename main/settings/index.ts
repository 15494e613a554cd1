/** Settings of this console. */
export { createDemoWish, type DemoWish } from './demo-wish.ts'
export { createSettings, defaultSettings, type Settings, type SettingsInput, type StoredSettings } from './settings.ts'
export { createSettingsHandlers, type SettingsHandlerPorts } from './settings-handlers.ts'
export { createSection, type Section } from './section.ts'
