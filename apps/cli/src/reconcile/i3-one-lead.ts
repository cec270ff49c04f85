import { described, type Invariant } from './invariant';

/** No employer is led by two partners at any instant: by the table, and again by the facts that were told. */
export const oneLead: Invariant = {
  id: 'I3',
  title: 'Jamais deux partenaires chefs de file d’un même employeur',
  remedy:
    'La contrainte one_lead manque ou a été contournée : ne rien corriger à la main, prévenir l’équipe.',
  needs: ['prospecting'],
  check: async (house) => {
    const [{ n = 0 } = {}] = await house.query<{ n: number }>(
      'prospecting',
      'select count(*) as n from lead',
    );
    const overlaps = await house.query<object>(
      'prospecting',
      `select a.employer_id as employer, a.lead_id as lead, b.lead_id as other from lead a join lead b
          on a.employer_id = b.employer_id and a.territory_id = b.territory_id and a.lead_id < b.lead_id and a.during && b.during`,
    );
    const told = await house.query<object>(
      'prospecting',
      `with granted as (
          select payload->>'leadId' as lead, payload->>'employerId' as employer, payload->>'territoryId' as territory,
                 (payload->>'from')::timestamptz as starts, (payload->>'until')::timestamptz as until
            from event_log where type = 'LeadGranted.v1'
        ), ended as (
          select payload->>'leadId' as lead, min((payload->>'endedAt')::timestamptz) as ended
            from event_log where type = 'LeadEnded.v1' group by 1
        ), held as (
          select g.*, greatest(starts, least(until, coalesce(ended, until))) as stops from granted g left join ended using (lead)
        ), ordered as (
          select *, max(stops) over (partition by territory, employer order by starts, lead
                                     rows between unbounded preceding and 1 preceding) as before from held where stops > starts
        )
        select employer, lead from ordered where before > starts`,
    );
    return { checked: n, unit: 'périodes', violations: [...described(overlaps), ...described(told)] };
  },
};
