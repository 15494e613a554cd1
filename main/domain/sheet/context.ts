/** The part of the first reader's sheet that the second has before him while blind: what the order lets him know of the
 *  woman and of how the images were made (II.A, V.A), and nothing of what the first concluded. */
import type { ContexteL1, Fiche } from '../../contract/index.ts'

export function contexteOf({ identification, interrogatoire, ecs, technique, bdi }: Fiche): ContexteL1 {
  return { identification, interrogatoire, ecs, technique, bdiJoint: bdi.realise === 'OUI' }
}
