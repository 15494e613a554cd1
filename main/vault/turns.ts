/** Work that must not overlap takes turns, in the order asked; one that fails does not stop the next. */
export function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const result = last.then(work)
    last = result.catch(() => undefined) // whoever asked has the error; the next one only waits
    return result
  }
}
