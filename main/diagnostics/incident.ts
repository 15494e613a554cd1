/** Number under which a bug is logged and shown: short enough to be read out on the telephone. */
import { randomInt } from 'node:crypto'

/** No 0/O, 1/I/L, U/V pairs that sound or look alike. */
const letters = '23456789ABCDEFGHJKMNPQRSTWXYZ'

export function newIncident(random: (below: number) => number = randomInt): string {
  const draw = () => letters.charAt(random(letters.length))
  const block = () => draw() + draw() + draw() + draw()
  return `${block()}-${block()}`
}
