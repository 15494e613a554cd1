/** Every import of a TypeScript file, by the parser that also bundles it: static, re-exported, dynamic, and in types. */
import { parseAst } from 'rolldown/parseAst'

export interface Import {
  /** Null where a dynamic import computes its name. */
  readonly from: string | null
  readonly typeOnly: boolean
  readonly line: number
}

type Node = Readonly<Record<string, unknown>>

export function readImports(source: string, { tsx = false } = {}): Import[] {
  const found: Import[] = []
  const visit = (value: unknown) => {
    if (Array.isArray(value)) value.forEach(visit)
    if (!isNode(value)) return
    const one = importOf(value)
    if (one !== null) found.push({ ...one, line: source.slice(0, Number(value['start'])).split('\n').length })
    Object.values(value).forEach(visit)
  }
  visit(parseAst(source, { lang: tsx ? 'tsx' : 'ts', astType: 'ts' }))
  return found
}

function importOf(node: Node): Omit<Import, 'line'> | null {
  switch (node['type']) {
    case 'ImportDeclaration':
      return { from: literal(node['source']), typeOnly: isTypeImport(node) }
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return isNode(node['source']) ? { from: literal(node['source']), typeOnly: node['exportKind'] === 'type' } : null
    case 'ImportExpression':
      return { from: literal(node['source']), typeOnly: false }
    case 'TSImportType':
      return { from: literal(node['source']), typeOnly: true }
    case 'CallExpression':
      return isNode(node['callee']) && node['callee']['name'] === 'require' && Array.isArray(node['arguments']) ? { from: literal(node['arguments'][0]), typeOnly: false } : null
    default:
      return null
  }
}

function isTypeImport(node: Node): boolean {
  const specifiers: unknown[] = Array.isArray(node['specifiers']) ? node['specifiers'] : []
  return node['importKind'] === 'type' || (specifiers.length > 0 && specifiers.every((one) => isNode(one) && one['importKind'] === 'type'))
}

function literal(value: unknown): string | null {
  return isNode(value) && value['type'] === 'Literal' ? String(value['value']) : null
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
