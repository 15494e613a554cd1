/** The rule until an administrator sets another. 5 MP: read in the French programme's texts (Q1). The rest is what
 *  ACR, AAPM and EUREF ask of mammography displays as far as general knowledge goes (Q4): Lmax about 420 cd/m²,
 *  Lmin about 1.2 cd/m², ratio about 350, dim room, yearly calibration. A plain
 *  path of 8 bits is refused (Q5); dithering carries the finer greys and is what the painters do everywhere. */
import type { DisplayRule } from '../../contract/index.ts'

export const defaultDisplayRule: DisplayRule = {
  minimumMegapixels: 5,
  calibrationMaxAgeDays: 365,
  gsdfRequired: true,
  luminanceMaxAtLeast: 420,
  luminanceMinAtLeast: 1,
  luminanceRatioAtLeast: 250,
  luminanceRatioAtMost: 450,
  ambientLuxAtMost: 45,
  greyPathAtLeast: 'DITHERED',
  dailyCheck: true,
}
