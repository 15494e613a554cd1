/** Which side of the patient lies at each edge of a slice or radiograph. A mammogram needs none: its side is its name,
 *  and it hangs one way only. Right and left in the reader's language and in their colours. */
import type { ImageDescriptor } from '../../../main/contract/index.ts'
import { edgeLetters, patientAxes, type Orientation } from '../../../main/domain/geometry/index.ts'
import type { ViewerStrings } from '../strings.ts'

export function EdgeLetters({ image, orientation, strings }: { image: ImageDescriptor; orientation: Orientation; strings: ViewerStrings }) {
  const axes = image.imageOrientationPatient === null ? image.patientOrientation : patientAxes(image.imageOrientationPatient)
  if (image.modality === 'MG' || axes === null) return null
  const edges = edgeLetters(axes, orientation)
  return (
    <div className="viewer-edges" aria-hidden>
      {(['top', 'right', 'bottom', 'left'] as const).map((edge) => (
        <span key={edge} data-edge={edge}>
          {[...edges[edge]].map((letter) => <b key={letter} data-side={letter === 'R' ? 'D' : letter === 'L' ? 'G' : ''}>{strings.patientSide[letter] ?? ''}</b>)}
        </span>
      ))}
    </div>
  )
}
