/** Words of how results leave, and of who an account is in the national registers. */
import type { Language, ReportPayloadSettings } from '../../../main/contract/index.ts'
import { spaced } from '../../i18n/index.ts'

type Payload = ReportPayloadSettings['default']['payload']
interface Words {
  readonly title: string
  readonly text: string
  readonly payload: string
  readonly payloads: Readonly<Record<Payload, { readonly name: string; readonly hint: string }>>
  readonly archiveCda: string
  readonly archiveCdaHint: string
  readonly archiveCdaOf: (site: string) => string
  readonly masked: string
  readonly level: string
  readonly levels: readonly { readonly value: '1' | '3'; readonly label: string }[]
  readonly levelHint: string
  readonly characterSet: string
  readonly characterSetHint: string
  readonly sector: string
  readonly sectors: Readonly<Record<ReportPayloadSettings['sector'], string>>
  readonly patientOid: string
  readonly accessionOid: string
  readonly oidHint: string
  readonly oidError: string
  readonly sites: string
  readonly none: string
  readonly site: string
  readonly siteHint: string
  readonly add: string
  readonly remove: (site: string) => string
  readonly lacking: string
  readonly lacks: { readonly structure: string; readonly sector: string; readonly domain: (site: string) => string; readonly professional: (name: string) => string; readonly everySite: string }
  readonly registers: { readonly title: string; readonly edit: (name: string) => string; readonly rpps: string; readonly rppsHint: string; readonly rppsError: string; readonly family: string; readonly given: string; readonly specialty: string; readonly missing: string; readonly saved: string; readonly save: string; readonly text: string }
}

