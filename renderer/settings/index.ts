/** Settings of the workstation and of the reader. */
export { SettingsScreen } from './SettingsScreen.tsx'
