import { NATIONAL_POLICY } from '#contracts/policy';
import { localDateOf } from '#domain/local-date';
import type { Transaction } from '#messaging/unit-of-work';
import { everySeconds } from '#service/schedule';
import { AskAboutOffers } from './commands/ask-about-offers';
import { DecideConflict } from './commands/decide-conflict';
import { EvaluatePlan } from './commands/evaluate-plan';
import { FollowRunningPlans } from './commands/follow-running-plans';
import { LookAtRooms } from './commands/look-at-rooms';
import { MeetDeadline } from './commands/meet-deadline';
import { RetryRecontact } from './commands/retry-recontact';
import { TurnPlan } from './commands/turn-plan';
import type { DeadlineKind } from './domain/ladder';

/** BR-42: visits dated inside the plan may be told so many days after it, as the territory's policy says. */
const GRACE = `coalesce((select (r.parameters->>'planGraceDays')::int from policy_ref r
  where r.territory_id = plan.territory_id and r.effective_from <= $1 order by r.version desc limit 1), $2)`;

/** BR-24: who leads an employer with two followers is not asked again and again. */
const ASKED_ONCE_IN_DAYS = 180;

const idsOf = async (tx: Transaction, sql: string, parameters: unknown[]): Promise<string[]> =>
  (await tx.query<{ id: string }>(sql, parameters)).map((row) => row.id);

export const schedules = [
  everySeconds(5, 'meet-deadlines', {
    due: (tx, limit) =>
      idsOf(
        tx,
        `select lead_id || ':' || kind as id from deadline where due_at <= $1 order by due_at limit $2 for update skip locked`,
        [tx.now, limit],
      ),
    command: (id) => {
      const [leadId, kind] = id.split(':') as [string, DeadlineKind];
      return new MeetDeadline(leadId, kind);
    },
  }),
  everySeconds(30, 'turn-plans', {
    due: (tx, limit) =>
      idsOf(
        tx,
        `select plan_id as id from plan
          where (state = 'ADOPTED' and first_day <= $1) or (state in ('ADOPTED', 'RUNNING') and until_day <= $1)
          order by first_day limit $2 for update skip locked`,
        [localDateOf(tx.now), limit],
      ),
    command: (planId) => new TurnPlan(planId),
  }),
  everySeconds(60, 'look-at-rooms', {
    due: (tx, limit) =>
      idsOf(tx, 'select plan_id as id from plan_stream where open order by 1 limit $1', [limit]),
    command: (planId) => new LookAtRooms(planId),
  }),
  everySeconds(1, 'follow-running-plans', { command: () => new FollowRunningPlans() }),
  everySeconds(300, 'evaluate-closed-plans', {
    due: (tx, limit) =>
      idsOf(
        tx,
        `select plan_id as id from plan where state = 'CLOSED' and closed_on + ${GRACE} <= $3
          order by closed_on limit $4 for update skip locked`,
        [tx.now, NATIONAL_POLICY.planGraceDays, localDateOf(tx.now), limit],
      ),
    command: (planId) => new EvaluatePlan(planId),
  }),
  everySeconds(300, 'ask-about-offers', {
    due: (tx, limit) =>
      idsOf(
        tx,
        `select o.employer_id as id from offer_ref o where o.open
            and not exists (select 1 from conflict c where c.kind = 'TWO_PARTNERS_ONE_EMPLOYER'
                              and c.employer_id = o.employer_id and coalesce(c.settled_at, $1) > $1::timestamptz - interval '${ASKED_ONCE_IN_DAYS} days')
          group by o.employer_id having count(distinct o.partner_id) > 1 order by 1 limit $2`,
        [tx.now, limit],
      ),
    command: (employerId) => new AskAboutOffers(employerId),
  }),
  everySeconds(60, 'decide-conflicts', {
    due: (tx, limit) =>
      idsOf(
        tx,
        `select conflict_id as id from conflict where state = 'OPEN' and answer_by <= $1
          order by answer_by limit $2 for update skip locked`,
        [tx.now, limit],
      ),
    command: (conflictId) => new DecideConflict(conflictId),
  }),
  everySeconds(60, 'retry-recontacts', {
    due: (tx, limit) =>
      idsOf(
        tx,
        `select recontact_id as id from recontact where state = 'WAITING' and try_again_at <= $1
          order by try_again_at limit $2 for update skip locked`,
        [tx.now, limit],
      ),
    command: (recontactId) => new RetryRecontact(recontactId),
  }),
];
