/** What other rooms of the window need of the shell: commands, session, navigation, the bar. */
export * from './commands/index.ts'
export { neighbour, useNavigation, type Navigation, type ReadingQueue, type Screen, type SettingsSection } from './navigation.ts'
export { useAccount, useHasRole, useSession } from './session.ts'
export { TopBar } from './TopBar.tsx'
