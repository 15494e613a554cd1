/** What each reader has chosen on this console; only the account itself reads and changes it. */
import { z } from 'zod'
import { mammographyProtocol } from './hanging-protocol.ts'
import { operation } from './operation.ts'

export const preferences = z.strictObject({
  /** How mammography hangs for this reader; null: as the program proposes. */
  hanging: mammographyProtocol.nullable(),
  /** There is a protocol of the reader's, written by another version or damaged: it is kept and not used. */
  hasUnreadableHanging: z.boolean(),
})
export type Preferences = z.infer<typeof preferences>

export const preferencesOperations = {
  'preferences.get': operation({ input: z.strictObject({}), output: preferences, errors: [], access: 'account', audit: null, writes: false }),
  'preferences.set': operation({ input: z.strictObject({ hanging: mammographyProtocol.nullable() }), output: preferences, errors: ['store/full'], access: 'account', audit: 'application-activity', writes: true }),
}
