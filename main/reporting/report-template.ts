/** Wording of the reports, as data: resources/report-templates. */
import template from '../../resources/report-templates/compte-rendu.fr.json' with { type: 'json' }

export { template }
