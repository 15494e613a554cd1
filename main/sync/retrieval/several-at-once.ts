/** Objects of a study, so many on the line at once. One that has come leaves its place there while the disk still makes it
 *  durable, and at most as many again wait for the disk: the line does not stand still for it. */

/** After a failure no other object is begun; those that are on their way may still arrive whole, and the first failure is
 *  thrown. `work` says when the last byte has come, and answers `gave-way` for what is to be begun again. */
export async function severalAtOnce<T>(objects: readonly T[], parallel: number, work: (object: T, arrived: () => void) => Promise<'gave-way' | 'came'>): Promise<void> {
  const places = Math.max(1, parallel)
  const queue = [...objects]
  const failures: unknown[] = []
  const underWay = new Set<Promise<void>>()
  const begin = (object: T): Promise<void> => new Promise((leaveLine) => {
    const end = work(object, leaveLine).then((outcome) => { if (outcome === 'gave-way') queue.unshift(object) }, (error: unknown) => { failures.push(error) }).then(() => {
      underWay.delete(end)
      leaveLine()
    })
    underWay.add(end)
  })
  const place = async () => {
    for (let object = queue.shift(); object !== undefined && failures.length === 0; object = queue.shift()) {
      await begin(object)
      while (underWay.size >= 2 * places) await Promise.race(underWay)
    }
  }
  await Promise.all(Array.from({ length: Math.min(places, objects.length) }, place))
  await Promise.all(underWay)
  if (failures.length > 0) throw failures[0]
}
