import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { policyOf } from '#contracts/policy';
import { localDateOf } from '#domain/local-date';
import type {
  Contact,
  Employer,
  Evidence,
  Feed,
  Lead,
  Offer,
  Partner,
  Plan,
  Recontact,
} from '../domain/evidence';
import { frozen } from '../domain/frozen';
import { type Moment, momentOf } from '../domain/moment';
import * as questions from './evidence.queries';

export interface Territory {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
}

interface State {
  employerId: string;
  at: Date;
  siret: string | null;
  publicName: string | null;
  communeCode: string | null;
  territoryId: string | null;
  partialDiffusion: boolean | null;
  active: boolean;
}

/** Reads what the figures are made of. The last reading of each territory is kept until a fact is applied. */
@Injectable()
export class EvidenceRepository {
  private readonly kept = new Map<string, { position: number; day: string; evidence: Evidence }>();

  constructor(private readonly dataSource: DataSource) {}

  territories(): Promise<Territory[]> {
    return this.dataSource.query<Territory[]>(questions.TERRITORIES);
  }

  /**
   * All of a territory's evidence from one snapshot of the database, and the moment at which it was read. The same
   * object comes again as long as no fact was applied and the day has not changed.
   */
  of(territory: Territory): Promise<{ evidence: Evidence; moment: Moment }> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const [head] = await manager.query<{ now: Date; position: number }[]>(
        `select business_now() as now, coalesce(sum(version), 0)::bigint as position from applied_version`,
      );
      const moment = momentOf(head!.now, territory.timeZone);
      const kept = this.kept.get(territory.id);
      if (kept?.position === head!.position && kept.day === moment.on)
        return { evidence: kept.evidence, moment };
      const evidence = frozen(await this.read(manager, territory, head!.now));
      this.kept.set(territory.id, { position: head!.position, day: moment.on, evidence });
      return { evidence, moment };
    });
  }

  private async read(manager: EntityManager, territory: Territory, now: Date): Promise<Evidence> {
    const { id, timeZone } = territory;
    const ask = <Row>(sql: string, ...parameters: unknown[]) =>
      manager.query<Row[]>(sql, [id, ...parameters]);
    const [policy] = await ask<{ version: number; parameters: Record<string, number> }>(
      questions.POLICY,
      now,
    );
    const labels = await ask<{ segment: string; label: string }>(questions.SEGMENT_LABELS);
    const feeds = await ask<Feed>(questions.FEEDS, timeZone);
    return {
      territory,
      policyVersion: policy?.version ?? null,
      policy: policyOf(policy?.parameters ?? {}),
      partners: await ask<Partner>(questions.PARTNERS),
      publicationDuties: await ask(questions.DUTIES, localDateOf(now, timeZone)),
      employers: await this.employers(ask),
      segmentLabels: new Map(labels.map(({ segment, label }) => [segment, label])),
      contacts: await ask<Contact>(questions.CONTACTS, now, timeZone),
      offers: await ask<Offer>(questions.OFFERS, timeZone),
      leads: await ask<Lead>(questions.LEADS, timeZone),
      plans: await ask<Plan>(questions.PLANS, timeZone),
      recontacts: await ask<Recontact>(questions.RECONTACTS, timeZone),
      feeds,
    };
  }

  private async employers(ask: <Row>(sql: string) => Promise<Row[]>): Promise<Map<string, Employer>> {
    const states = await ask<State>(questions.EMPLOYER_STATES);
    const segments = grouped(
      await ask<{ employerId: string; at: Date; segment: string }>(questions.EMPLOYER_SEGMENTS),
    );
    const known = await ask<{ employerId: string; partnerIds: string[] }>(questions.KNOWN_BY);
    const knownBy = new Map(known.map(({ employerId, partnerIds }) => [employerId, partnerIds]));
    const employers = [...grouped(states)].map(([employerId, history]) => {
      const profile = history.findLast(({ siret }) => siret !== null)!;
      return employerOf(profile, history, segments.get(employerId) ?? [], knownBy.get(employerId) ?? []);
    });
    return new Map(employers.map((employer) => [employer.employerId, employer]));
  }
}

function employerOf(
  profile: State,
  history: readonly State[],
  segments: Employer['segments'],
  knownBy: readonly string[],
): Employer {
  let territoryId: string | null = null;
  return {
    employerId: profile.employerId,
    siret: profile.siret!,
    publicName: profile.publicName,
    communeCode: profile.communeCode!,
    partialDiffusion: profile.partialDiffusion!,
    states: history.map((state) => {
      // A closure says nothing of the place: the employer stays where it was.
      if (state.siret !== null) territoryId = state.territoryId;
      return { at: state.at, territoryId, active: state.active };
    }),
    segments,
    knownBy,
  };
}

function grouped<Row extends { employerId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.employerId);
    if (group) group.push(row);
    else groups.set(row.employerId, [row]);
  }
  return groups;
}
