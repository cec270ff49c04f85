import type { Definition, FigureRow } from '../definition';
import type { Evidence, Lead, Plan } from '../evidence';
import type { Moment } from '../moment';

/** The plan that runs at the moment, or else the last one that did. */
export function currentPlan(evidence: Evidence, moment: Moment): Plan | undefined {
  const begun = evidence.plans
    .filter(({ from, adoptedOn }) => from <= moment.on && adoptedOn <= moment.on)
    .sort((a, b) => (`${a.from} ${a.planId}` < `${b.from} ${b.planId}` ? -1 : 1));
  return begun.at(-1);
}

/** Prospects that the plan gave, each once: to its last partner where it went on to the next. */
function planned(evidence: Evidence, moment: Moment): Lead[] {
  const plan = currentPlan(evidence, moment);
  if (!plan) return [];
  const leads = evidence.leads
    .filter(({ planId, on }) => planId === plan.planId && on <= moment.on)
    .sort((a, b) => (`${a.on} ${a.leadId}` < `${b.on} ${b.leadId}` ? -1 : 1));
  return [...new Map(leads.map((lead) => [lead.employerId, lead])).values()];
}

function held(evidence: Evidence, moment: Moment): Lead[] {
  const plan = currentPlan(evidence, moment);
  if (!plan) return [];
  const visits = evidence.contacts.filter(
    ({ channel, status, judgement, on }) =>
      channel === 'VISIT' && status === 'HELD' && judgement !== 'WITHDRAWN' && on <= moment.on,
  );
  const visited = new Set(
    visits
      .filter(({ on }) => on >= plan.from && on < plan.until)
      .map(({ employerId, partnerId }) => `${employerId} ${partnerId}`),
  );
  return planned(evidence, moment).filter(({ employerId, partnerId }) =>
    visited.has(`${employerId} ${partnerId}`),
  );
}

export const planHeld: Definition = {
  id: 'plan-held',
  label: () => 'Plan : visites tenues',
  version: 1,
  unit: 'percent',
  noun: 'prospects',
  betterWhen: 'higher',
  fedByPartners: true,
  notMeasured: 'Aucun plan n’a encore commencé.',
  columns: [{ key: 'proposedOn', label: 'Attribué le', kind: 'date' }],
  numerator: (evidence, moment) => held(evidence, moment).map(rowOfLead),
  denominator: (evidence, moment) => planned(evidence, moment).map(rowOfLead),
  method: () => ({
    what: 'Part des prospects du plan en cours que leur chef de file a visités.',
    how: 'Un prospect compte une fois, pour le partenaire qui en est le dernier chef de file dans le plan ; il est tenu dès que ce partenaire y a tenu une visite pendant la période du plan.',
    source: 'Plan adopté et attributions de la prospection ; contacts jugés.',
    excludes: 'Les visites tenues par un autre partenaire ; celles qui suivent la fin du plan.',
    numeratorIs: 'prospects visités',
    denominatorIs: 'prospects du plan',
    parameters: [],
  }),
};

const rowOfLead = (lead: Lead): FigureRow => ({
  id: lead.leadId,
  employerId: lead.employerId,
  partnerIds: [lead.partnerId],
  weight: 1,
  cells: { proposedOn: lead.on },
});
