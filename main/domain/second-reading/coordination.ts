/** Who follows exams for the structure. Whoever reads for the programme may still come to read blind, and is refused. */
import type { Role } from '../../contract/index.ts'

export function followsExams({ roles }: { readonly roles: readonly Role[] }): boolean {
  return roles.includes('COORDINATOR') && !roles.includes('L1') && !roles.includes('L2')
}
