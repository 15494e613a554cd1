/** The hanging that comes with the program, as the editor starts from it and goes back to it. */
import mammography from '../../../resources/hanging-protocols/mammography.json'
import { mammographyProtocol, type MammographyProtocol } from '../../../main/contract/index.ts'

export const programProtocol: MammographyProtocol = mammographyProtocol.parse(mammography)
