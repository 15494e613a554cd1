/** `Content-Type` values (RFC 9110 8.3): type and parameters, quoted or not. PACS put semicolons inside the quoted
 *  `type` parameter, so splitting at semicolons would be wrong. */

export interface MediaType {
  readonly type: string
  readonly parameters: ReadonlyMap<string, string>
}

const parameter = /;\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]*))/y

export function parseMediaType(value: string): MediaType {
  const semicolon = value.indexOf(';')
  const type = (semicolon < 0 ? value : value.slice(0, semicolon)).trim().toLowerCase()
  const parameters = new Map<string, string>()
  let rest = semicolon < 0 ? '' : value.slice(semicolon)
  for (;;) {
    parameter.lastIndex = 0
    const found = parameter.exec(rest)
    if (found === null) break
    const [whole, name = '', quoted, plain = ''] = found
    parameters.set(name.toLowerCase(), quoted === undefined ? plain : quoted.replaceAll(/\\(.)/g, '$1'))
    rest = rest.slice(whole.length).trimStart()
  }
  return { type, parameters }
}
