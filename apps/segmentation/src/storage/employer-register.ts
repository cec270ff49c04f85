import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { factOf } from '#contracts/contract';
import { PartnerEmployerKnown } from '#contracts/segmentation';
import type { Transaction } from '#messaging/unit-of-work';
import { change, type Employer, isEmployer, register } from '../domain/employer';
import type { ReferenceEstablishment } from '../domain/establishment';
import { knowledgeOf } from '../domain/partner-record';
import { Employers, type OwnedRecord, type ToldKnowledge } from './employers.repository';
import { Segmentations } from './segmentations.repository';

/** A reference row as it was and as it is; `before` is absent when it is new, and equal when something else moved. */
export interface ReferenceMove {
  readonly before?: ReferenceEstablishment;
  readonly after: ReferenceEstablishment;
}

/** Where an establishment stands after the register followed. */
export type Standing = 'EMPLOYER' | 'OUTSIDE' | 'NOT_EMPLOYER';

/** An employer that is in its territory from now on, with what puts it in a segment. */
export interface NewEmployer {
  readonly employer: Employer;
  readonly establishment: ReferenceEstablishment;
  readonly partners: number;
}

/**
 * Keeps employers in step with the reference, partners' files and territories, whichever of the three moved: it
 * registers, tells what changed or closed, tells partners' evidence, and puts new employers in their segment. Called
 * by the only writer, in its unit of work.
 */
@Injectable()
export class EmployerRegister {
  constructor(
    private readonly employers: Employers,
    private readonly segmentations: Segmentations,
  ) {}

  /** Follows moves of distinct SIRETs; gives where each stands. */
  async follow(tx: Transaction, moves: readonly ReferenceMove[]): Promise<Map<string, Standing>> {
    const sirets = moves.map((move) => move.after.siret);
    const known = await this.employers.bySiret(tx, sirets);
    const records = await this.employers.recordsOf(tx, sirets);
    const homes = await this.employers.homesOf(tx, [
      ...new Set(moves.flatMap((move) => move.after.communeCode ?? [])),
    ]);
    const standings = new Map<string, Standing>();
    const added: NewEmployer[] = [];
    const moved: NewEmployer[] = [];
    const dated: ReferenceEstablishment[] = [];

    for (const { before, after } of moves) {
      const territoryId = homes.get(after.communeCode ?? '') ?? null;
      const employer = known.get(after.siret);
      const ofIt = records.get(after.siret) ?? [];
      if (employer) {
        const now = { ...employer, territoryId };
        const facts = change(
          { employer, establishment: before ?? after },
          { employer: now, establishment: after },
        );
        tx.tell(facts);
        if (facts.length > 0) dated.push(after);
        if (employer.territoryId !== territoryId)
          moved.push({ employer: now, establishment: after, partners: partnersIn(ofIt, after) });
      } else if (isEmployer(after, territoryId, ofIt.length > 0)) {
        const fresh: Employer = { employerId: uuidv7(), siret: after.siret, territoryId };
        tx.tell(register(fresh, after));
        added.push({ employer: fresh, establishment: after, partners: partnersIn(ofIt, after) });
        known.set(after.siret, fresh);
      }
      standings.set(
        after.siret,
        known.has(after.siret) ? 'EMPLOYER' : territoryId ? 'NOT_EMPLOYER' : 'OUTSIDE',
      );
    }

    await this.employers.add(
      tx,
      added.map(({ employer, establishment }) => ({ employer, from: establishment.createdOn })),
    );
    await this.employers.move(
      tx,
      moved.map((one) => one.employer),
    );
    await this.employers.date(tx, [...dated, ...added.map((one) => one.establishment)]);
    await this.tellKnowledge(tx, moves, known, records);
    await this.segmentations.segmentNew(tx, [...added, ...moved]);
    return standings;
  }

  /** A partner's evidence is told when it is new or changed; under partial diffusion it stays that partner's (BR-10). */
  private async tellKnowledge(
    tx: Transaction,
    moves: readonly ReferenceMove[],
    known: ReadonlyMap<string, Employer>,
    records: ReadonlyMap<string, readonly OwnedRecord[]>,
  ): Promise<void> {
    const concerned = moves.flatMap(({ after }) => {
      const employer = known.get(after.siret);
      const ofIt = records.get(after.siret);
      return employer && ofIt && !after.partialDiffusion ? [{ employer, ofIt }] : [];
    });
    if (concerned.length === 0) return;
    const told = await this.employers.toldOf(
      tx,
      concerned.map((one) => one.employer.employerId),
    );
    const fresh: ToldKnowledge[] = [];
    for (const { employer, ofIt } of concerned) {
      const before = told.get(employer.employerId) ?? [];
      for (const partnerId of new Set(ofIt.map((one) => one.partnerId))) {
        const knowledge = knowledgeOf(ofIt.filter((one) => one.partnerId === partnerId))!;
        const last = before.find((one) => one.partnerId === partnerId);
        if (last?.relation === knowledge.relation && last.lastContactOn === knowledge.lastContactOn) continue;
        const data = { employerId: employer.employerId, partnerId, ...knowledge };
        tx.tell([factOf(PartnerEmployerKnown, employer.employerId, data)]);
        fresh.push(data);
      }
    }
    await this.employers.keepTold(tx, fresh);
  }
}

/** Under partial diffusion nobody else may learn that a partner knows it: it counts for nobody (BR-10). */
const partnersIn = (records: readonly OwnedRecord[], { partialDiffusion }: ReferenceEstablishment): number =>
  partialDiffusion ? 0 : new Set(records.map((one) => one.partnerId)).size;
