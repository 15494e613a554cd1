/** Length is what counts: at least 12 characters (the main process holds the same rule), typed twice the same. */
export const shortestPassphrase = 12

export function passphraseProblems(passphrase: string, repeated: string): 'short' | 'differs' | null {
  if ([...passphrase].length < shortestPassphrase) return 'short'
  return passphrase === repeated ? null : 'differs'
}
