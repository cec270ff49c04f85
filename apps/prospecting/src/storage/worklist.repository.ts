import { Injectable } from '@nestjs/common';
import { localDateOf, PARIS } from '#domain/local-date';
import { type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { type EmployerRef, EmployerRefs } from '#service/employer-ref';
import type { Sight } from '../domain/caller';
import { contactByAnother } from '../domain/lead-notice';
import { type Light, lightFor, UNKNOWN_EMPLOYER } from '../domain/light';
import type { Permission } from '../domain/permission';
import { nextPlanned, plannedVisitCard } from '../domain/planned-visit';
import { ConflictRepository } from './conflict.repository';
import { cardOf, type EmployerCard } from './employer-card';
import { EvidenceRepository } from './evidence.repository';
import { LeadRepository } from './lead.repository';
import { OptOutRepository } from './opt-out.repository';
import { PermissionRepository } from './permission.repository';
import { PresenceRepository } from './presence.repository';
import { RecontactRepository } from './recontact.repository';
import { TerritoryRepository } from './territory.repository';
import { sightParameters, WORK, type WorkRow, type WorkState } from './worklist.rows';

const NOBODY = { agent: undefined, backup: undefined };

/** What pages read: worklists, lights, cards. */
@Injectable()
export class WorklistRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly permissions: PermissionRepository,
    private readonly employers: EmployerRefs,
    private readonly evidence: EvidenceRepository,
    private readonly optOuts: OptOutRepository,
    private readonly recontacts: RecontactRepository,
    private readonly territories: TerritoryRepository,
    private readonly leads: LeadRepository,
    private readonly presences: PresenceRepository,
    private readonly conflicts: ConflictRepository,
  ) {}

  /** Counts of every state, and the prospects of one page: soonest answer first, whatever is closed last. */
  worklist(sight: Sight, state: WorkState | null, limit: number) {
    return this.unitOfWork.run([], async (tx) => {
      const backedUp = sight.of === 'unit' ? await this.leads.backedUpBy(tx, sight.agentId) : [];
      const parameters = [tx.now, ...sightParameters(sight, backedUp)];
      const counts = await tx.query<{ state: WorkState; n: number }>(
        `select state, count(*)::int as n from (${WORK}) w group by state`,
        parameters,
      );
      const rows = await tx.query<WorkRow>(
        `select * from (${WORK}) w where $7::text is null or state = $7
          order by array_position(array['TO_TAKE', 'IN_PROGRESS', 'CLOSED'], state), coalesce("leaseUntil", "respondBy"), "leadId"
          limit $8`,
        [...parameters, state, limit],
      );
      const of = (one: WorkState) => counts.find((row) => row.state === one)?.n ?? 0;
      return {
        asOf: tx.now.toISOString(),
        counts: { toTake: of('TO_TAKE'), inProgress: of('IN_PROGRESS'), closed: of('CLOSED') },
        openQuestions: await this.conflicts.openCount(tx, sight),
        items: await this.items(tx, rows),
      };
    });
  }

  /** « Puis-je y aller ? » for a partner, as of now; an unknown SIRET is amber. */
  light(
    siret: string,
    partnerId: string,
  ): Promise<{ asOf: string; light: Light; employer: EmployerCard | null }> {
    return this.unitOfWork.run([], async (tx) => {
      const employer = (await this.employers.bySiret([siret])).get(siret);
      const asOf = tx.now.toISOString();
      if (!employer) return { asOf, light: await this.unknownLight(tx, siret, partnerId), employer: null };
      const [permission] = await this.permissions.load(tx, [employer.employerId]);
      const lights = await this.lights(tx, [{ employer, permission: permission!, partnerId }]);
      return { asOf, light: lights[0]!, employer: cardOf(employer) };
    });
  }

  /** An opposition stands before its employer is known (BR-111). */
  private async unknownLight(tx: Transaction, siret: string, partnerId: string): Promise<Light> {
    const nobody = { employerId: '00000000-0000-7000-8000-000000000000', siret };
    const optOuts = (await this.optOuts.of(tx, [nobody])).get(nobody.employerId) ?? [];
    const opposed = optOuts.some(
      (one) =>
        (one.purpose === 'PROSPECTING' || one.purpose === 'ALL') &&
        (one.partnerId ?? partnerId) === partnerId,
    );
    if (!opposed) return UNKNOWN_EMPLOYER;
    return {
      colour: 'RED',
      reason: 'Cet employeur s’oppose à la prospection : ne le sollicitez pas.',
      nextFreeDate: null,
    };
  }

  private async items(tx: Transaction, rows: readonly WorkRow[]) {
    const ids = [...new Set(rows.map((row) => row.employerId))];
    const employers = await this.employers.byId(ids);
    const permissions = new Map((await this.permissions.load(tx, ids)).map((one) => [one.employerId, one]));
    const recontacts = await this.recontacts.of(tx, ids);
    const kinds = await this.territories.partnerKinds();
    const known = rows.filter((row) => employers.has(row.employerId));
    const lights = await this.lights(
      tx,
      known.map((row) => ({
        employer: employers.get(row.employerId)!,
        permission: permissions.get(row.employerId)!,
        partnerId: row.partnerId,
      })),
    );
    const visits = known.map((row) => nextPlanned(permissions.get(row.employerId)!, row.partnerId, tx.now));
    const takers = await this.presences.standbysOf(
      tx,
      visits.flatMap((visit, at) => known[at]!.agentId ?? visit?.agentId ?? []),
    );
    return known.map((row, at) => ({
      leadId: row.leadId,
      leaseId: row.leaseId,
      agentId: row.agentId,
      state: row.state,
      employer: cardOf(employers.get(row.employerId)!),
      because: row.because,
      light: lights[at]!,
      lastContact: lastContactOf(permissions.get(row.employerId)!, kinds),
      contactByAnother: otherContactOf(permissions.get(row.employerId)!, row, kinds),
      respondBy: row.state === 'TO_TAKE' ? row.respondBy.toISOString() : null,
      leaseUntil: row.leaseUntil?.toISOString() ?? null,
      remindedAt: row.remindedAt?.toISOString() ?? null,
      queuedAt: row.queuedAt?.toISOString() ?? null,
      employerAskedFor: row.askedFor,
      plannedVisit: plannedVisitCard(
        visits[at],
        takers.get(row.agentId ?? visits[at]?.agentId ?? '') ?? NOBODY,
        permissions.get(row.employerId)!.territory.zone,
      ),
      origin: row.origin,
      recontact: recontactCard(
        recontacts.find((one) => one.employerId === row.employerId && one.partnerId === row.partnerId),
      ),
    }));
  }

  private async lights(
    tx: Transaction,
    asked: readonly { employer: EmployerRef; permission: Permission; partnerId: string }[],
  ): Promise<Light[]> {
    const employers = asked.map((one) => one.employer);
    const optOuts = await this.optOuts.of(tx, employers);
    const locks = await this.evidence.locksOf(
      tx,
      employers.map((one) => one.employerId),
    );
    const nameOf = await this.territories.partnerNames();
    return asked.map(({ employer, permission, partnerId }) =>
      lightFor(
        partnerId,
        {
          closed: !employer.active,
          partialDiffusion: employer.partialDiffusion,
          inTerritory: employer.territoryId !== null,
          lockedBy: locks.get(employer.employerId) ?? [],
        },
        { ...permission, optOuts: optOuts.get(employer.employerId) ?? [] },
        permission.territory,
        nameOf,
        tx.now,
      ),
    );
  }
}

