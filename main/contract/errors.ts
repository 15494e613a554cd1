/** The one problem shape: a code of a closed union, the object concerned, and the sentences that a reader sees.
 *  Everything that is not listed here is a bug: logged under an id and shown as `internal` with that id.
 *  No sentence, subject or detail may hold patient data or a secret. */
import { z } from 'zod'

/** code → [HTTP status, French sentence, English sentence]. `{…}` places are filled from `params`. */
export const problems = {
  'input/invalid': [400, 'La demande est mal formée.', 'The request is malformed.'],
  'request/not-found': [404, 'Cet élément n’existe pas ou plus.', 'This item does not exist, or no longer does.'],
  'request/forbidden': [403, 'Votre profil ne permet pas cet acte.', 'Your role does not allow this act.'],
  'request/too-large': [413, 'La demande dépasse la taille permise.', 'The request is larger than allowed.'],
  'request/aborted': [499, 'La demande a été interrompue.', 'The request was interrupted.'],
  'request/misdirected': [421, 'Cette adresse n’est pas celle de Binocle.', 'This address is not Binocle’s.'],
  'request/unauthenticated': [401, 'Cette fenêtre n’est plus reliée à Binocle. Rouvrez-la depuis le programme.', 'This window is no longer connected to Binocle. Reopen it from the program.'],
  'internal': [500, 'Une erreur interne est survenue. Rien n’a été perdu ; communiquez le numéro {incident} au support.', 'An internal error occurred. Nothing was lost; give number {incident} to support.'],

  'session/locked': [423, 'La session est verrouillée.', 'The session is locked.'],
  'session/already-set-up': [409, 'Ce poste a déjà un premier compte.', 'This workstation already has a first account.'],
  'session/wrong-passphrase': [403, 'Phrase de passe incorrecte.', 'Wrong passphrase.'],
  'session/too-many-attempts': [429, 'Trop d’essais. Réessayez dans {seconds} s.', 'Too many attempts. Try again in {seconds} s.'],
  'session/weak-passphrase': [422, 'La phrase de passe doit compter au moins 12 caractères.', 'The passphrase must have at least 12 characters.'],
  'session/keychain-missing': [503, 'Le trousseau du système ne rend plus le secret de ce poste. La session reste verrouillée.', 'The system keychain no longer returns this workstation’s secret. The session stays locked.'],
  'account/name-taken': [409, 'Un compte porte déjà ce nom.', 'An account already has this name.'],

  'keys/not-held': [409, 'La clé du centre est réservée à la coordination : cet acte demande une session de coordination.', 'The centre key is kept for coordinators: this act needs a coordinator’s session.'],
  'keys/last-coordinator': [409, 'Une clé du centre sans coordination ne s’ouvrirait plus. Confiez-la d’abord à une autre personne.', 'A centre key without a coordinator could never be opened again. Entrust it to another person first.'],

  'keys/not-founded': [409, 'Le registre de la clé du centre n’est pas encore fondé. Ouvrez Réglages › Clé du centre, comparez les empreintes et fondez-le ; rien n’est remis ni révélé avant.', 'The register of the centre key is not founded yet. Open Settings › Centre key, compare the fingerprints and found it; nothing is handed over or revealed before.'],
  'keys/founded': [409, 'Le registre de la clé du centre est déjà fondé. Comparez son repère au lieu de le fonder à nouveau.', 'The register of the centre key is founded already. Compare its mark instead of founding it again.'],
  'keys/to-compare': [409, 'Avant que votre session ne scelle ou ne révèle rien pour le centre, comparez une fois son repère de vive voix avec la coordination (Réglages › Clé du centre). Votre brouillon est gardé.', 'Before your session seals or reveals anything for the centre, compare its mark once aloud with a coordinator (Settings › Centre key). Your draft is kept.'],
  'keys/unconfirmed': [409, 'Les clés de ce lecteur n’ont pas été confirmées par la coordination. Comparez son empreinte de vive voix dans Réglages › Clé du centre, puis recommencez.', 'The keys of this reader were not confirmed by a coordinator. Compare the fingerprint aloud in Settings › Centre key, then try again.'],
  'keys/register-cut': [409, 'Le registre de la clé du centre est plus court que ce que votre session a déjà vu : vault.json a été remplacé par un ancien, ou le registre coupé. Rien n’est scellé, remis ni révélé. Gardez une copie du profil, remettez le vault.json le plus récent et prévenez la coordination.', 'The register of the centre key is shorter than what your session saw before: vault.json was replaced by an old one, or the register was cut. Nothing is sealed, handed over or revealed. Keep a copy of the profile, put the latest vault.json back and tell the coordinators.'],
  'keys/register-rewritten': [409, 'Le registre de la clé du centre n’est pas celui que votre session connaît : il a été réécrit hors du programme. Rien n’est scellé, remis ni révélé. Gardez une copie du profil, remettez une sauvegarde sûre et prévenez la coordination.', 'The register of the centre key is not the one that your session knows: it was rewritten outside the program. Nothing is sealed, handed over or revealed. Keep a copy of the profile, put a safe backup back and tell the coordinators.'],
  'keys/centre-changed': [409, 'La clé du centre de ce poste n’est plus celle que votre session connaît. Rien n’est scellé pour elle. Comparez l’empreinte de vive voix avec la coordination (Réglages › Clé du centre) : si elle diffère, gardez une copie du profil et prévenez-la.', 'The centre key of this console is no longer the one that your session knows. Nothing is sealed for it. Compare the fingerprint aloud with the coordinators (Settings › Centre key): if it differs, keep a copy of the profile and tell them.'],
  'keys/account-changed': [409, 'Les clés publiques d’un compte ont été échangées dans vault.json. Elles ne sont pas utilisées ; celles du registre le sont. Gardez une copie du profil et demandez qui a modifié ce fichier.', 'The public keys of an account were exchanged in vault.json. They are not used; those of the register are. Keep a copy of the profile and ask who changed this file.'],
  'keys/memory-lost': [409, 'Ce que votre session retient de la clé du centre a disparu de vault.json ou a été altéré. Rien n’est scellé, remis ni révélé. Comparez le repère de vive voix avec la coordination (Réglages › Clé du centre), et gardez une copie du profil.', 'What your session remembers of the centre key has disappeared from vault.json or was altered. Nothing is sealed, handed over or revealed. Compare the mark aloud with the coordinators (Settings › Centre key), and keep a copy of the profile.'],

  'store/newer-version': [503, 'Cette base a été écrite par une version plus récente de Binocle ({found}). Mettez le programme à jour ; rien n’a été modifié.', 'This database was written by a newer Binocle ({found}). Update the program; nothing was changed.'],
  'store/damaged': [503, 'La base locale est endommagée et n’a pas été ouverte. Rien n’a été écrasé.', 'The local database is damaged and was not opened. Nothing was overwritten.'],
  'store/full': [507, 'Le disque est plein. Rien n’a été perdu ; libérez de l’espace.', 'The disk is full. Nothing was lost; free some space.'],
  'cache/corrupt': [502, 'Un objet du cache est altéré et n’est pas montré. Récupérez-le à nouveau depuis le PACS.', 'A cached object was altered and is not shown. Retrieve it again from the PACS.'],
  'audit/broken': [500, 'La chaîne d’audit est rompue à l’enregistrement {seq}. Rien n’a été réécrit : gardez une copie du profil et prévenez l’administrateur du poste.', 'The audit chain is broken at record {seq}. Nothing was rewritten: keep a copy of the profile and tell the administrator.'],

  'dicom/not-dicom': [422, 'Ce fichier n’est pas un objet DICOM.', 'This file is not a DICOM object.'],
  'dicom/truncated': [422, 'Objet DICOM tronqué : {expected} octets annoncés, {found} présents.', 'Truncated DICOM object: {expected} bytes announced, {found} present.'],
  'dicom/malformed': [422, 'Objet DICOM illisible à l’élément {tag}.', 'DICOM object unreadable at element {tag}.'],
  'dicom/missing-attribute': [422, 'Attribut DICOM obligatoire absent : {tag}.', 'Required DICOM attribute missing: {tag}.'],
  'dicom/unsupported-class': [422, 'Classe d’objet non prise en charge : {sopClass}.', 'Unsupported object class: {sopClass}.'],
  'dicom/private-tomosynthesis': [422, 'Tomosynthèse dans un format propre au constructeur, illisible ici. Demandez au site de l’envoyer au format standard (Breast Tomosynthesis Image Storage).', 'Tomosynthesis in a vendor’s own format, unreadable here. Ask the site to send it in the standard one (Breast Tomosynthesis Image Storage).'],
  'dicom/unsupported-syntax': [422, 'Syntaxe de transfert inconnue ou non prise en charge : {syntax}.', 'Unknown or unsupported transfer syntax: {syntax}.'],
  'dicom/syntax-mismatch': [422, 'Les données ne correspondent pas à la syntaxe de transfert annoncée ({syntax}).', 'The data do not match the announced transfer syntax ({syntax}).'],
  'dicom/conflicting-duplicate': [409, 'Un autre objet porte déjà ce SOP Instance UID avec un contenu différent. L’objet déjà présent est conservé.', 'Another object already has this SOP Instance UID with different content. The one already here is kept.'],

  'dicom/patient-mismatch': [409, 'Cet objet porte une autre identité de patient que son examen. Il n’a pas été rangé ; signalez-le au site émetteur.', 'This object bears another patient identity than its study. It was not stored; tell the sending site.'],
  'dicom/unexpected-object': [502, 'L’objet reçu n’est pas celui demandé.', 'The object received is not the one asked for.'],

  'identity/not-a-medium': [409, 'Cet examen ne vient pas d’un support importé : son identité se corrige à la source (PACS, RIS).', 'This exam does not come from an imported medium: its identity is corrected at its source (PACS, RIS).'],
  'identity/reading-begun': [409, 'Votre avis sur cet examen est figé ou signé sous son identité actuelle. Faites-le d’abord corriger.', 'Your opinion on this exam is frozen or signed under its present identity. Have it corrected first.'],
  'identity/changed': [409, 'L’identité choisie a changé entre-temps. Relisez les candidats, puis choisissez de nouveau.', 'The chosen identity changed meanwhile. Look at the candidates again, then choose anew.'],

  'media/too-many-files': [413, 'Ce support contient trop de fichiers ({limit} au plus). Importez-le en plusieurs fois.', 'This medium holds too many files ({limit} at most). Import it in several parts.'],
  'media/unreadable': [422, 'Le support ne rend pas ce fichier (disque rayé, retiré ou protégé). Réessayez ou demandez une autre copie.', 'The medium does not give this file (scratched, removed or protected). Try again or ask for another copy.'],
  'media/directory': [422, 'Le répertoire DICOMDIR est illisible. Les fichiers du support sont lus un par un.', 'The DICOMDIR directory is unreadable. The files of the medium are read one by one.'],
  'media/not-chosen': [409, 'Ce fichier appartient à un autre examen que ceux choisis. Il n’a pas été rangé.', 'This file belongs to another study than those chosen. It was not stored.'],
  'media/archive-truncated': [422, 'Archive incomplète : sa fin manque. Demandez une nouvelle copie.', 'Incomplete archive: its end is missing. Ask for another copy.'],
  'media/archive-damaged': [422, 'Archive altérée : ce qu’elle contient ne correspond pas à sa liste. Demandez une nouvelle copie.', 'Damaged archive: its content does not match its list. Ask for another copy.'],
  'media/archive-too-large': [422, 'La liste de cette archive est trop longue ({limit} fichiers au plus). Décompressez-la et importez le dossier.', 'The list of this archive is too long ({limit} files at most). Unpack it and import the folder.'],
  'media/archive-encrypted': [422, 'Fichier chiffré dans l’archive : décompressez-la avec son mot de passe, puis importez le dossier.', 'Encrypted file in the archive: unpack it with its password, then import the folder.'],
  'media/archive-nested': [422, 'Archive dans une archive : décompressez-la, puis importez le dossier.', 'Archive inside an archive: unpack it, then import the folder.'],
  'media/archive-method': [422, 'Compression non prise en charge dans l’archive. Décompressez-la, puis importez le dossier.', 'Unsupported compression in the archive. Unpack it, then import the folder.'],
  'media/archive-path': [422, 'Nom de fichier interdit dans l’archive (il sort de son dossier). Rien n’en a été lu.', 'Forbidden file name in the archive (it leaves its folder). Nothing of it was read.'],
  'media/archive-bomb': [422, 'Contenu démesuré pour la taille de l’archive : refusé. Demandez une nouvelle copie au site.', 'Content out of all proportion to the archive: refused. Ask the site for another copy.'],

  'pacs/not-configured': [409, 'Aucun PACS n’est configuré. Indiquez son adresse dans Réglages.', 'No PACS is configured. Give its address in Settings.'],
  'pacs/unreachable': [502, 'Le PACS ne répond pas à cette adresse.', 'The PACS does not answer at this address.'],
  'pacs/timeout': [504, 'Le PACS n’a pas répondu dans le délai.', 'The PACS did not answer in time.'],
  'pacs/refused': [502, 'Le PACS refuse l’identifiant ou le mot de passe.', 'The PACS refuses the user name or password.'],
  'pacs/certificate': [502, 'Le certificat du PACS n’est pas reconnu : {raison}.', 'The PACS certificate is not trusted: {reason}.'],
  'pacs/own-certificate': [502, 'Le PACS n’accepte pas le certificat de ce poste. Vérifiez le certificat et sa clé dans Réglages.', 'The PACS does not accept this console’s certificate. Check the certificate and its key in Settings.'],
  'pacs/answer': [502, 'Le PACS a répondu par une erreur (HTTP {status}).', 'The PACS answered with an error (HTTP {status}).'],
  'pacs/busy': [503, 'Le PACS est occupé et n’accepte pas d’association pour l’instant.', 'The PACS is busy and takes no association for now.'],
  'pacs/called-ae': [502, 'Le PACS ne se reconnaît pas sous ce titre d’AE. Vérifiez le titre du PACS dans Réglages.', 'The PACS does not go by this AE title. Check the title of the PACS in Settings.'],
  'pacs/calling-ae': [502, 'Le PACS ne connaît pas le titre d’AE de ce poste. Demandez à son exploitant de l’inscrire.', 'The PACS does not know the AE title of this console. Ask its operator to register it.'],
  'pacs/association': [502, 'Le PACS a rejeté l’association DICOM ({detail}).', 'The PACS rejected the DICOM association ({detail}).'],
  'pacs/not-accepted': [502, 'Le PACS n’accepte pas ce service DICOM ({service}).', 'The PACS does not accept this DICOM service ({service}).'],
  'pacs/dimse-status': [502, 'Le PACS a répondu par un refus (état DICOM {status}).', 'The PACS answered with a refusal (DICOM status {status}).'],
  'pacs/malformed': [502, 'La réponse du PACS est illisible.', 'The answer of the PACS is unreadable.'],
  'pacs/list-short': [502, 'Examen peut-être incomplet : la source annonce {more} objet(s) de plus qu’elle n’en liste. Images reçues : {images}. Si cela dure, prévenez l’exploitant de la source.', 'Study perhaps incomplete: the source announces {more} more object(s) than it lists. Images received: {images}. If it lasts, tell the operator of the source.'],
  'pacs/interrupted': [502, 'La connexion au PACS a été coupée. Les objets complets sont gardés ; la suite reprendra.', 'The connection to the PACS was cut. Complete objects are kept; the rest will resume.'],
  'pacs/not-listening': [409, 'Ce poste n’écoute pas : le PACS ne peut rien lui envoyer par C-MOVE. Vérifiez l’adresse d’écoute dans Réglages › Identité DICOM.', 'This console does not listen: the PACS can send it nothing by C-MOVE. Check the listening address in Settings › DICOM identity.'],
  'listener/port-taken': [409, 'Le port {port} est déjà pris sur {host}. Choisissez-en un autre.', 'Port {port} is taken on {host}. Choose another one.'],
  'listener/not-own-address': [409, '{host} n’est pas une adresse de ce poste. Indiquez l’une des siennes.', '{host} is no address of this console. Give one of its own.'],
  'listener/port-forbidden': [409, 'Ce poste n’a pas le droit d’écouter sur le port {port}. Choisissez-en un au-dessus de 1023, par exemple 11112.', 'This console may not listen on port {port}. Choose one above 1023, for example 11112.'],
  'listener/certificate': [409, 'L’écoute chiffrée demande le certificat de ce poste, sa clé, et l’autorité qui a signé ceux des appelants, tous lisibles (PEM).', 'Listening over TLS needs this console’s certificate, its key, and the authority that signed those of the callers, all readable (PEM).'],
  'pacs/storage-differs': [502, 'Le PACS détient un autre contenu sous le même identifiant.', 'The PACS holds other content under the same identifier.'],

  'pacs/not-committed': [502, 'Le PACS déclare ne pas conserver cet objet (motif {reason}). Binocle vérifie s’il l’a, puis le renvoie sous le même identifiant.', 'The PACS declares that it does not keep this object (reason {reason}). Binocle checks whether it has it, then sends it again under the same identifier.'],

  'ris/not-configured': [409, 'Aucun RIS n’est configuré.', 'No RIS is configured.'],
  'ris/unreachable': [502, 'Le RIS ne répond pas à cette adresse.', 'The RIS does not answer at this address.'],
  'ris/own-certificate': [502, 'Le RIS n’accepte pas le certificat de ce poste. Vérifiez le certificat et sa clé dans Réglages › Identité DICOM.', 'The RIS does not accept this console’s certificate. Check the certificate and its key in Settings › DICOM identity.'],
  'ris/certificate': [502, 'Le certificat du RIS n’est pas reconnu : {raison}.', 'The RIS certificate is not trusted: {reason}.'],
  'ris/no-answer': [504, 'Le RIS n’a pas accusé réception dans le délai. Le message sera renvoyé sous le même identifiant.', 'The RIS did not acknowledge in time. The message will be sent again under the same identifier.'],
  'ris/rejected': [502, 'Le RIS a refusé le message ({code}).', 'The RIS refused the message ({code}).'],

  'orders/not-answerable': [409, 'Cette demande n’attend pas de réponse : elle est annulée, a déjà une réponse, ou ne vient pas d’un RIS.', 'This request awaits no answer: it is cancelled, was answered already, or did not come from a RIS.'],
  'audit/repository': [502, 'Le dépôt d’audit ne prend pas les messages. Les traces restent sur ce poste et partiront dès qu’il répond ; vérifiez son adresse, son port et son autorité dans Réglages.', 'The audit repository does not take the messages. The trail stays on this console and leaves as soon as it answers; check its address, port and authority in Settings.'],
  'orders/no-certificate': [409, 'Pour une réception protégée, donnez le certificat et la clé de ce poste, et l’autorité des appelants si elle est exigée.', 'To listen under TLS, give this console’s certificate and key, and the callers’ authority where one is demanded.'],
  'orders/cannot-listen': [502, 'La réception des demandes n’a pas pu s’ouvrir sur {address}:{port} ({reason}). Vérifiez l’adresse, le port et le certificat dans Réglages › Demandes.', 'Listening for requests on {address}:{port} failed ({reason}). Check address, port and certificate in Settings › Requests.'],

  'study/not-local': [409, 'Cet examen n’est pas encore sur ce poste.', 'This study is not on this workstation yet.'],
  'study/no-images': [409, 'Cet examen ne contient aucune image que Binocle sache montrer.', 'This study holds no image that Binocle can show.'],
  'study/all-rejected': [409, 'Toutes les images de cet examen ont été rejetées par le site qui les a faites. Aucune n’est à lire.', 'All images of this study were rejected by the site that made them. None is to be read.'],
  'cad/blind': [403, 'Les résultats de la détection assistée ne sont pas montrés avant que votre avis de seconde lecture soit figé.', 'Results of computer-aided detection are not shown before your second-reading opinion is frozen.'],

  'reading/not-your-turn': [409, 'Cet examen n’est pas à lire par vous à ce stade.', 'This study is not for you to read at this stage.'],
  'reading/same-reader': [403, 'Le premier et le second lecteur doivent être deux personnes différentes.', 'The first and second reader must be two different people.'],
  'reading/stale-version': [409, 'Cette lecture a été modifiée ailleurs. Rechargez-la ; votre saisie est conservée à l’écran.', 'This reading was changed elsewhere. Reload it; what you typed is kept on screen.'],
  'reading/invalid-transition': [409, 'Cet acte n’est pas possible dans l’état actuel de la lecture.', 'This act is not possible in the present state of the reading.'],
  'reading/premature-reveal': [403, 'L’avis du premier lecteur reste masqué tant que le vôtre n’est pas figé. La tentative est inscrite au journal.', 'The first reader’s opinion stays masked until yours is frozen. The attempt was recorded.'],
  'reading/awaits-release': [409, 'Votre avis est figé. L’avis du premier lecteur s’ouvrira dès que la coordination en aura levé le scellé ; rien n’est à ressaisir.', 'Your opinion is frozen. The first reader’s opinion opens as soon as a coordinator releases it; nothing needs to be entered again.'],
  'reading/invalid-opinion': [422, 'L’avis ne respecte pas les règles de la fiche : {rules}.', 'The opinion breaks rules of the sheet: {rules}.'],
  'reading/reason-required': [422, 'Un changement d’avis après révélation doit être motivé.', 'A change of opinion after the reveal needs a reason.'],
  'reading/not-shown-whole': [409, 'Le programme demande que chaque cliché ait été affiché en entier à 1:1. Il en reste {count} sur {whole} ; Maj et flèche droite y mènent.', 'The programme demands that every image has been shown whole at 1:1. {count} of {whole} are left; Shift and the right arrow lead there.'],
  'reading/too-early': [409, 'Trop tôt : les clichés viennent d’être affichés. Rien n’a été enregistré.', 'Too early: the images have only just been displayed. Nothing was recorded.'],
  'reading/images-unseen': [409, 'Des clichés de cet examen n’ont pas été vus. Rien n’a été enregistré.', 'Images of this exam have not been seen. Nothing was recorded.'],
  'reading/finalised': [409, 'Cet avis est définitif : il ne peut plus être annulé.', 'This opinion is final: it can no longer be undone.'],
  'reading/already-revealed': [409, 'L’avis du premier lecteur vous a été montré : le vôtre ne redevient pas aveugle. Modifiez-le, avec un motif.', 'The first reader’s opinion was shown to you: yours does not become blind again. Change it, with a reason.'],
  'report/signatory': [409, 'Ce compte rendu part sous forme CDA, qui nomme son auteur : le numéro RPPS, le nom et la spécialité de votre compte manquent. Un administrateur les renseigne dans Réglages, Comptes. Rien n’a été signé, votre texte est gardé.', 'This report leaves as a clinical document, which names its author: the RPPS number, name and specialty of your account are missing. An administrator enters them in Settings, Accounts. Nothing was signed, your text is kept.'],
  'report/structure': [409, 'Ce compte rendu part sous forme CDA, qui nomme sa structure : nom et numéro FINESS (Réglages, Structure et protocole) ou secteur d’activité (Réglages, RIS) manquent. Rien n’a été signé, votre texte est gardé.', 'This report leaves as a clinical document, which names its structure: name and FINESS number (Settings, Structure and protocol) or sector (Settings, RIS) are missing. Nothing was signed, your text is kept.'],
  'report/patient-domain': [409, 'Ce compte rendu part sous forme CDA : sans identité nationale qualifiée, le domaine (OID) du numéro de patient de ce site doit être connu. Un administrateur le renseigne dans Réglages, RIS. Rien n’a été signé, votre texte est gardé.', 'This report leaves as a clinical document: without a qualified national identity, the domain (OID) of this site’s patient numbers must be known. An administrator enters it in Settings, RIS. Nothing was signed, your text is kept.'],
  'report/characters': [422, 'Le RIS reçoit le jeu de caractères 8859/15, où ceux-ci n’existent pas : {characters}. Remplacez-les dans le texte ; s’ils sont du nom du patient, un administrateur choisit UTF-8 dans Réglages, RIS. Rien n’a été signé.', 'The RIS takes the character set 8859/15, which lacks these: {characters}. Replace them in the text; if they belong to the patient’s name, an administrator chooses UTF-8 in Settings, RIS. Nothing was signed.'],
  'account/rpps': [422, 'Ce numéro RPPS n’est pas valable : onze chiffres, dont le dernier est une clé.', 'This RPPS number is not valid: eleven digits, the last of them a check digit.'],
  'reading/seal-broken': [500, 'L’enveloppe scellée ne correspond pas à son empreinte. Elle n’a pas été ouverte.', 'The sealed envelope does not match its digest. It was not opened.'],

  'dossier/sheet-invalid': [422, 'La fiche du premier lecteur n’est pas valide : l’examen reste incomplet.', 'The first reader’s sheet is not valid: the exam stays incomplete.'],
  'dossier/out-of-scope': [409, 'Cet examen ne relève pas de la seconde lecture (ACR 3 à 5, ou ACR 0 sans refus du bilan).', 'This exam does not go to second reading (ACR 3 to 5, or ACR 0 without a refused workup).'],
  'dossier/identity-differs': [409, 'L’identité de la fiche n’est pas celle des images. L’examen attend le coordinateur.', 'The identity on the sheet is not that of the images. The exam waits for the coordinator.'],
  'dossier/images-missing': [409, 'Il manque des clichés à cet examen : quatre incidences au moins, sauf sein absent.', 'Images of this exam are missing: four views at least, unless a breast is absent.'],
  'dossier/not-entitled': [403, 'Seul un second lecteur habilité peut lire cet examen.', 'Only an entitled second reader may read this exam.'],
  'dossier/taken': [409, 'Cet examen est pris par un autre lecteur.', 'Another reader has taken this exam.'],
  'dossier/assigned': [409, 'La coordination a confié cet examen à un autre lecteur.', 'The coordinator has given this exam to another reader.'],
  'dossier/unassigned': [409, 'Le centre de lecture attribue les examens à lire : celui-ci ne vous est pas confié, ou ne l’est plus. Votre saisie est conservée.', 'The reading centre decides who reads which exam: this one is not given to you, or no longer is. What you typed is kept.'],
  'rounds/message': [422, 'Ce courrier vient d’une autre version du programme, ou n’a pas la forme prévue. Mettez les postes à la même version, puis demandez à son auteur de recommencer.', 'This letter comes from another version of the program, or is not in the expected form. Bring the consoles to one version, then ask its author to begin again.'],
  'rounds/not-for-this-console': [409, 'Ce courrier ne s’adresse pas à un poste de ce rôle : l’un des deux a rejoint ou quitté le centre entre-temps. Vérifiez à quel centre ce poste est rattaché.', 'This letter is not for a console of this role: one of the two joined or left the centre meanwhile. Check which centre this console belongs to.'],
  'rounds/not-assigned': [409, 'Cet avis vient d’un lecteur à qui l’examen n’est pas confié, ou ne l’est plus. Il reste scellé sur son poste et ne compte pas. Confiez-lui l’examen si c’est bien lui qui doit le lire.', 'This opinion comes from a reader to whom the exam is not given, or no longer is. It stays sealed on his console and does not count. Give him the exam if he is to read it.'],
  'rounds/not-entitled': [403, 'Cette première lecture vient d’un compte qui n’est pas habilité comme premier lecteur. Vérifiez sa carte dans la liste des lecteurs admis.', 'This first reading comes from an account that is not entitled as a first reader. Check its card in the list of admitted readers.'],
  'rounds/already-read': [409, 'Cet examen a déjà une lecture signée de ce rang. La seconde n’est pas comptée et reste sur le poste de son auteur ; prévenez-le.', 'This exam has a signed reading of this rank already. The second one does not count and stays on its author’s console; tell him.'],
  'rounds/undone-too-late': [409, 'Le lecteur a annulé son avis après que la première lecture lui eut été remise : il ne redevient pas aveugle. Retirez-lui l’examen et confiez-le à un autre lecteur.', 'The reader took the opinion back after the first reading had been released to him: he does not become blind again. Withdraw the exam and give it to another reader.'],
  'rounds/frozen-differs': [409, 'La première lecture remise répond à un avis que vous avez annulé depuis. Elle n’a pas été ouverte. Demandez à la coordination de vous confier l’examen à nouveau, ou à un autre lecteur.', 'The released first reading answers an opinion that you have undone since. It was not opened. Ask the coordinator to give the exam again, to you or to another reader.'],
  'rounds/consensus-elsewhere': [409, 'Un confrère d’un autre poste ne peut pas être appelé d’ici : il n’en saurait rien. Mettez l’examen de côté avec votre question pour motif ; la coordination la lira et décidera à qui le confier.', 'A colleague of another console cannot be called from here: he would not hear of it. Put the exam aside with your question as the reason; the coordinator reads it and decides whom to give it to.'],
  'rounds/not-agreed': [409, 'Cette correction n’a pas l’accord de la coordination, ou ne l’a plus. La lecture signée reste celle qui vaut. Demandez à son lecteur de refaire sa demande.', 'No coordinator agreed to this correction, or no longer does. The signed reading stays the one that stands. Ask its reader to ask again.'],
  'rounds/exam-changed': [409, 'L’examen a changé (nouvelles images ou fiche corrigée) alors que la première lecture avait été remise à ce lecteur : son avis ne compte pas et reste scellé sur son poste. Confiez l’examen à un autre lecteur, et prévenez celui-ci.', 'The exam changed (new images or a corrected sheet) after the first reading had been released to this reader: the opinion does not count and stays sealed on that console. Give the exam to another reader, and tell this one.'],
  'rounds/first-changed': [409, 'La première lecture remise n’est pas celle qui avait été promise à l’attribution. Elle n’a pas été ouverte. Demandez à la coordination de retirer l’examen et de le confier à nouveau.', 'The released first reading is not the one that was promised when the exam was given. It was not opened. Ask the coordinator to withdraw the exam and give it again.'],
  'dossier/two-readers': [422, 'Une double lecture indépendante demande deux lecteurs différents, habilités tous deux à la seconde lecture. Les autres lectures en demandent un seul.', 'Independent double reading needs two different readers, both entitled as second readers. Every other reading needs one.'],
  'dossier/already-read': [409, 'Vous avez déjà lu cet examen, ou votre avis y a été demandé : un autre lecteur doit le lire.', 'You have already read this exam, or were consulted on it: another reader must read it.'],
  'dossier/too-early': [409, 'L’examen vient de s’afficher : l’avis n’a pas été pris en compte.', 'The exam has only just been displayed: the opinion was not taken.'],
  'dossier/image-not-seen': [409, 'Des images de cet examen n’ont pas été affichées.', 'Images of this exam have not been displayed.'],
  'dossier/lease-expired': [409, 'Vous avez quitté cet examen trop longtemps : il est revenu dans la file. Votre saisie est conservée ; reprenez-le s’il est encore libre.', 'You left this exam for too long: it went back to the queue. What you typed is kept; take it again if it is still free.'],
  'dossier/not-holder': [409, 'Cet examen n’est pas pris par vous.', 'You have not taken this exam.'],
  'dossier/reveal-first': [409, 'Regardez d’abord l’avis du premier lecteur ; vous pourrez ensuite confirmer ou modifier le vôtre.', 'Look at the first reader’s opinion first; then confirm or change yours.'],
  'dossier/reason-required': [422, 'Cet acte demande un motif.', 'This act needs a reason.'],
  'dossier/finalised': [409, 'L’avis est définitif. Seule une correction signée, autorisée par le coordinateur, peut le suivre.', 'The opinion is final. Only a signed correction that the coordinator allows may follow it.'],
  'dossier/sheet-rules': [422, 'L’avis ne respecte pas les règles de la fiche.', 'The opinion breaks rules of the sheet.'],
  'dossier/unsigned': [422, 'L’avis n’est pas scellé et signé.', 'The opinion is not sealed and signed.'],
  'dossier/consensus-reader': [409, 'L’avis d’un confrère se demande à un second lecteur habilité qui n’a pas lu cet examen.', 'Another opinion is asked of an entitled second reader who has not read this exam.'],
  'dossier/changed': [409, 'Cet examen a changé (nouvelles images ou fiche corrigée) : il est revenu dans la file. Votre saisie est conservée.', 'This exam changed (new images or a corrected sheet): it went back to the queue. What you typed is kept.'],
  'dossier/not-yet-due': [409, 'Le délai prévu n’est pas écoulé.', 'The term has not passed yet.'],
  'dossier/round-incomplete': [409, 'Les clichés initiaux et les clichés refaits doivent tous être là pour une nouvelle lecture.', 'The initial and the redone images must all be here for another reading.'],
  'dossier/exported': [409, 'Le résultat est déjà parti : la correction doit être un rectificatif.', 'The result has already left: the correction must be a corrigendum.'],
  'dossier/arbitrated': [409, 'Un arbitre a conclu cet examen : seule sa lecture se corrige. Refusez la demande ; son lecteur n’en apprend pas le motif.', 'An arbiter concluded this exam: only that reading is corrected. Refuse the request; its reader is not told why.'],
  'dossier/arbiter-has-read': [409, 'L’arbitre doit être un autre lecteur que les deux premiers.', 'The arbiter must be another reader than the first two.'],
  'dossier/coordinator-needed': [403, 'Cet acte revient au coordinateur de la structure.', 'This act is the structure’s coordinator’s.'],
  'dossier/invalid-state': [409, 'Cet acte n’est pas possible là où en est l’examen.', 'This act is not possible where the exam now stands.'],
  'sessions/live': [409, 'Une séance de lecture est déjà ouverte. Reprenez-la ou terminez-la.', 'A reading session is open already. Go on with it or end it.'],
  'sessions/nothing-waits': [409, 'Aucun examen n’attend votre seconde lecture sur ce poste.', 'No exam waits for your second reading on this console.'],
  'sessions/ended': [409, 'Cette séance est terminée.', 'This session has ended.'],
  'sessions/paused': [409, 'La séance est en pause. Reprenez-la pour continuer.', 'The session is paused. Resume it to go on.'],
  'sessions/moved': [409, 'La séance est déjà à un autre examen. Rien n’a été enregistré.', 'The session is at another exam already. Nothing was recorded.'],
  'sessions/case-open': [409, 'Cet examen n’a pas encore d’avis. Concluez-le, ou passez-le.', 'This exam has no opinion yet. Conclude it, or skip it.'],
  'sessions/case-closed': [409, 'Cet examen a déjà un avis. Annulez l’avis avant de passer l’examen.', 'This exam has an opinion already. Undo it before you skip the exam.'],
  'sessions/reveal-first': [409, 'Avis à confronter à la première lecture avant signature.', 'Opinion to be compared with the first reading before it is signed.'],

  'display/unfit': [409, 'Cet affichage ne convient pas à une lecture du programme. {raisons}', 'This display is not fit for a reading of the programme. {reasons}'],
  'display/training': [409, 'Lecture de formation, ouverte sur un affichage non conforme : elle ne peut être ni figée ni signée. Rouvrez l’examen sur un affichage conforme ; une lecture neuve y commencera.', 'Training reading, opened on an unfit display: it can be neither frozen nor signed. Open the study again on a fit display; a new reading begins there.'],
  'display/not-training': [409, 'Ce poste n’est pas un poste de formation : l’affichage ne peut pas être dérogé.', 'This is not a training console: the display rule cannot be overridden.'],
  'display/future-calibration': [422, 'La date d’étalonnage est dans l’avenir.', 'The calibration date is in the future.'],

  'structure/reader': [403, 'Ce compte lit pour le programme : la vue de la structure lui reste fermée, pour que ses lectures restent en aveugle. Suivez les examens avec un compte qui ne lit pas.', 'This account reads for the programme: the structure’s view stays closed to it, so that its readings stay blind. Follow exams with an account that does not read.'],
  'structure/not-awaited': [409, 'Rien de tel n’est attendu pour cet examen.', 'Nothing of the kind is awaited for this exam.'],
  'structure/day': [422, 'Cette date est dans l’avenir, ou avant la demande.', 'This day is in the future, or before the request.'],
  'list/header': [422, 'Ce fichier n’a pas de colonne « {colonne} » : la première ligne doit nommer les colonnes. Rien n’a été pris.', 'This file has no column “{column}”: its first line must name the columns. Nothing was taken.'],
  'list/columns': [422, 'La ligne a {found} colonnes au lieu de {expected}. Corrigez-la et importez le fichier de nouveau : rien ne sera doublé.', 'The line has {found} columns instead of {expected}. Correct it and import the file again: nothing is doubled.'],
  'list/cut': [422, 'Le fichier est coupé au milieu de cette ligne. Les lignes entières sont prises ; importez le fichier complet : rien ne sera doublé.', 'The file is cut in the middle of this line. Whole lines were taken; import the complete file: nothing is doubled.'],
  'list/field': [422, 'La case « {name} » est vide ou illisible. Corrigez-la et importez le fichier de nouveau : rien ne sera doublé.', 'The cell “{name}” is empty or cannot be read. Correct it and import the file again: nothing is doubled.'],
  'list/identity': [409, 'L’identité ou la date du fichier n’est pas celle des images de ce dossier. Rien n’est repris dans les courriers tant que l’une des deux n’est pas corrigée.', 'The identity or the day in the file is not that of the images of this exam. Letters take nothing over until one of the two is corrected.'],
  'list/twice': [409, 'Ce numéro de dossier a déjà une autre ligne dans ce fichier. Gardez la bonne et importez le fichier de nouveau.', 'This file number has another line in this file already. Keep the right one and import the file again.'],
  'letter/unknown-placeholder': [422, 'Le modèle emploie un champ inconnu : {name}.', 'The template uses an unknown field: {name}.'],
  'letter/not-due': [409, 'Ce courrier ne correspond pas au résultat de cet examen.', 'This letter does not match the result of this exam.'],

  'exchange/foreign-object': [422, 'Un objet étranger à Binocle se trouve dans la boîte aux lettres. Il n’a pas été ouvert ; demandez à l’exploitant du PACS d’où il vient.', 'An object foreign to Binocle lies in the mailbox. It was not opened; ask the PACS operator where it comes from.'],
  'exchange/altered': [422, 'Ce courrier est altéré ou tronqué : sa signature ou son scellé ne tient pas. Il n’a pas été pris en compte ; demandez à l’expéditeur de vérifier son poste.', 'This letter is altered or cut short: its signature or seal does not hold. It was not taken into account; ask the sender to check that console.'],
  'exchange/replayed': [409, 'Ce courrier est la copie d’un autre : il fut scellé sous un autre identifiant, pour un autre examen ou une autre date. Il n’a pas été pris en compte.', 'This letter is a copy of another one: it was sealed under another identifier, for another exam or date. It was not taken into account.'],
  'exchange/other-recipient': [409, 'Ce courrier n’est pas scellé pour cette boîte. Il n’a pas été ouvert.', 'This letter is not sealed for this mailbox. It was not opened.'],
  'exchange/unknown-sender': [409, 'L’expéditeur de ce courrier n’est pas connu ici, ou sa carte a été retirée. Le courrier est gardé ; il sera relu si sa carte est admise.', 'The sender of this letter is not known here, or the card was withdrawn. The letter is kept; it is read again if the card is admitted.'],
  'exchange/too-large': [413, 'Ce courrier dépasse la taille permise.', 'This letter is larger than allowed.'],
  'exchange/unknown-message': [422, 'Le contenu de ce courrier n’est pas compris par cette version de Binocle. Mettez le poste à jour.', 'This version of Binocle does not understand the content of this letter. Update the console.'],
  'exchange/own-coordinator': [409, 'Ce poste a sa propre coordination : il est lui-même un centre et n’en rejoint pas un autre.', 'This console has its own coordinator: it is a centre itself and does not join another one.'],
  'exchange/joined': [409, 'Ce poste a rejoint un centre : la clé et la coordination se trouvent là-bas.', 'This console joined a centre: the key and its coordinators are there.'],
  'exchange/not-joined': [409, 'Ce poste n’échange avec aucun centre : rejoignez-en un avec sa carte, ou admettez d’abord des lecteurs.', 'This console exchanges with no centre: join one with its card, or admit readers first.'],
  'exchange/card-invalid': [422, 'Ce fichier n’est pas une carte de Binocle, ou il a été modifié. Demandez-en une nouvelle.', 'This file is no Binocle card, or it was changed. Ask for a new one.'],
  'exchange/card-other-kind': [422, 'Ce n’est pas la carte attendue ici : une coordination admet des cartes de lecteur, un poste de lecture rejoint un centre par la carte de ce centre.', 'This is not the card that is expected here: a coordinator admits readers’ cards, a reading console joins a centre by that centre’s card.'],
  'exchange/card-changed': [409, 'Cette personne est connue ici sous d’autres clés. Vérifiez auprès d’elle ; si le changement est voulu, retirez d’abord son ancienne carte.', 'This person is known here under other keys. Ask that person; if the change is intended, withdraw the earlier card first.'],
  'exchange/card-older': [409, 'Une carte plus récente de ce centre est déjà connue ici. Rien n’a été changé.', 'A newer card of this centre is known here already. Nothing was changed.'],
  'exchange/register-behind': [409, 'Cette carte suit un registre du centre plus court que celui que ce poste connaît, ou un autre : le poste de la coordination a été ramené en arrière. Rien n’a été changé ; prévenez la coordination.', 'This card follows a register of the centre that is shorter than the one this console knows, or another one: the coordinators’ console was set back. Nothing was changed; tell the coordinators.'],
  'exchange/own-card': [409, 'Cette carte est celle d’un compte de ce poste : il n’a pas à être admis.', 'This card is that of an account of this console: it need not be admitted.'],
  'exchange/fingerprint': [409, 'L’empreinte confirmée n’est pas celle de cette carte. Comparez-les à nouveau de vive voix ; rien n’a été enregistré.', 'The fingerprint that was confirmed is not this card’s. Compare them aloud again; nothing was recorded.'],
  'exchange/other-centre': [409, 'Ce poste a déjà rejoint un autre centre. Quittez-le d’abord.', 'This console has joined another centre already. Leave that one first.'],
  'exchange/not-a-centre': [409, 'Ce poste n’est pas celui d’une coordination : il n’a pas de clé de centre à laquelle admettre des lecteurs.', 'This console is not a coordinator’s: it has no centre key to which readers could be admitted.'],

  'delivery/under-way': [409, 'Cet envoi est en cours, ou n’a pas encore été essayé : attendez que Binocle dise ce qu’il en est.', 'This delivery is under way, or was not tried yet: wait until Binocle says what became of it.'],
  'delivery/not-retriable': [409, 'Cet envoi est déjà accusé.', 'This delivery is already acknowledged.'],
} as const satisfies Record<string, readonly [number, string, string]>

