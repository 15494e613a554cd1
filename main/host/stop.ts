/** What ends the program from outside: SIGTERM, SIGINT and SIGHUP; on Windows, which has no SIGTERM, the word `stop`
 *  on the channel of the process that started it; and on every system the end of that channel. */

/** Resolves once; further signals change nothing while the program puts its things away. */
export function stopRequested(from: NodeJS.Process = process): Promise<void> {
  return new Promise((resolve) => {
    let asked = false
    const stop = () => {
      if (asked) return
      asked = true
      resolve()
    }
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) from.on(signal, stop)
    from.on('message', (message) => { if (message === 'stop') stop() })
    from.on('disconnect', stop)
    // The channel alone must not keep a program alive that is done.
    from.channel?.unref()
  })
}

/** Longer than any room takes to put its things away. What is left then is on the disk already, and resumes. */
export const closingLimitMs = 15_000

/** Ends the process even if something forgotten still holds it. Holds nothing itself. */
export function endWithin(ms: number): void {
  setTimeout(() => { process.exit() }, ms).unref()
}
