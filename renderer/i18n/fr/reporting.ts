/** Texts of the signed reports on screen. The report itself is worded by its template, always in French. */
export const reporting = {
  kinds: {
    FIRST: 'Première lecture',
    SECOND: 'Seconde lecture',
    ARBITRATION: 'Arbitrage',
    PLAIN: 'Compte rendu',
  },
  of: 'Compte rendu de {{patient}}',
  code: 'lecteur {{code}}',
  authority: 'Contenu du compte rendu tel que signé. Le PDF signé fait foi.',
  signedAt: 'Signé le {{at}}',
  content: 'Compte rendu',
  printBdd: 'Imprimer la fiche BDD',
  printSheet: 'Imprimer la fiche',
  sheetFailed: 'La fiche n’a pas pu être produite',
  savePdf: 'Enregistrer le PDF',
  pdfFailed: 'Le PDF n’a pas pu être lu',
  loading: 'Lecture des comptes rendus…',
  listFailed: 'Les comptes rendus n’ont pas pu être lus',
  none: 'Aucun compte rendu signé',
  noDelivery: 'Aucun destinataire n’est configuré ; le compte rendu reste sur ce poste.',
}
