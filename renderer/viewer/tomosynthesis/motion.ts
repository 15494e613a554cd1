/** Scrolling and cine: every slice asked for is painted, in order, the next one only when the last one is on the screen.
 *  A machine that cannot keep the rate goes slower and says so; nothing is skipped. (M41) */
export interface MotionPorts {
  positionOf(cell: string): number
  countOf(cell: string): number
  /** Asks for a slice; `painted` answers. */
  show(cell: string, position: number): void
  /** Milliseconds. */
  now(): number
  /** The next frame of the screen. Returns what gives it up. */
  nextFrame(callback: () => void): () => void
  onCine(state: CineState | null): void
}

export type CineMode = 'loop' | 'swing'

export interface CineState {
  readonly cell: string
  /** Slices per second: as asked, and as painted during the last second; null until there is one to speak of. */
  readonly asked: number
  readonly real: number | null
}

export interface Motion {
  /** By so many slices; false at the end of the stack. */
  scroll(cell: string, by: number): boolean
  /** To a slice, through all that lie between. */
  glide(cell: string, position: number): void
  /** To a slice at once. */
  jump(cell: string, position: number): boolean
  play(cell: string, framesPerSecond: number, mode: CineMode): void
  setRate(framesPerSecond: number): void
  setMode(mode: CineMode): void
  stop(): void
  readonly playing: string | null
  painted(cell: string, position: number): void
}

/** Milliseconds after which a slice that was never painted (it could not be decoded) no longer holds the others up. */
const PATIENCE = 3000
/** How often the rate is said, and over how long it is measured, milliseconds. */
const SAID_EVERY = 500
const MEASURED_OVER = 1500

interface Move { target: number; awaited: number | null; askedAt: number }
interface Cine { cell: string; rate: number; mode: CineMode; direction: 1 | -1; due: number; awaited: number | null; askedAt: number; painted: number[]; saidAt: number; giveUp: () => void }

export function createMotion(ports: MotionPorts): Motion {
  const moves = new Map<string, Move>()
  let cine: Cine | null = null

  const clamp = (cell: string, position: number): number => Math.min(Math.max(position, 0), ports.countOf(cell) - 1)

  const advance = (cell: string): void => {
    const move = moves.get(cell)
    if (move === undefined || (move.awaited !== null && ports.now() - move.askedAt < PATIENCE)) return
    const here = ports.positionOf(cell)
    if (here === move.target) {
      moves.delete(cell)
      return
    }
    move.awaited = here + Math.sign(move.target - here)
    move.askedAt = ports.now()
    ports.show(cell, move.awaited)
  }

  const glide = (cell: string, position: number): void => {
    const target = clamp(cell, position)
    const move = moves.get(cell)
    if (move === undefined) moves.set(cell, { target, awaited: null, askedAt: 0 })
    else move.target = target
    advance(cell)
  }

  const stop = (): void => {
    if (cine === null) return
    cine.giveUp()
    cine = null
    ports.onCine(null)
  }

  const following = (going: Cine): number => {
    const [here, last] = [ports.positionOf(going.cell), ports.countOf(going.cell) - 1]
    if (going.mode === 'loop') return here >= last ? 0 : here + 1
    if (here + going.direction < 0 || here + going.direction > last) going.direction = going.direction === 1 ? -1 : 1
    return clamp(going.cell, here + going.direction)
  }

  const tick = (): void => {
    const going = cine
    if (going === null) return
    going.giveUp = ports.nextFrame(tick)
    const now = ports.now()
    const isWaiting = going.awaited !== null && now - going.askedAt < PATIENCE
    if (isWaiting || now < going.due) return
    // Late by more than a slice: the rate gives way, not the order.
    going.due = Math.max(going.due + 1000 / going.rate, now)
    going.awaited = following(going)
    going.askedAt = now
    ports.show(going.cell, going.awaited)
  }

  const measure = (going: Cine): void => {
    const now = ports.now()
    going.painted = [...going.painted.filter((at) => now - at <= MEASURED_OVER), now]
    if (now - going.saidAt < SAID_EVERY || going.painted.length < 3) return
    going.saidAt = now
    const [first = now] = going.painted
    ports.onCine({ cell: going.cell, asked: going.rate, real: ((going.painted.length - 1) * 1000) / Math.max(now - first, 1) })
  }

  return {
    get playing() { return cine?.cell ?? null },
    scroll(cell, by) {
      stop()
      const from = moves.get(cell)?.target ?? ports.positionOf(cell)
      if (clamp(cell, from + by) === from) return false
      glide(cell, from + by)
      return true
    },
    glide(cell, position) {
      stop()
      glide(cell, position)
    },
    jump(cell, position) {
      stop()
      moves.delete(cell)
      if (clamp(cell, position) === ports.positionOf(cell)) return false
      ports.show(cell, clamp(cell, position))
      return true
    },
    play(cell, rate, mode) {
      stop()
      moves.delete(cell)
      const now = ports.now()
      cine = { cell, rate, mode, direction: 1, due: now, awaited: null, askedAt: 0, painted: [], saidAt: now, giveUp: () => undefined }
      ports.onCine({ cell, asked: rate, real: null })
      cine.giveUp = ports.nextFrame(tick)
    },
    setRate(rate) {
      if (cine === null) return
      cine = Object.assign(cine, { rate, painted: [], due: ports.now() })
      ports.onCine({ cell: cine.cell, asked: rate, real: null })
    },
    setMode(mode) { if (cine !== null) cine.mode = mode },
    stop,
    painted(cell, position) {
      const move = moves.get(cell)
      if (move !== undefined && move.awaited === position) {
        move.awaited = null
        advance(cell)
      }
      if (cine === null || cine.cell !== cell || cine.awaited !== position) return
      cine.awaited = null
      measure(cine)
    },
  }
}
