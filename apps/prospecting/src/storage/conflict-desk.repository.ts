import { Injectable } from '@nestjs/common';
import { localDateOf } from '#domain/local-date';
import { type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import { type Asker, type Sight, sightOf } from '../domain/caller';
import { type Conflict, type ConflictState, KINDS } from '../domain/conflict';
import { decidedBy, OUTCOME_WORDS, QUESTIONS } from '../domain/conflict-words';
import type { Visit } from '../domain/visit';
import { ConflictRepository } from './conflict.repository';
import { CONFLICT_COLUMNS, keysOf, SEEN_BY, seenBy } from './conflict.rows';
import { cardOf } from './employer-card';
import { TerritoryRepository } from './territory.repository';
import { visitsOf } from './visit.rows';

/** What the conflict desk shows, to each what it may see (BR-14, BR-123). */
@Injectable()
export class ConflictDeskRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conflicts: ConflictRepository,
    private readonly employers: EmployerRefs,
    private readonly territories: TerritoryRepository,
  ) {}

  /** How many of each state, and the questions of one: those to answer first, then the latest settled. */
  list(asker: Asker, state: ConflictState, limit: number) {
    const sight = sightOf(asker);
    return this.unitOfWork.run([], async (tx) => {
      const counts = await tx.query<{ state: ConflictState; n: number }>(
        `select c.state, count(*)::int as n from conflict c where ${SEEN_BY} group by c.state`,
        seenBy(sight),
      );
      const rows = await tx.query<Conflict>(
        `select ${CONFLICT_COLUMNS} from conflict c where ${SEEN_BY} and c.state = $5
          order by case when c.state = 'OPEN' then c.answer_by end, c.settled_at desc, c.conflict_id limit $6`,
        [...seenBy(sight), state, limit],
      );
      const cards = await this.cards(rows, sight);
      const of = (one: ConflictState) => counts.find((row) => row.state === one)?.n ?? 0;
      return {
        asOf: tx.now.toISOString(),
        counts: {
          open: of('OPEN'),
          answered: of('ANSWERED'),
          settled: of('SETTLED'),
          decidedByRule: of('DECIDED_BY_RULE'),
          withdrawn: of('WITHDRAWN'),
        },
        items: cards,
      };
    });
  }

  /** One question with what is known on each side. */
  one(conflictId: string, asker: Asker) {
    const sight = sightOf(asker);
    return this.unitOfWork.run([], async (tx) => {
      const conflict = await this.conflicts.concerning(tx, conflictId, asker);
      const [card] = await this.cards([conflict], sight);
      const otherSiret = conflict.kind === 'DIVERGING_SIRET' ? keysOf(conflict)[1]! : null;
      return { ...card!, otherSiret, sides: await this.sides(tx, conflict, sight) };
    });
  }

  private async cards(conflicts: readonly Conflict[], sight: Sight) {
    const employers = await this.employers.byId(conflicts.map((one) => one.employerId));
    const ownId = sight.of === 'territory' ? null : sight.partnerId;
    return conflicts.flatMap((conflict) => {
      const employer = employers.get(conflict.employerId);
      if (!employer) return [];
      const { kind, state, outcome, openedAt, answerBy, settledAt } = conflict;
      const mine = conflict.answers.find((one) => one.partnerId === ownId);
      const { answers, settlements } = KINDS[kind];
      return [
        {
          conflictId: conflict.conflictId,
          kind,
          state,
          question: QUESTIONS[kind],
          employer: cardOf(employer),
          openedAt: openedAt.toISOString(),
          answerBy: answerBy.toISOString(),
          choices: (ownId === null ? settlements : answers).map((value) => ({
            value,
            words: OUTCOME_WORDS[value],
          })),
          ownAnswer: mine?.answer ?? null,
          outcome,
          outcomeWords: outcome ? OUTCOME_WORDS[outcome] : null,
          decidedBy: decidedBy(conflict),
          settledAt: settledAt?.toISOString() ?? null,
        },
      ];
    });
  }

  /** BR-14: of another partner's contact the network and the day alone; the coordination sees who. */
  private async sides(tx: Transaction, conflict: Conflict, sight: Sight) {
    const { employerId, partnerIds, answers } = conflict;
    const visits = (await visitsOf(tx, [employerId])).get(employerId) ?? [];
    const about = keysOf(conflict).flatMap((key) => visits.find((visit) => visit.visitKey === key) ?? []);
    const nameOf = await this.territories.partnerNames();
    const kinds = await this.territories.partnerKinds();
    const zone = await this.zoneOf(conflict);
    const offers = conflict.kind === 'TWO_PARTNERS_ONE_EMPLOYER' ? await offersOf(tx, employerId) : null;
    const sideOf = (partnerId: string, visit: Visit | null) => {
      const own = sight.of !== 'territory' && sight.partnerId === partnerId;
      const named = own || sight.of === 'territory';
      const said = answers.find((one) => one.partnerId === partnerId)?.answer ?? null;
      return {
        own,
        network: kinds.get(partnerId) ?? null,
        on: visit ? localDateOf(visit.occurredAt, zone) : (offers?.get(partnerId) ?? null),
        partnerId: named ? partnerId : null,
        partnerName: named ? nameOf(partnerId) : null,
        answer: named ? said : null,
        visitId: own && visit ? visit.visitKey.slice(partnerId.length + 1) : null,
        sourceSystem: own && visit ? visit.sourceSystem : null,
        agentId: own && visit ? visit.agentId : null,
      };
    };
    if (about.length > 0) return about.map((visit) => sideOf(visit.partnerId, visit));
    return partnerIds.map((partnerId) => sideOf(partnerId, null));
  }

  private async zoneOf({ territoryId }: Conflict): Promise<string | undefined> {
    return (await this.territories.byId([territoryId ?? ''])).get(territoryId ?? '')?.zone;
  }
}

/** Since when each partner follows an open offer there. */
async function offersOf(tx: Transaction, employerId: string): Promise<Map<string, string>> {
  const rows = await tx.query<{ partnerId: string; on: string }>(
    `select partner_id as "partnerId", min(collected_on) as on from offer_ref
      where employer_id = $1 and open group by 1`,
    [employerId],
  );
  return new Map(rows.map((row) => [row.partnerId, row.on]));
}
