/** Numbers as they are typed: comma or point, spaces between thousands. Empty is null; NaN is what cannot be read. */
export function parseNumber(typed: string): number | null {
  const plain = typed.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.')
  if (plain === '') return null
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
}

export function numberText(value: number | null, language: 'fr' | 'en'): string {
  if (value === null || Number.isNaN(value)) return ''
  return language === 'fr' ? String(value).replace('.', ',') : String(value)
}
