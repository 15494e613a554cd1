/** Words of the texts on the images and of the table of all that an image says. */
import type { Language } from '../../../main/contract/index.ts'
import type { BreastSection } from '../../../main/domain/hanging/index.ts'
import type { ItemKey } from './items.ts'
import { spaced } from '../../i18n/index.ts'

export interface TextStrings {
  readonly items: Record<ItemKey, string>
  readonly yes: string
  readonly no: string
  readonly sections: Record<BreastSection, string>
  /** Written in the corners, before a value that would not be understood alone. */
  readonly serial: string
  readonly detector: string
  readonly station: string
  readonly software: string
  readonly operator: string
  readonly entranceDose: string
  readonly organDose: string
  readonly relativeExposure: string
  readonly unknownSide: string
  readonly table: { readonly title: (image: string) => string; readonly item: string; readonly value: string; readonly attribute: string; readonly absent: string; readonly close: string }
}

const fr: TextStrings = {
  items: {
    patientName: 'Nom', patientID: 'Identifiant', birthDate: 'Date de naissance', age: 'Âge à l’examen', acquisitionDate: 'Date d’acquisition', acquisitionTime: 'Heure d’acquisition',
    laterality: 'Côté', view: 'Incidence', modifiers: 'Particularités de l’incidence', partial: 'Vue partielle', implant: 'Implant', operator: 'Opérateur', manufacturer: 'Fabricant', model: 'Modèle',
    serial: 'Numéro de série', detector: 'Détecteur', institution: 'Établissement', address: 'Adresse', station: 'Poste', software: 'Logiciel', kvp: 'Tension', exposure: 'Charge',
    exposureTime: 'Temps d’exposition', anode: 'Anode', filter: 'Filtre', compressionForce: 'Force de compression', thickness: 'Épaisseur comprimée', angle: 'Angle', relativeExposure: 'Exposition relative',
    entranceDose: 'Dose à l’entrée', organDose: 'Dose glandulaire', reason: 'Motif', lossy: 'Compression avec perte', burnedIn: 'Texte incrusté', intent: 'Destination', orientation: 'Orientation', detectorSpacing: 'Pixel au détecteur',
    pixelSpacing: 'Pixel à l’objet', magnification: 'Facteur d’agrandissement', bits: 'Bits par pixel', imageType: 'Type d’image', sopInstance: 'Identifiant de l’objet',
  },
  yes: 'oui', no: 'non',
  sections: { posterior: 'postérieure', central: 'centrale', anterior: 'antérieure', superior: 'supérieure', lateral: 'externe', medial: 'interne', inferior: 'inférieure' },
  serial: 'n°', detector: 'détecteur', station: 'poste', software: 'logiciel', operator: 'manip.', entranceDose: 'entrée', organDose: 'glandulaire', relativeExposure: 'expo. rel.',
  unknownSide: 'Côté ?',
  table: { title: (image) => `Toutes les données du cliché : ${image}`, item: 'Donnée', value: 'Valeur', attribute: 'Attribut DICOM', absent: 'absente', close: 'Fermer' },
}

const en: TextStrings = {
  items: {
    patientName: 'Name', patientID: 'Identifier', birthDate: 'Birth date', age: 'Age at the exam', acquisitionDate: 'Acquisition date', acquisitionTime: 'Acquisition time',
    laterality: 'Side', view: 'View', modifiers: 'View modifiers', partial: 'Partial view', implant: 'Implant', operator: 'Operator', manufacturer: 'Manufacturer', model: 'Model',
    serial: 'Serial number', detector: 'Detector', institution: 'Institution', address: 'Address', station: 'Station', software: 'Software', kvp: 'Voltage', exposure: 'Exposure',
    exposureTime: 'Exposure time', anode: 'Anode', filter: 'Filter', compressionForce: 'Compression force', thickness: 'Compressed thickness', angle: 'Angle', relativeExposure: 'Relative exposure',
    entranceDose: 'Entrance dose', organDose: 'Organ dose', reason: 'Reason', lossy: 'Lossy compression', burnedIn: 'Burned-in text', intent: 'Intent', orientation: 'Orientation', detectorSpacing: 'Pixel at the detector',
    pixelSpacing: 'Pixel in the object', magnification: 'Magnification factor', bits: 'Bits per pixel', imageType: 'Image type', sopInstance: 'Object identifier',
  },
  yes: 'yes', no: 'no',
  sections: { posterior: 'posterior', central: 'central', anterior: 'anterior', superior: 'superior', lateral: 'lateral', medial: 'medial', inferior: 'inferior' },
  serial: 'no.', detector: 'detector', station: 'station', software: 'software', operator: 'operator', entranceDose: 'entrance', organDose: 'organ', relativeExposure: 'rel. exp.',
  unknownSide: 'Side ?',
  table: { title: (image) => `All data of the image: ${image}`, item: 'Item', value: 'Value', attribute: 'DICOM attribute', absent: 'absent', close: 'Close' },
}

export const textStrings: Readonly<Record<Language, TextStrings>> = { fr: spaced(fr), en }
