/** Words of requests, in both languages. */
import type { Language, OrderSource, OrderState, RefusalReason, Urgency } from '../../main/contract/index.ts'
import { spaced } from '../i18n/index.ts'

const fr = {
  order: 'Demande', orders: 'Demandes', ordersText: 'Ce que les RIS et les listes de travail demandent, les plus urgentes d’abord.', withoutImages: 'Demandes sans images',
  filters: { OPEN: 'En cours', WITHOUT_IMAGES: 'Sans images', ALL: 'Toutes' }, search: 'Patient, numéro, demandeur…', searchLabel: 'Chercher une demande',
  none: 'Aucune demande', noneText: 'Aucune demande ne répond à cette recherche.', noneForStudy: 'Aucune demande n’est connue pour cet examen.',
  noneForStudyText: 'Elle sera rattachée d’elle-même si elle arrive avec ce numéro d’examen ou cet identifiant d’étude.',
  urgency: { stat: 'Immédiat', urgent: 'Urgent', routine: 'Normal' } satisfies Record<Urgency, string>,
  state: { requested: 'demandée', accepted: 'acceptée', refused: 'refusée', performed: 'réalisée', cancelled: 'annulée' } satisfies Record<OrderState, string>,
  source: { HL7: 'RIS (HL7)', MWL: 'liste de travail (MWL)', QIDO: 'archive (QIDO-RS)' } satisfies Record<OrderSource, string>,
  conflictMark: 'Conflit d’identité', stateMark: { cancelled: 'Demande annulée', refused: 'Demande refusée' }, conflictTitle: 'Demande d’un autre patient sous le même numéro',
  conflictText: 'Le numéro d’examen concorde, le patient non : rien n’a été rattaché. Appelez le site avant de lire.',
  conflictOf: (patient: string, birth: string) => `La demande : ${patient}, ${birth}.`, conflictImages: (patient: string, birth: string) => `Les images : ${patient}, ${birth}.`,
  identity: { CORRECTED: 'Identité corrigée par le RIS', MERGED: 'Identités fusionnées par le RIS' },
  identityText: (name: string, birth: string, at: string) => `${name}, ${birth}, dit le RIS le ${at}. Les images gardent l’identité qu’elles portent.`,
  identitySigned: 'Votre compte rendu signé porte l’ancienne identité : il n’a pas été modifié. Prévenez le site ; un correctif se demande comme toute correction.',
  masked: 'Vous lisez cet examen en aveugle : le texte de la demande sera montré après la révélation.',
  noImages: 'Les images ne sont pas encore là ; elles sont cherchées.',
  callBack: 'À rappeler', requester: 'Demandeur', structure: 'Structure', exam: 'Examen demandé', justification: 'Justification', purpose: 'Finalité', history: 'Antécédents', major: 'majeur', notes: 'Commentaires',
  body: 'Taille et poids', pregnancy: 'Grossesse', number: 'Numéro de demande', accession: 'Numéro d’examen', orderedAt: 'Demandé le', arrivedAt: 'Reçu le', from: 'Source', ins: 'INS', qualified: 'qualifiée', notQualified: 'non qualifiée',
  performed: 'Examen réalisé', examAt: 'Fait le', act: 'Acte', products: 'Produits', devices: 'Appareils', retention: 'Images disponibles', born: 'né(e) le', unknownBirth: 'date de naissance inconnue', unnamed: 'Sans nom',
  cancelled: (at: string) => `Annulée par le RIS le ${at}.`, cancelledWhy: (why: string) => `Motif : ${why}`,
  answered: { true: (at: string, own: boolean) => `Acceptée${own ? ' par vous' : ''} le ${at}.`, false: (at: string, own: boolean) => `Refusée${own ? ' par vous' : ''} le ${at}.` },
  answer: 'Répondre au RIS', accept: 'Accepter', refuse: 'Refuser', protocol: 'Protocole à suivre', protocolHint: 'Transmis au site avec l’acceptation.', motive: 'Motif du refus', motiveHint: 'Transmis au demandeur. En urgence, appelez-le aussi.',
  send: { true: 'Accepter et transmettre', false: 'Refuser et transmettre' }, cancelAnswer: 'Ne pas répondre maintenant', sent: 'Réponse confiée aux envois', failed: 'Les demandes n’ont pas pu être lues', list: 'Demandes, les plus urgentes d’abord',
}
type Words = typeof fr
const en: Words = {
  order: 'Request', orders: 'Requests', ordersText: 'What RIS and worklists ask for, most urgent first.', withoutImages: 'Requests without images',
  filters: { OPEN: 'Open', WITHOUT_IMAGES: 'Without images', ALL: 'All' }, search: 'Patient, number, requester…', searchLabel: 'Search requests',
  none: 'No request', noneText: 'No request answers this search.', noneForStudy: 'No request is known for this exam.',
  noneForStudyText: 'It is joined by itself if one comes with this accession number or Study Instance UID.',
  urgency: { stat: 'Immediate', urgent: 'Urgent', routine: 'Routine' },
  state: { requested: 'requested', accepted: 'accepted', refused: 'refused', performed: 'performed', cancelled: 'cancelled' },
  source: { HL7: 'RIS (HL7)', MWL: 'worklist (MWL)', QIDO: 'archive (QIDO-RS)' },
  conflictMark: 'Identity conflict', stateMark: { cancelled: 'Request cancelled', refused: 'Request refused' }, conflictTitle: 'Another patient’s request under the same number',
  conflictText: 'The accession number fits, the patient does not: nothing was joined. Call the site before reading.',
  conflictOf: (patient, birth) => `The request: ${patient}, ${birth}.`, conflictImages: (patient, birth) => `The images: ${patient}, ${birth}.`,
  identity: { CORRECTED: 'Identity corrected by the RIS', MERGED: 'Identities merged by the RIS' },
  identityText: (name, birth, at) => `${name}, ${birth}, says the RIS on ${at}. The images keep the identity that they bear.`,
  identitySigned: 'Your signed report bears the former identity: it was not changed. Tell the site; a corrigendum is asked for like any correction.',
  masked: 'You read this exam blind: the text of the request is shown after the reveal.',
  noImages: 'The images are not here yet; they are being looked for.',
  callBack: 'Call back', requester: 'Requester', structure: 'Structure', exam: 'Exam requested', justification: 'Justification', purpose: 'Purpose', history: 'History', major: 'major', notes: 'Comments',
  body: 'Height and weight', pregnancy: 'Pregnancy', number: 'Request number', accession: 'Accession number', orderedAt: 'Requested', arrivedAt: 'Received', from: 'Source', ins: 'INS', qualified: 'qualified', notQualified: 'not qualified',
  performed: 'Exam performed', examAt: 'Done', act: 'Act', products: 'Products', devices: 'Devices', retention: 'Images available', born: 'born', unknownBirth: 'birth date unknown', unnamed: 'No name',
  cancelled: (at) => `Cancelled by the RIS on ${at}.`, cancelledWhy: (why) => `Reason: ${why}`,
  answered: { true: (at, own) => `Accepted${own ? ' by you' : ''} on ${at}.`, false: (at, own) => `Refused${own ? ' by you' : ''} on ${at}.` },
  answer: 'Answer the RIS', accept: 'Accept', refuse: 'Refuse', protocol: 'Protocol to follow', protocolHint: 'Sent to the site with the acceptance.', motive: 'Why it is refused', motiveHint: 'Sent to the requester. In an emergency, call as well.',
  send: { true: 'Accept and send', false: 'Refuse and send' }, cancelAnswer: 'Do not answer now', sent: 'Answer queued', failed: 'The requests could not be read', list: 'Requests, most urgent first',
}
export const orderStrings: Readonly<Record<Language, Words>> = { fr: spaced(fr), en }
export type OrderWords = Words

