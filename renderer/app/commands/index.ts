/** The command registry. To add a command: a row in `catalogue.ts`, its words in i18n `commands` (fr and en), and
 *  `useCommand('room.verb', run, { enabled })` where it can be done. Show its key with `useShortcut('room.verb')`. */
export { catalogue, scopeOf, type CommandId, type CommandScope } from './catalogue.ts'
export { CommandProvider } from './CommandProvider.tsx'
export { chordOf } from './keys.ts'
export { useActiveCommands, useChordLabel, useCommand, useCommands, useShortcut } from './use-command.ts'
