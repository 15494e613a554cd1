/** Loaded before the program by a test: its clock runs as many times faster as CLOCK_RATE says, so that guard times of
 *  seconds pass in fractions of one. Timers keep their pace. */
const rate = Number(process.env['CLOCK_RATE'] ?? 1)
const Calm = Date
const started = Calm.now()
const now = () => started + (Calm.now() - started) * rate
globalThis.Date = class extends Calm {
  constructor(...given) {
    if (given.length === 0) super(now())
    else super(...given)
  }
  static now() { return Math.floor(now()) }
}