export const resultStrings: Readonly<Record<Language, Words>> = {
  fr: spaced({
    title: 'Envoi des comptes rendus',
    text: 'Sous quelle forme un compte rendu signé part vers le RIS. Ce qui est déjà en file d’envoi ne change pas.',
    payload: 'Forme du message',
    payloads: {
      PDF: { name: 'Message simple avec PDF', hint: 'ORU^R01 : la conclusion en texte et le compte rendu en PDF.' },
      CDA: { name: 'Document CDA du CI-SIS', hint: 'ORU^R01, profil 2.1^CISIS_CDA_HL7_V2 : un document IMG-CR-IMG que le RIS peut transmettre au DMP.' },
    },
    archiveCda: 'Déposer aussi le document CDA au PACS', archiveCdaHint: 'À côté du PDF et du SR (Encapsulated CDA Storage). À cocher si l’exploitant du PACS confirme que cette classe d’objets est acceptée.',
    archiveCdaOf: (site) => `Déposer aussi le document CDA au PACS, ${site}`,
    masked: 'Une seconde lecture et un arbitrage partent toujours en message simple et sans document CDA : il nommerait son auteur, et ces lecteurs restent anonymes.',
    level: 'Contenu du document',
    levels: [{ value: '1', label: 'Niveau 1 : le PDF' }, { value: '3', label: 'Niveau 3 : sections codées' }],
    levelHint: 'Le niveau 3 demande une modalité et une région codées ; sans elles, le document part en niveau 1.',
    characterSet: 'Jeu de caractères du message',
    characterSetHint: '8859/15 : un caractère que ce jeu n’a pas est remplacé par un équivalent convenu, ou la signature est refusée en le nommant.',
    sector: 'Secteur d’activité de la structure',
    sectors: { '': 'Non renseigné', AMBULATOIRE: 'Ambulatoire', ETABLISSEMENT: 'Établissement de santé', DEPISTAGE: 'Dépistage' },
    patientOid: 'OID du domaine des patients',
    accessionOid: 'OID du domaine des numéros de demande',
    oidHint: 'Vide : inconnu, et alors absent du document.',
    oidError: 'Des nombres séparés par des points : 1.2.250.1.999.1, par exemple.',
    sites: 'Sites qui font exception',
    none: 'Aucun : la règle vaut pour tous les sites.',
    site: 'Nom du site',
    siteHint: 'Tel que les images le donnent (Institution Name).',
    add: 'Ajouter',
    remove: (site) => `Retirer ${site}`,
    lacking: 'Il manque de quoi établir un document CDA',
    lacks: {
      structure: 'Nom et numéro FINESS de la structure (Structure et protocole).', sector: 'Secteur d’activité de la structure.', everySite: 'tous les sites',
      domain: (site) => `OID du domaine des patients, ${site} : seuls les patients à l’identité nationale qualifiée auront un document.`, professional: (name) => `Numéro RPPS, nom et spécialité de ${name} (Comptes).`,
    },
    registers: {
      title: 'Identité professionnelle', edit: (name) => `Identité professionnelle de ${name}`, rpps: 'Numéro RPPS', rppsHint: 'Onze chiffres, sans le 8 initial des messages.', rppsError: 'Ce numéro n’est pas valable : onze chiffres, dont le dernier est une clé.',
      family: 'Nom d’exercice', given: 'Prénom d’exercice', specialty: 'Profession et spécialité', missing: 'RPPS non renseigné', saved: 'Identité professionnelle enregistrée', save: 'Enregistrer',
      text: 'Nomme l’auteur des documents CDA et le signataire des messages au RIS. Une seconde lecture et un arbitrage restent anonymes.',
    },
  }),
  en: {
    title: 'Sending of reports',
    text: 'In which form a signed report leaves for the RIS. What is queued already does not change.',
    payload: 'Form of the message',
    payloads: {
      PDF: { name: 'Plain message with PDF', hint: 'ORU^R01: the conclusion as text and the report as PDF.' },
      CDA: { name: 'Clinical document (CI-SIS)', hint: 'ORU^R01, profile 2.1^CISIS_CDA_HL7_V2: a document IMG-CR-IMG that the RIS can hand on to the national record.' },
    },
    archiveCda: 'Store the clinical document in the PACS as well', archiveCdaHint: 'Beside PDF and SR (Encapsulated CDA Storage). To be ticked once the operator of the PACS confirms that this class of objects is accepted.',
    archiveCdaOf: (site) => `Store the clinical document in the PACS as well, ${site}`,
    masked: 'A second reading and an arbitration always leave as a plain message and without a clinical document: it would name its author, and these readers stay anonymous.',
    level: 'Content of the document',
    levels: [{ value: '1', label: 'Level 1: the PDF' }, { value: '3', label: 'Level 3: coded sections' }],
    levelHint: 'Level 3 needs a modality and a body region as codes; without them the document leaves as level 1.',
    characterSet: 'Character set of the message',
    characterSetHint: '8859/15: a character that this set lacks is written as its agreed equivalent, or the signature is refused and names it.',
    sector: 'Sector of the structure',
    sectors: { '': 'Not given', AMBULATOIRE: 'Outpatient', ETABLISSEMENT: 'Hospital', DEPISTAGE: 'Screening' },
    patientOid: 'OID of the patients’ domain',
    accessionOid: 'OID of the accession numbers’ domain',
    oidHint: 'Empty: unknown, and then absent from the document.',
    oidError: 'Numbers parted by dots: 1.2.250.1.999.1, for example.',
    sites: 'Sites that make an exception',
    none: 'None: the rule holds for every site.',
    site: 'Name of the site',
    siteHint: 'As the images give it (Institution Name).',
    add: 'Add',
    remove: (site) => `Remove ${site}`,
    lacking: 'A clinical document cannot be written yet',
    lacks: {
      structure: 'Name and FINESS number of the structure (Structure and protocol).', sector: 'Sector of the structure.', everySite: 'every site',
      domain: (site) => `OID of the patients’ domain, ${site}: only patients with a qualified national identity will have a document.`, professional: (name) => `RPPS number, name and specialty of ${name} (Accounts).`,
    },
    registers: {
      title: 'Professional identity', edit: (name) => `Professional identity of ${name}`, rpps: 'RPPS number', rppsHint: 'Eleven digits, without the 8 that messages put before it.', rppsError: 'This number is not valid: eleven digits, the last of them a check digit.',
      family: 'Professional family name', given: 'Professional given name', specialty: 'Profession and specialty', missing: 'RPPS not given', saved: 'Professional identity saved', save: 'Save',
      text: 'Names the author of clinical documents and who signed in messages to the RIS. A second reading and an arbitration stay anonymous.',
    },
  },
}