/** BR-14: of a contact by anybody, the network and the day alone. */
function lastContactOf({ visits, territory }: Permission, kinds: ReadonlyMap<string, string>) {
  const held = visits.filter((visit) => visit.status === 'HELD' || visit.status === 'NO_ANSWER');
  const [last] = held.sort((a, b) => b.occurredAt.getTime() - a.occurredAt.getTime());
  const network = last && kinds.get(last.partnerId);
  return network ? { network, on: localDateOf(last.occurredAt, territory.zone || PARIS) } : null;
}

/** BR-37, BR-51: another partner had a contact while this one leads. */
function otherContactOf(permission: Permission, lead: WorkRow, kinds: ReadonlyMap<string, string>) {
  const contact = contactByAnother(permission, lead);
  const network = contact && kinds.get(contact.partnerId);
  if (!network) return null;
  const on = localDateOf(contact.occurredAt, permission.territory.zone);
  return { network, on, justification: contact.justification };
}

function recontactCard(one: Awaited<ReturnType<RecontactRepository['of']>>[number] | undefined) {
  if (!one) return null;
  const { recontactId, fapCode, positions, seasonal, difficult, callOnly, hiringMonth } = one;
  return {
    recontactId,
    fapCode,
    positions,
    seasonal,
    difficult,
    callOnly,
    hiringMonth,
    notBefore: one.notBefore?.toISOString() ?? null,
  };
}
