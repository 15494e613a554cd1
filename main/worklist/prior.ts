/** What makes the study `p` a prior of the study `s`, in SQL: the same patient, the same kind of images, earlier. A
 *  number alone is no patient: two sites may give the same one, so two known birth dates must agree. */
export const isPriorOf = `p.patient_id = s.patient_id AND s.patient_id <> '' AND p.issuer_of_patient_id = s.issuer_of_patient_id
  AND coalesce(p.patient_birth_date = s.patient_birth_date, 1) AND p.modalities = s.modalities AND p.study_date < s.study_date`
