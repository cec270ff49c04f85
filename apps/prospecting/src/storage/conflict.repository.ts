import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { regionOfCommune } from '#domain/holidays';
import { NotFound } from '#domain/refused';
import { openUnit, type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import { answerBy, type Conflict, type ConflictKind } from '../domain/conflict';
import { nationalTerritory, policyAt } from '../domain/territory';
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

const COLUMNS = `c.conflict_id as "conflictId", c.kind, c.employer_id as "employerId", c.territory_id as "territoryId",
  c.subject, c.partner_ids as "partnerIds", c.unit_ids as "unitIds", c.opened_at as "openedAt", c.answer_by as "answerBy",
  c.state, c.outcome, c.outcome_partner_id as "outcomePartnerId", c.settled_at as "settledAt",
  coalesce((select jsonb_agg(jsonb_build_object('partnerId', a.partner_id, 'answer', a.answer, 'answeredAt', a.answered_at)
              order by a.answered_at) from conflict_answer a where a.conflict_id = c.conflict_id), '[]') as answers`;

/** Questions of the conflict desk: rows with a date (BR-46, BR-121). */
@Injectable()
export class ConflictRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly employers: EmployerRefs,
    private readonly territories: TerritoryRepository,
  ) {}

  /**
   * Opens questions, each with its date by the calendar of its employer. One that was asked before, answered or not, is
   * left as it is. An employer that refused is in peace while it is asked whether it opposes (BR-33).
   */
  async openConflicts(tx: Transaction, questions: readonly Question[]): Promise<void> {
    if (questions.length === 0) return;
    const employers = await this.employers.byId(questions.map((one) => one.employerId));
    const homes = [...employers.values()].map((one) => one.territoryId ?? '');
    const territories = await this.territories.byId([...new Set(homes)]);
    for (const question of questions) {
      const employer = employers.get(question.employerId);
      const territoryId = employer?.territoryId ?? null;
      const territory = territories.get(territoryId ?? '') ?? nationalTerritory('');
      const region = employer ? regionOfCommune(employer.communeCode) : 'FRANCE';
      const { policy } = policyAt(territory, tx.now);
      const due = answerBy(tx.now, policy, { zone: territory.zone, region });
      const opened = await tx.query(
        `insert into conflict (conflict_id, kind, employer_id, territory_id, subject, partner_ids, unit_ids, opened_at, answer_by)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (kind, employer_id, subject) do nothing returning conflict_id`,
        [
          uuidv7(),
          question.kind,
          question.employerId,
          territoryId,
          question.subject,
          [...new Set(question.sides.map((side) => side.partnerId))],
          [...new Set(question.sides.flatMap((side) => side.unitId ?? []))],
          tx.now,
          due,
        ],
      );
      if (opened.length > 0 && question.kind === 'OPT_OUT_QUESTION')
        await this.pause(tx, question.employerId, `${question.kind} ${question.subject}`, due);
    }
  }

  /** One question; see `openConflicts`. */
  openConflict(tx: Transaction, question: Question): Promise<void> {
    return this.openConflicts(tx, [question]);
  }

  /** Nobody solicits the employer before `until`; asked again for the same reason, the last date stands. */
  async pause(tx: Transaction, employerId: string, because: string, until: Date): Promise<void> {
    await tx.query(
      `insert into solicitation_pause (employer_id, because, until) values ($1, $2, $3)
       on conflict (employer_id, because) do update set until = excluded.until`,
      [employerId, because, until],
    );
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
    const [row] = await tx.query<Conflict>(`select ${COLUMNS} from conflict c where c.conflict_id = $1`, [
      conflictId,
    ]);
    if (!row) throw unknownConflict();
    return row;
  }
}

/** Another partner's question does not exist for the asker. */
export const unknownConflict = (): NotFound =>
  new NotFound('conflict-unknown', 'Cette question n’existe pas, ou ne concerne pas votre structure.');
