/** Capitals for the letter bars, 5 × 7 cells, drawn here so that no font's smoothing changes their contrast. */
import { fillRect, type Raster } from './raster.ts'

const glyphs: Readonly<Record<string, readonly string[]>> = {
  Q: ['.###.', '#...#', '#...#', '#...#', '#.#.#', '#..#.', '.##.#'],
  U: ['#...#', '#...#', '#...#', '#...#', '#...#', '#...#', '.###.'],
  A: ['.###.', '#...#', '#...#', '#####', '#...#', '#...#', '#...#'],
  L: ['#....', '#....', '#....', '#....', '#....', '#....', '#####'],
  I: ['.###.', '..#..', '..#..', '..#..', '..#..', '..#..', '.###.'],
  T: ['#####', '..#..', '..#..', '..#..', '..#..', '..#..', '..#..'],
  Y: ['#...#', '#...#', '.#.#.', '..#..', '..#..', '..#..', '..#..'],
  C: ['.####', '#....', '#....', '#....', '#....', '#....', '.####'],
  O: ['.###.', '#...#', '#...#', '#...#', '#...#', '#...#', '.###.'],
  N: ['#...#', '##..#', '#.#.#', '#.#.#', '#.#.#', '#..##', '#...#'],
  R: ['####.', '#...#', '#...#', '####.', '#.#..', '#..#.', '#...#'],
}
export const letterCells = { width: 5, height: 7, advance: 6 } as const

/** The 14 letters of the classic bar, each one grey level weaker than the one before: 14 down to 1. */
export const contrastLetters = 'QUALITYCONTROL'

/** `sign` says whether letters are lighter (+1) or darker (-1) than their ground. */
export function letterBar(raster: Raster, x: number, y: number, cell: number, ground: number, sign: 1 | -1): void {
  const width = contrastLetters.length * letterCells.advance * cell + cell
  fillRect(raster, x, y, width, (letterCells.height + 2) * cell, ground)
  for (const [place, letter] of [...contrastLetters].entries()) {
    drawLetter(raster, x + cell + place * letterCells.advance * cell, y + cell, cell, letter, ground + sign * (contrastLetters.length - place))
  }
}

export function letterBarSize(cell: number): { width: number; height: number } {
  return { width: contrastLetters.length * letterCells.advance * cell + cell, height: (letterCells.height + 2) * cell }
}

function drawLetter(raster: Raster, x: number, y: number, cell: number, letter: string, value: number): void {
  for (const [row, cells] of (glyphs[letter] ?? []).entries()) {
    for (const [column, mark] of [...cells].entries()) if (mark === '#') fillRect(raster, x + column * cell, y + row * cell, cell, cell, value)
  }
}
