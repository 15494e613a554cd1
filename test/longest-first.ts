/** Which test files begin first: those that drive a browser or a whole console for a minute, so that at the end of a run
 *  no worker is left alone with one of them. Vitest knows by itself only once it has run on the same machine before. */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const longest = ['/test/security/http-sequences', '/test/viewer/', '/test/security/', '/test/', '/main/rounds/', '/main/reading/', '/main/sessions/', '/main/worklist/', '/main/demo/']

const place = ({ moduleId }: TestSpecification): number => {
  const found = longest.findIndex((part) => moduleId.includes(part))
  return found === -1 ? longest.length : found
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other))
  }
}