export type ErrorCode = keyof typeof problems
export const errorCode = z.enum(Object.keys(problems) as [ErrorCode, ...ErrorCode[]])

/** Values that fill the places of a sentence: UIDs, counts, tags — never patient data. */
export const problemParams = z.record(z.string(), z.union([z.string(), z.number()]))
export type ProblemParams = z.infer<typeof problemParams>

export const problem = z.strictObject({
  code: errorCode,
  status: z.number().int(),
  /** The object concerned, by identifier. */
  subject: z.string().nullable(),
  params: problemParams,
  fr: z.string(),
  en: z.string(),
})
export type Problem = z.infer<typeof problem>

/** An expected outcome, thrown by any room and answered as a problem by the handler. */
export class ExpectedError extends Error {
  readonly code: ErrorCode
  readonly subject: string | null
  readonly params: ProblemParams

  constructor(code: ErrorCode, options: { subject?: string; params?: ProblemParams; cause?: unknown } = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'ExpectedError'
    this.code = code
    this.subject = options.subject ?? null
    this.params = options.params ?? {}
  }
}

export function describeProblem(error: ExpectedError): Problem {
  const [status, fr, en] = problems[error.code]
  const fill = (sentence: string) =>
    sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(error.params[name] ?? '?'))
  return { code: error.code, status, subject: error.subject, params: error.params, fr: fill(fr), en: fill(en) }
}
