/** Reads a size in millimetres: empty for none, comma or point, more than 0 and at most 300 (contract). */
export function parseMillimetres(text: string): { valid: true; value: number | null } | { valid: false } {
  const plain = text.trim().replace(',', '.')
  if (plain === '') return { valid: true, value: null }
  if (!/^\d{1,3}(\.\d{0,2})?$/.test(plain)) return { valid: false }
  const value = Number(plain)
  return value > 0 && value <= 300 ? { valid: true, value } : { valid: false }
}
