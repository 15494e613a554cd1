/** Minutes between two looks for new images: as the contract allows; 0 is never. */
export const aheadHolds = (minutes: number): boolean => Number.isInteger(minutes) && minutes >= 0 && minutes <= 240
