/** One question for each kind of evidence of a territory ($1); `frozen` keeps what belongs to it. */
const EMPLOYERS_OF = 'select distinct employer_id from employer_state where territory_id = $1';

export const TERRITORIES = 'select territory_id as id, name, time_zone as "timeZone" from territory';

export const POLICY = `
  select policy_version as version, parameters from policy
   where territory_id = $1 and effective_from <= $2 order by policy_version desc limit 1`;

export const PARTNERS = `
  select partner_id as "partnerId", code, kind, name from partner where $1 = any(territory_ids) order by code`;

export const DUTIES = `
  select distinct c->>'partnerId' as "partnerId", (c->>'days')::int as days
    from agreement a cross join jsonb_array_elements(a.commitments) c
   where a.territory_id = $1 and c->>'kind' = 'PUBLISH_UNFILLED_AFTER' and (c->>'days') is not null
     and a.effective_from <= $2 and (a.ended_from is null or a.ended_from > $2) and (a.suspended_from is null or a.suspended_from > $2)
   order by 1`;

export const EMPLOYER_STATES = `
  select employer_id as "employerId", at, siret, public_name as "publicName", commune_code as "communeCode",
         territory_id as "territoryId", partial_diffusion as "partialDiffusion", active
    from employer_state where employer_id in (${EMPLOYERS_OF}) order by employer_id, version`;

export const EMPLOYER_SEGMENTS = `
  select employer_id as "employerId", at, segment
    from employer_segment where employer_id in (${EMPLOYERS_OF}) order by employer_id, version`;

export const KNOWN_BY = `
  select employer_id as "employerId", array_agg(partner_id::text order by partner_id) as "partnerIds"
    from partner_employer where employer_id in (${EMPLOYERS_OF}) group by employer_id`;

export const SEGMENT_LABELS = 'select segment, label from segment_label where territory_id = $1';

/** Nobody reads further back than the twelve months before the oldest of the 26 weeks. */
export const CONTACTS = `
  select visit_key as "visitKey", employer_id as "employerId", territory_id as "territoryId",
         partner_id as "partnerId", occurred_at as "occurredAt",
         to_char(occurred_at at time zone $3, 'YYYY-MM-DD') as "on", status, channel, judgement, justification,
         joint_with::text[] as "jointWith", lead_partner_id as "leadPartnerId", first_contact as "firstContact",
         plan_id as "planId"
    from contact
   where (territory_id = $1 or (territory_id is null and employer_id in (${EMPLOYERS_OF})))
     and occurred_at > $2::timestamptz - interval '550 days'
   order by occurred_at, visit_key, employer_id`;

export const LEADS = `
  select lead_id as "leadId", employer_id as "employerId", territory_id as "territoryId", partner_id as "partnerId",
         origin, plan_id as "planId", to_char(granted_at at time zone $2, 'YYYY-MM-DD') as "on",
         to_char(taken_at at time zone $2, 'YYYY-MM-DD') as "takenOn",
         to_char(ended_at at time zone $2, 'YYYY-MM-DD') as "endedOn", end_reason as "endReason"
    from lead where territory_id = $1 order by granted_at, lead_id`;

export const PLANS = `
  select plan_id as "planId", name, from_day as "from", until_day as "until", assigned,
         to_char(adopted_at at time zone $2, 'YYYY-MM-DD') as "adoptedOn"
    from plan where territory_id = $1 order by from_day, plan_id`;

export const OFFERS = `
  select offer_id as "offerId", employer_id as "employerId", territory_id as "territoryId",
         partner_id as "partnerId", rome_code as "romeCode", collected_on as "collectedOn",
         commitment_days as "commitmentDays", recontact_id as "recontactId",
         (select json_agg(json_build_object('kind', s.kind, 'open', s.open, 'exempt', s.exempt,
             'on', coalesce(s.on_day::text, to_char(s.at at time zone $2, 'YYYY-MM-DD')),
             'dueOn', to_char(s.due_at at time zone $2, 'YYYY-MM-DD')) order by s.version)
            from offer_step s where s.offer_id = o.offer_id) as steps,
         coalesce((select json_agg(json_build_object('cycle', p.cycle,
             'orderedOn', to_char(p.ordered_at at time zone $2, 'YYYY-MM-DD'),
             'acknowledged', p.acknowledged_at is not null, 'rejected', p.rejected_at is not null) order by p.cycle)
            from publication p where p.offer_id = o.offer_id), '[]') as publications
    from offer o
   where o.territory_id = $1 or (o.territory_id is null and o.employer_id in (${EMPLOYERS_OF}))
   order by collected_on, offer_id`;

export const RECONTACTS = `
  select r.recontact_id as "recontactId", r.employer_id as "employerId",
         coalesce(r.employer_id::text, r.campaign_id || ' ' || coalesce(r.respondent::text, r.recontact_id::text))
           as respondent,
         p.territory_id as "purgedIn", r.campaign_id as "campaignId", r.fap_code as "fapCode", r.positions,
         r.due_at as "dueAt", to_char(r.due_at at time zone $2, 'YYYY-MM-DD') as "dueOn",
         to_char(r.assigned_at at time zone $2, 'YYYY-MM-DD') as "assignedOn", r.partner_id as "partnerId",
         to_char(r.closed_at at time zone $2, 'YYYY-MM-DD') as "closedOn", r.outcome,
         coalesce(r.still_open, 0) as "stillOpen"
    from recontact r left join purged_campaign p using (campaign_id)
   where r.due_at is not null and r.withdrawn_at is null
     and (p.territory_id = $1 or r.employer_id in (${EMPLOYERS_OF}))
   order by r.due_at, r.recontact_id`;

export const FEEDS = `
  select partner_id as "partnerId", max(at) as "lastAt",
         json_agg(json_build_object('on', day, 'count', count) order by day) as days
    from (select partner_id, to_char(counted_at at time zone $2, 'YYYY-MM-DD') as day, max(received_at) as at,
                 count(*)::int as count
            from feed_event
           where partner_id in (select partner_id from partner where $1 = any(territory_ids))
           group by 1, 2) d
   group by partner_id order by partner_id`;
