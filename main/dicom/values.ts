/** Values that several modules are made of: codes, vectors and spacings, null when incomplete or no numbers. */
import type { Code } from '../contract/index.ts'
import type { Keyword } from './attributes.ts'
import { numbers, text, type Dataset } from './dataset.ts'

/** PS3.3 8.8: a code that is longer than 16 characters stands in an attribute of its own. */
export function code(item: Dataset): Code {
  return { value: text(item, 'CodeValue') || text(item, 'LongCodeValue'), scheme: text(item, 'CodingSchemeDesignator'), meaning: text(item, 'CodeMeaning') }
}

export function vector(dataset: Dataset, keyword: Keyword, length: number): number[] | null {
  const values = numbers(dataset, keyword)
  // Adding zero makes `-0.0` the zero that it is.
  return values.length === length && values.every(Number.isFinite) ? values.map((value) => value + 0) : null
}

/** Millimetres between rows and between columns. */
export function spacing(dataset: Dataset, keyword: Keyword): [number, number] | null {
  const [row, column] = numbers(dataset, keyword)
  return row !== undefined && column !== undefined && row > 0 && column > 0 ? [row, column] : null
}
