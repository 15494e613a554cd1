/** The hash that ties an audit row to the one before it: SHA-256 over the canonical JSON (RFC 8785) of the row,
 *  the previous hash being one of its members. */
import { createHash } from 'node:crypto'

/** What stands before the first row. */
export const genesisHash = '0'.repeat(64)

export interface ChainedRow {
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly event: string
  readonly outcome: string
  readonly object: string
  readonly detail: string
  readonly previous: string
}

/** The members in the order of their names; numbers are integers, so JSON.stringify is already canonical. */
export function canonicalJson({ actor, at, detail, event, object, outcome, previous, seq }: ChainedRow): string {
  return JSON.stringify({ actor, at, detail, event, object, outcome, previous, seq })
}

export function chainHash(row: ChainedRow): string {
  return createHash('sha256').update(canonicalJson(row), 'utf8').digest('hex')
}

export interface ChainVerdict {
  /** Rows whose hash was found right before the first break. */
  readonly checked: number
  /** Hash of the last of them. */
  readonly previous: string
  readonly brokenAt: number | null
}

export const chainStart: ChainVerdict = { checked: 0, previous: genesisHash, brokenAt: null }

/** Follows the chain from the first row, or on from where an earlier look ended: numbers without a gap, each hash
 *  right, each tied to the one before. */
export function followChain(rows: Iterable<ChainedRow & { readonly hash: string }>, from: ChainVerdict = chainStart): ChainVerdict {
  let { checked, previous } = from
  for (const row of rows) {
    const expected = checked + 1
    if (row.seq !== expected) return { checked, previous, brokenAt: expected }
    if (row.previous !== previous || row.hash !== chainHash(row)) return { checked, previous, brokenAt: row.seq }
    previous = row.hash
    checked = row.seq
  }
  return { checked, previous, brokenAt: null }
}
