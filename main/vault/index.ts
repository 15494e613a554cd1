/** Keys of this console: derivation, wrapping, sealing, and the small durable files that hold them. */
export type { KeychainPort } from './account-keys.ts'
export { isDiskFull, readIfPresent, writeDurably } from './durable-file.ts'
export type { ScryptCost } from './derive.ts'
export type { Sealing } from './sealing.ts'
export type { NewAccount, UnlockedVault } from './unlocked-vault.ts'
export { openVault, type Vault, type VaultPorts } from './vault.ts'
