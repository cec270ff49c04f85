import { Injectable } from '@nestjs/common';
import { type HolidayRegion, regionOfCommune } from '#domain/holidays';
import { localDateOf } from '#domain/local-date';
import { NotFound } from '#domain/refused';
import { openUnit, type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import type { Lead, Lease } from '../domain/lead';

/** A prospect that waits for somebody to take it. */
export interface NextToTake {
  readonly leadId: string;
  readonly employerId: string;
  readonly respondBy: Date;
  readonly because: string;
}

/** Questions about leads and holds that are asked before their employer is locked, and the one conditional write. */
@Injectable()
export class LeadRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The employer of a lead never changes: it may be read without a lock. */
  async employerOf(leadId: string): Promise<string> {
    const rows = await this.read((tx) =>
      tx.query<{ id: string }>('select employer_id as id from lead where lead_id = $1', [leadId]),
    );
    if (!rows[0])
      throw new NotFound('lead-unknown', 'Ce prospect n’existe pas, ou n’est pas à votre structure.');
    return rows[0].id;
  }

  async leadOfHold(leaseId: string): Promise<{ leadId: string; agentId: string }> {
    const rows = await this.read((tx) =>
      tx.query<{ leadId: string; agentId: string }>(
        'select lead_id as "leadId", agent_id as "agentId" from lease where lease_id = $1',
        [leaseId],
      ),
    );
    if (!rows[0])
      throw new NotFound(
        'hold-unknown',
        'Cette prise en charge n’existe pas, ou n’est pas à votre structure.',
      );
    return rows[0];
  }

  /**
   * BR-32: the claim, one conditional write. True when the hold is now open: the lead is in force and nobody had it.
   * The unique index lets one of any number of simultaneous claims through.
   */
  async openHold(tx: Transaction, lead: Lead, lease: Omit<Lease, 'endedAt' | 'endReason'>): Promise<boolean> {
    const rows = await tx.query(
      `insert into lease (lease_id, lead_id, employer_id, agent_id, opened_at, until)
        select $1, lead_id, employer_id, $2, $3, $4 from lead
         where lead_id = $5 and ended_at is null and during @> $3::timestamptz
       on conflict (lead_id) where ended_at is null do nothing
       returning lease_id`,
      [lease.leaseId, lease.agentId, lease.openedAt, lease.until, lead.leadId],
    );
    return rows.length > 0;
  }

  /** Open reservations of an agent, counted under a lock of its own, so that the ceiling holds against haste. */
  async openReservations(tx: Transaction, agentId: string): Promise<number> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`reservations ${agentId}`]);
    const [row] = await tx.query<{ open: number }>(
      `select count(*)::int as open from lease s join lead l using (lead_id)
        where s.agent_id = $1 and s.ended_at is null and l.origin = 'RESERVATION' and l.ended_at is null and l.until > $2`,
      [agentId, tx.now],
    );
    return row?.open ?? 0;
  }

  async unitName(tx: Transaction, unitId: string | null): Promise<string | null> {
    const [row] = await tx.query<{ name: string }>('select name from unit_ref where unit_id = $1', [unitId]);
    return row?.name ?? null;
  }

  /** Employers that these agents hold, asked before they are locked. */
  async employersHeldBy(agentIds: readonly string[]): Promise<string[]> {
    const rows = await this.read((tx) =>
      tx.query<{ id: string }>(
        'select distinct employer_id as id from lease where ended_at is null and agent_id = any($1::uuid[]) order by 1',
        [agentIds],
      ),
    );
    return rows.map((row) => row.id);
  }

  /** Agents for whom this one stands in while they are away (BR-36). */
  async backedUpBy(tx: Transaction, agentId: string | null): Promise<string[]> {
    if (!agentId) return [];
    const rows = await tx.query<{ id: string }>(
      `select b.agent_id as id from agent_backup b join absence_ref r on r.agent_id = b.agent_id
        where b.backup_agent_id = $1 and r.absent_from <= $2 and coalesce(r.absent_until, $2) >= $2`,
      [agentId, localDateOf(tx.now)],
    );
    return rows.map((row) => row.id);
  }

  /** What a partner's agent could take instead: of its unit, in nobody's hands, soonest to be answered (BR-32). */
  async nextToTake(tx: Transaction, partnerId: string, agentId: string): Promise<NextToTake | null> {
    const [row] = await tx.query<NextToTake>(
      `select l.lead_id as "leadId", l.employer_id as "employerId", l.respond_by as "respondBy", l.because
         from lead l join agent_ref a on a.agent_id = $2
        where l.partner_id = $1 and l.ended_at is null and l.visited_at is null and l.during @> $3::timestamptz
          and (l.unit_id is null or l.unit_id = a.unit_id)
          and not exists (select 1 from lease s where s.lead_id = l.lead_id and s.ended_at is null)
        order by l.respond_by, l.lead_id limit 1`,
      [partnerId, agentId, tx.now],
    );
    return row ?? null;
  }

  /** Whether the agent works for the partner, as partnership told it. */
  async isAgentOf(tx: Transaction, agentId: string, partnerId: string): Promise<boolean> {
    const rows = await tx.query(
      'select 1 from agent_ref where agent_id = $1 and partner_id = $2 and active',
      [agentId, partnerId],
    );
    return rows.length > 0;
  }

  /** The holiday region of an establishment. */
  async regionOf(tx: Transaction, employerId: string): Promise<HolidayRegion> {
    const [row] = await tx.query<{ commune: string }>(
      'select commune_code as commune from employer_ref where employer_id = $1',
      [employerId],
    );
    return row ? regionOfCommune(row.commune) : 'FRANCE';
  }

  /** The words of whoever declined, for its own partner (BR-114). */
  async noteRelease(tx: Transaction, lead: Lead, words: string): Promise<void> {
    await tx.query(
      `insert into release_note (lead_id, partner_id, words, noted_at) values ($1, $2, $3, $4)
       on conflict (lead_id) do nothing`,
      [lead.leadId, lead.partnerId, words, tx.now],
    );
  }

  private read<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const open = openUnit();
    return open ? work(open) : this.unitOfWork.run([], work);
  }
}
