import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { regionOfCommune } from '#domain/holidays';
import { openUnit, type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import { type Asker, type Sight, sightOf } from '../domain/caller';
import { answerBy, type Conflict, type ConflictKind, KEEPS_EVERYBODY_AWAY } from '../domain/conflict';
import { nationalTerritory, policyAt } from '../domain/territory';
import { CONFLICT_COLUMNS, pauseOf, SEEN_BY, seenBy, unknownConflict } from './conflict.rows';
import { PlanEventRepository } from './plan-event.repository';
import { TerritoryRepository } from './territory.repository';

/** A question to ask. The same kind, employer and subject is the same question, asked once for ever. */
export interface Question {
  readonly kind: ConflictKind;
  readonly employerId: string;
  /** What it is about at this employer: a visit, two visits, a lead. */
  readonly subject: string;
  /** Who is concerned, with the unit that each acts by when known. */
  readonly sides: readonly { readonly partnerId: string; readonly unitId: string | null }[];
}

/** Questions of the conflict desk: rows with a date (BR-46, BR-121). */
@Injectable()
export class ConflictRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly employers: EmployerRefs,
    private readonly territories: TerritoryRepository,
    private readonly planEvents: PlanEventRepository,
  ) {}

  /**
   * Opens questions, each with its date by the calendar of its employer. One that was asked before, answered or not, is
   * left as it is. An employer that refused is in peace while it is asked whether it opposes (BR-33). Returns which are
   * new, by `pauseOf`.
   */
  async openConflicts(tx: Transaction, questions: readonly Question[]): Promise<ReadonlySet<string>> {
    if (questions.length === 0) return new Set();
    const employers = await this.employers.byId(questions.map((one) => one.employerId));
    const homes = [...employers.values()].map((one) => one.territoryId ?? '');
    const territories = await this.territories.byId([...new Set(homes)]);
    const rows = questions.map((question) => {
      const employer = employers.get(question.employerId);
      const territoryId = employer?.territoryId ?? null;
      const territory = territories.get(territoryId ?? '') ?? nationalTerritory('');
      const region = employer ? regionOfCommune(employer.communeCode) : 'FRANCE';
      const { policy } = policyAt(territory, tx.now);
      const { kind, employerId, subject, sides } = question;
      return {
        conflictId: uuidv7(),
        kind,
        employerId,
        territoryId,
        subject,
        partnerIds: [...new Set(sides.map((side) => side.partnerId))],
        unitIds: [...new Set(sides.flatMap((side) => side.unitId ?? []))],
        answerBy: answerBy(kind, tx.now, policy, { zone: territory.zone, region }),
      };
    });
    const opened = await tx.query<{ id: string }>(
      `insert into conflict (conflict_id, kind, employer_id, territory_id, subject, partner_ids, unit_ids, opened_at, answer_by)
        select "conflictId", kind, "employerId", "territoryId", subject, "partnerIds", "unitIds", $2, "answerBy"
          from jsonb_to_recordset($1::jsonb) as t("conflictId" uuid, kind text, "employerId" uuid, "territoryId" uuid,
            subject text, "partnerIds" uuid[], "unitIds" uuid[], "answerBy" timestamptz)
       on conflict (kind, employer_id, subject) do nothing returning conflict_id as id`,
      [JSON.stringify(rows), tx.now],
    );
    const isNew = new Set(opened.map((row) => row.id));
    const fresh = rows.filter((row) => isNew.has(row.conflictId));
    for (const row of fresh)
      if (KEEPS_EVERYBODY_AWAY.includes(row.kind))
        await this.pause(tx, row.employerId, pauseOf(row), row.answerBy);
    return new Set(fresh.map(pauseOf));
  }

  /** One question; see `openConflicts`. */
  async openConflict(tx: Transaction, question: Question): Promise<void> {
    await this.openConflicts(tx, [question]);
  }

  /**
   * Nobody solicits the employer before `until`, and running plans are told; asked again for the same reason, the last
   * date stands.
   */
  async pause(tx: Transaction, employerId: string, because: string, until: Date): Promise<void> {
    await tx.query(
      `insert into solicitation_pause (employer_id, because, until) values ($1, $2, $3)
       on conflict (employer_id, because) do update set until = excluded.until`,
      [employerId, because, until],
    );
    const event =
      until > tx.now
        ? ({ type: 'AWAY', employerId, reason: 'COOL_DOWN', until: until.toISOString() } as const)
        : ({ type: 'BACK', employerId } as const);
    this.planEvents.note(tx, [
      { event, cause: `${employerId} ${because} ${until.toISOString()}`, planId: null },
    ]);
  }

  /** The employer of a question never changes: it may be read without a lock. */
  async employerOf(conflictId: string): Promise<string> {
    const ask = (tx: Transaction) =>
      tx.query<{ id: string }>('select employer_id as id from conflict where conflict_id = $1', [conflictId]);
    const open = openUnit();
    const [row] = await (open ? ask(open) : this.unitOfWork.run([], ask));
    if (!row) throw unknownConflict();
    return row.id;
  }

  async byId(tx: Transaction, conflictId: string): Promise<Conflict> {
    const [row] = await tx.query<Conflict>(
      `select ${CONFLICT_COLUMNS} from conflict c where c.conflict_id = $1`,
      [conflictId],
    );
    if (!row) throw unknownConflict();
    return row;
  }

  /** The question, when it is the asker's business; it does not exist for anybody else (BR-123). */
  async concerning(tx: Transaction, conflictId: string, asker: Asker): Promise<Conflict> {
    const [row] = await tx.query<Conflict>(
      `select ${CONFLICT_COLUMNS} from conflict c where ${SEEN_BY} and c.conflict_id = $5`,
      [...seenBy(sightOf(asker)), conflictId],
    );
    if (!row) throw unknownConflict();
    return row;
  }

  async keepAnswer(tx: Transaction, conflict: Conflict, partnerId: string, by: string): Promise<void> {
    const said = conflict.answers.find((one) => one.partnerId === partnerId)!;
    await tx.query(
      `insert into conflict_answer (conflict_id, partner_id, answer, answered_at, answered_by) values ($1, $2, $3, $4, $5)
       on conflict (conflict_id, partner_id) do update set answer = excluded.answer, answered_at = excluded.answered_at,
         answered_by = excluded.answered_by`,
      [conflict.conflictId, partnerId, said.answer, said.answeredAt, by],
    );
  }

  async settle(tx: Transaction, conflict: Conflict, by: string, reason: string | null): Promise<void> {
    const { conflictId, state, outcome, outcomePartnerId, settledAt } = conflict;
    await tx.query(
      `update conflict set state = $2, outcome = $3, outcome_partner_id = $4, settled_at = $5, settled_by = $6,
         settled_reason = $7 where conflict_id = $1 and state = 'OPEN'`,
      [conflictId, state, outcome, outcomePartnerId, settledAt, by, reason],
    );
  }

  /** Open questions about the visits of these employers. */
  openAboutVisits(tx: Transaction, employerIds: readonly string[]): Promise<Conflict[]> {
    return tx.query<Conflict>(
      `select ${CONFLICT_COLUMNS} from conflict c where c.state = 'OPEN' and c.employer_id = any($1::uuid[])
          and c.kind in ('JOINT_OR_REDUNDANT', 'POSSIBLE_DUPLICATE', 'DIVERGING_SIRET')`,
      [employerIds],
    );
  }

  /** The register says that these establishments are closed: nobody needs to confirm it (BR-09). */
  async withdrawClosures(tx: Transaction, employerIds: readonly string[]): Promise<void> {
    await tx.query(
      `update conflict set state = 'WITHDRAWN', settled_at = $2, settled_by = 'register'
        where kind = 'CLOSURE_TO_CONFIRM' and state = 'OPEN' and employer_id = any($1::uuid[])`,
      [employerIds, tx.now],
    );
  }

  /** How many questions wait for an answer, of those that are the asker's business. */
  async openCount(tx: Transaction, sight: Sight): Promise<number> {
    const [row] = await tx.query<{ n: number }>(
      `select count(*)::int as n from conflict c where ${SEEN_BY} and c.state = 'OPEN'`,
      seenBy(sight),
    );
    return row!.n;
  }

  /** Whatever this question paused may be solicited again. */
  async endPauses(tx: Transaction, conflict: Conflict): Promise<void> {
    const paused = await tx.query<{ id: string }>(
      'select employer_id as id from solicitation_pause where because = $1 and until > $2',
      [pauseOf(conflict), tx.now],
    );
    for (const { id } of paused) await this.pause(tx, id, pauseOf(conflict), tx.now);
  }

  /** Nobody needs to answer any more. */
  async withdraw(tx: Transaction, conflicts: readonly Conflict[]): Promise<void> {
    if (conflicts.length === 0) return;
    await tx.query(
      `update conflict set state = 'WITHDRAWN', settled_at = $2, settled_by = 'correction'
        where conflict_id = any($1::uuid[]) and state = 'OPEN'`,
      [conflicts.map((one) => one.conflictId), tx.now],
    );
  }
}
