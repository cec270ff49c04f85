import { NotFound } from '#domain/refused';
import type { Sight } from '../domain/caller';
import type { Conflict } from '../domain/conflict';

export const CONFLICT_COLUMNS = `c.conflict_id as "conflictId", c.kind, c.employer_id as "employerId", c.territory_id as "territoryId",
  c.subject, c.partner_ids as "partnerIds", c.unit_ids as "unitIds", c.opened_at as "openedAt", c.answer_by as "answerBy",
  c.state, c.outcome, c.outcome_partner_id as "outcomePartnerId", c.settled_at as "settledAt",
  coalesce((select jsonb_agg(jsonb_build_object('partnerId', a.partner_id, 'answer', a.answer, 'answeredAt', a.answered_at)
              order by a.answered_at, a.partner_id) from conflict_answer a where a.conflict_id = c.conflict_id), '[]') as answers`;

/**
 * Whose business a question `c` is: the coordination's of its territory, a manager's of a partner concerned, an agent's
 * of the unit concerned, or of any unit when its partner's is not known.
 */
export const SEEN_BY = `($1::uuid is null or c.territory_id = $1) and ($2::uuid is null or $2 = any(c.partner_ids))
  and (not $3::boolean or $4 = any(c.unit_ids)
       or not exists (select 1 from unit_ref u where u.unit_id = any(c.unit_ids) and u.partner_id = $2))`;

export function seenBy(sight: Sight): unknown[] {
  const territoryId = sight.of === 'territory' ? sight.territoryId : null;
  const partnerId = sight.of === 'territory' ? null : sight.partnerId;
  return [territoryId, partnerId, sight.of === 'unit', sight.of === 'unit' ? sight.unitId : null];
}

/** What a question is about, part by part: two visits (BR-46), a visit and a SIRET (BR-05). */
export const keysOf = ({ subject }: Pick<Conflict, 'subject'>): string[] => subject.split(' ');
export const subjectOf = (keys: readonly string[]): string => keys.join(' ');

/** Under which name a question keeps an employer in peace. */
export const pauseOf = ({ kind, subject }: Pick<Conflict, 'kind' | 'subject'>): string =>
  `${kind} ${subject}`;

/** Another partner's question does not exist for the asker. */
export const unknownConflict = (): NotFound =>
  new NotFound('conflict-unknown', 'Cette question n’existe pas, ou ne concerne pas votre structure.');
