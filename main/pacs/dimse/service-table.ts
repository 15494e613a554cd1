/** The DIMSE services of this program but storage (PS3.4): which of them it asks for and which it answers, and with what it
 *  answers or turns away. The one table: the associations and the conformance statement are made from it. */

export interface ServiceRow { readonly uid: string; readonly name: string; readonly asks: boolean; readonly answers: boolean; readonly use: string }

export const serviceRows = {
  verification: { uid: '1.2.840.10008.1.1', name: 'Verification', asks: true, answers: true, use: 'C-ECHO: the test of a source; answered to listed callers' },
  studyRootFind: { uid: '1.2.840.10008.5.1.4.1.2.2.1', name: 'Study Root Query/Retrieve Information Model - FIND', asks: true, answers: false, use: 'C-FIND at STUDY, SERIES and IMAGE level, hierarchical' },
  studyRootMove: { uid: '1.2.840.10008.5.1.4.1.2.2.2', name: 'Study Root Query/Retrieve Information Model - MOVE', asks: true, answers: false, use: 'C-MOVE of single objects to this console’s own title' },
  studyRootGet: { uid: '1.2.840.10008.5.1.4.1.2.2.3', name: 'Study Root Query/Retrieve Information Model - GET', asks: true, answers: false, use: 'C-GET of single objects, the storage SCP role proposed' },
  worklistFind: { uid: '1.2.840.10008.5.1.4.31', name: 'Modality Worklist Information Model - FIND', asks: true, answers: false, use: 'C-FIND of some days: the request behind what is scheduled, where no RIS sends orders' },
  storageCommitment: { uid: '1.2.840.10008.1.20.1', name: 'Storage Commitment Push Model', asks: true, answers: true, use: 'N-ACTION asked; N-EVENT-REPORT taken on an association of its own' },
} satisfies Record<string, ServiceRow>

/** What lies under this root is storage (PS3.4 B.5): taken in any class, in every transfer syntax that is known. */
export const storageRoot = '1.2.840.10008.5.1.4.1.1.'

export const answersTo = (abstractSyntax: string): boolean =>
  abstractSyntax.startsWith(storageRoot) || Object.values<ServiceRow>(serviceRows).some(({ uid, answers }) => answers && uid === abstractSyntax)

/** A-ASSOCIATE-RJ: result, source and reason (PS3.8 table 9-21). */
export const rejections = {
  caller: { result: 1, source: 1, reason: 3, when: 'the calling title and its address are not on the list together' },
  called: { result: 1, source: 1, reason: 7, when: 'another title is called than this console’s' },
  full: { result: 2, source: 3, reason: 2, when: 'as many associations are open as the settings allow' },
} as const

/** Statuses answered to who sends (PS3.4 table B.2-1, PS3.7 annex C). */
export const answeredStatuses = {
  kept: { status: 0x0000, when: 'the object is encrypted on disk and known' },
  full: { status: 0xa700, when: 'the disk is full; it may be sent again' },
  otherClass: { status: 0xa900, when: 'the command names another class than its presentation context' },
  refused: { status: 0xc000, when: 'the object is not one, or contradicts what is kept' },
  unknown: { status: 0x0211, when: 'any other operation' },
} as const
