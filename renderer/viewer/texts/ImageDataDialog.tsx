/** All that the image says of itself, as a table with the attributes' names and tags: what a small viewport has no room
 *  for. What the object lacks stands there as absent. */
import type { Language, OpenedStudy } from '../../../main/contract/index.ts'
import { Dialog, ScrollRegion } from '../../ui/index.ts'
import { frenchSpaces } from '../../i18n/index.ts'
import { imageName } from '../safety/words.ts'
import { itemsOf } from './items.ts'
import { textStrings } from './strings.ts'

export function ImageData({ open, onClose, sopInstanceUID, studies, language }: {
  open: boolean
  onClose: () => void
  sopInstanceUID: string
  /** As they came: the table says what the object says, believed or not. */
  studies: readonly OpenedStudy[]
  language: Language
}) {
  const { table, items } = textStrings[language]
  const opened = studies.find(({ images }) => images.some((one) => one.sopInstanceUID === sopInstanceUID))
  const image = opened?.images.find((one) => one.sopInstanceUID === sopInstanceUID)
  if (opened === undefined || image === undefined) return null
  const title = table.title(imageName(image, language))
  return (
    <Dialog open={open} onClose={onClose} size="wide" title={language === 'fr' ? frenchSpaces(title) : title}>
      <ScrollRegion className="viewer-data" label={title}>
        <table>
          <thead><tr><th scope="col">{table.item}</th><th scope="col">{table.value}</th><th scope="col">{table.attribute}</th></tr></thead>
          <tbody>
            {itemsOf(image, opened.study, language).map(({ key, value, attribute, tag }) => (
              <tr key={key} data-item={key}>
                <th scope="row">{items[key]}</th>
                <td>{value === '' ? <span className="ui-muted">{table.absent}</span> : value}</td>
                <td className="viewer-data-attribute">{attribute} <span>{tag}</span></td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Dialog>
  )
}
