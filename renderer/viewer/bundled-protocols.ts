/** The hanging protocols that come with the program, checked once; the last one takes whatever the others do not. */
import grid from '../../resources/hanging-protocols/grid.json'
import mammography from '../../resources/hanging-protocols/mammography.json'
import stack from '../../resources/hanging-protocols/stack.json'
import { hangingProtocol, type HangingProtocol } from '../../main/domain/hanging/index.ts'

export const bundledProtocols: readonly HangingProtocol[] = [mammography, stack, grid].map((data) => hangingProtocol.parse(data))