const settingsFr = {
  text: 'Les demandes arrivent par HL7 v2 sur un port de ce poste (MLLP : ORM^O01, OMI^O23, ADT^A08 et A40). Le port n’est ouvert que session déverrouillée, car tout est gardé chiffré : fermé, les RIS conservent leurs messages et les renvoient.',
  state: { OFF: 'Réception arrêtée : aucune adresse n’est donnée.', FAILED: 'Réception impossible' }, listeningOn: (where: string) => `À l’écoute sur ${where}.`,
  last: (at: string) => `Dernier message le ${at}.`, never: 'Aucun message reçu.', taken: (n: number) => `${n} message${n > 1 ? 's' : ''} pris en compte depuis le déverrouillage.`,
  refused: 'Refusés depuis le déverrouillage', reasons: {
    ADDRESS: 'adresse non autorisée', CERTIFICATE: 'certificat refusé', SENDER: 'émetteur inconnu', TEST: 'message d’essai', UNREADABLE: 'illisible', FAULTY: 'message fautif', DUPLICATE_ID: 'identifiant déjà utilisé', OTHER_PATIENT: 'autre patient', FULL: 'à renvoyer', CLOSING: 'à renvoyer, fermeture',
  } satisfies Record<RefusalReason, string>,
  listening: 'Réception HL7', address: 'Adresse d’écoute', addressHint: 'Celle de ce poste sur le réseau du site, 127.0.0.1 derrière un tunnel. Vide : rien n’écoute.', port: 'Port',
  tls: 'Protection', tlsOptions: { NONE: 'Aucune', SERVER: 'TLS', MUTUAL: 'TLS, certificat exigé' }, insecure: 'Les demandes portent des données de santé : sans TLS, n’écoutez qu’à travers un tunnel protégé.',
  certificate: 'Certificat de ce poste (PEM)', key: 'Clé privée (PEM)', keySet: 'Une clé est enregistrée ; laissez vide pour la garder.', authority: 'Autorité des appelants (PEM)',
  callers: 'Adresses autorisées à appeler', callersHint: 'Une par ligne. Aucune : personne ne peut appeler.', senders: 'Émetteurs autorisés', sendersHint: 'Un par ligne, APPLICATION|ÉTABLISSEMENT (MSH-3 et MSH-4) ; l’établissement peut manquer.',
  keepDays: 'Messages bruts gardés (jours)', fallbacks: 'Sans RIS qui envoie', fallbacksText: 'Quand aucun RIS n’envoie de demandes, ce poste peut les lire lui-même, doucement. La liste de travail le connaît sous le titre d’AE de Réglages › Identité DICOM.',
  worklist: 'Liste de travail DICOM (MWL) : hôte', calledAE: 'Titre d’AE de la liste', worklistTls: 'Chiffrer la liste de travail (TLS)', worklistTlsHint: 'Le certificat de ce poste (Identité DICOM) est présenté.', worklistInsecure: 'Sans TLS, la liste de travail circule en clair. À réserver à un réseau isolé.', worklistAuthority: 'Autorité de la liste de travail (PEM)', worklistAuthorityHint: 'Vide pour les autorités du système.', minutes: 'Relire la liste : intervalle (min)', archiveDays: 'Relire l’archive : derniers jours', archiveHint: '0 : jamais.', archiveMinutes: 'Relire l’archive : intervalle (min)',
  asked: (at: string) => `Interrogée à ${at}.`, save: 'Enregistrer', saved: 'Réglages des demandes enregistrés', adminOnly: 'Seule l’administration du poste change ces réglages.',
}
type SettingsWords = typeof settingsFr
const settingsEn: SettingsWords = {
  text: 'Requests come by HL7 v2 on a port of this console (MLLP: ORM^O01, OMI^O23, ADT^A08 and A40). The port is open only while the session is unlocked, since all is kept encrypted: while it is closed, RIS keep their messages and send them again.',
  state: { OFF: 'Not listening: no address is given.', FAILED: 'Cannot listen' }, listeningOn: (where) => `Listening on ${where}.`,
  last: (at) => `Last message ${at}.`, never: 'No message received.', taken: (n) => `${n} message${n === 1 ? '' : 's'} taken since the unlock.`,
  refused: 'Refused since the unlock', reasons: { ADDRESS: 'address not allowed', CERTIFICATE: 'certificate refused', SENDER: 'unknown sender', TEST: 'test message', UNREADABLE: 'unreadable', FAULTY: 'faulty message', DUPLICATE_ID: 'identifier used before', OTHER_PATIENT: 'other patient', FULL: 'to be sent again', CLOSING: 'to be sent again, closing' },
  listening: 'HL7 reception', address: 'Address to listen on', addressHint: 'This console’s on the site’s network, 127.0.0.1 behind a tunnel. Empty: nothing listens.', port: 'Port',
  tls: 'Protection', tlsOptions: { NONE: 'None', SERVER: 'TLS', MUTUAL: 'TLS, certificate demanded' }, insecure: 'Requests carry health data: without TLS, listen through a protected tunnel only.',
  certificate: 'This console’s certificate (PEM)', key: 'Private key (PEM)', keySet: 'A key is stored; leave empty to keep it.', authority: 'Callers’ authority (PEM)',
  callers: 'Addresses that may call', callersHint: 'One a line. None: nobody may call.', senders: 'Senders allowed', sendersHint: 'One a line, APPLICATION|FACILITY (MSH-3 and MSH-4); the facility may be left out.',
  keepDays: 'Raw messages kept (days)', fallbacks: 'Where no RIS sends', fallbacksText: 'Where no RIS sends requests, this console can read them itself, gently. The worklist knows it under the AE title of Settings › DICOM identity.',
  worklist: 'DICOM worklist (MWL): host', calledAE: 'AE title of the worklist', worklistTls: 'Encrypt the worklist (TLS)', worklistTlsHint: 'The certificate of this console (DICOM identity) is shown.', worklistInsecure: 'Without TLS the worklist travels in clear. For an isolated network only.', worklistAuthority: 'Authority of the worklist (PEM)', worklistAuthorityHint: 'Empty for the authorities of the system.', minutes: 'Worklist: interval (min)', archiveDays: 'Archive: last days', archiveHint: '0: never.', archiveMinutes: 'Archive: interval (min)',
  asked: (at) => `Asked at ${at}.`, save: 'Save', saved: 'Request settings saved', adminOnly: 'Only an administrator changes these settings.',
}
export const orderSettingsStrings: Readonly<Record<Language, SettingsWords>> = { fr: spaced(settingsFr), en: settingsEn }
