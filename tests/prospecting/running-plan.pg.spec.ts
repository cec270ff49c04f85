import { CommandBus } from '@nestjs/cqrs';
import { factOf } from '#contracts/contract';
import { AgentChanged } from '#contracts/partnership';
import { EmployerClosed } from '#contracts/segmentation';
import { FollowRunningPlans } from '../../apps/prospecting/src/commands/follow-running-plans';
import { GrantProposedLead } from '../../apps/prospecting/src/commands/grant-proposed-lead';
import { LookAtRooms } from '../../apps/prospecting/src/commands/look-at-rooms';
import { FollowedPlan } from '../../apps/prospecting/src/domain/followed-plan';
import type { PlanEvent } from '../../apps/prospecting/src/domain/plan-event';
import { ProspectingModule } from '../../apps/prospecting/src/prospecting.module';
import { RunningPlans } from '../../apps/prospecting/src/running/running-plans';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { type EnginePlan, runningPlan } from './engine-plan';
import {
  agentOf,
  contactFact,
  employerFact,
  employerOf,
  keyOf,
  MISSION_LOCALE,
  type PartnerOfMetz,
  POLE_EMPLOI,
  partnerFacts,
  siretOf,
  territoryFacts,
} from './territory-of-metz';

/** Fifteen prospects; the Mission locale has five visits for the quarter, Pôle emploi five. */
const PROSPECTS = 15;

let service: ServiceUnderTest;

beforeEach(async () => {
  service = await serviceUnderTest(ProspectingModule);
  await service.feed([
    ...territoryFacts([MISSION_LOCALE, POLE_EMPLOI], 2),
    ...partnerFacts(MISSION_LOCALE, 'MISSION_LOCALE', 2),
    ...partnerFacts(POLE_EMPLOI, 'POLE_EMPLOI', 2),
    ...Array.from({ length: PROSPECTS }, (_, n) => employerFact(n)),
  ]);
});
afterEach(() => service.close());

interface LeadRow {
  lead: string;
  employer: string;
  partner: string;
  unit: string;
  origin: string;
  because: string;
}

const started = () => runningPlan(service, [MISSION_LOCALE, POLE_EMPLOI]);
const follow = () => service.app.get(CommandBus).execute(new FollowRunningPlans());
const inHand = () =>
  service.query<LeadRow>(
    `select lead_id as lead, employer_id as employer, partner_id as partner, unit_id as unit, origin, because
       from lead where ended_at is null and visited_at is null order by employer_id`,
  );
const events = async (planId: string): Promise<PlanEvent[]> =>
  (
    await service.query<{ event: PlanEvent }>(
      'select event from plan_event where plan_id = $1 order by position',
      [planId],
    )
  ).map((row) => row.event);
const partnerOf = (partnerId: string): PartnerOfMetz =>
  [MISSION_LOCALE, POLE_EMPLOI].find((one) => one.partnerId === partnerId)!;
const decline = async (lead: LeadRow, reason = 'NO_CAPACITY') =>
  expect(
    (await service.http(keyOf(partnerOf(lead.partner))).post(`/v1/leads/${lead.lead}/decline`, { reason }))
      .status,
  ).toBe(200);
const numberOf = (employerId: string): number =>
  Array.from({ length: PROSPECTS }, (_, n) => n).find((n) => employerOf(n) === employerId)!;
const bytes = (plan: FollowedPlan): string =>
  JSON.stringify([plan.proof(), plan.proposals()], (_, value) =>
    ArrayBuffer.isView(value) ? [...(value as unknown as Iterable<number>)] : value,
  );

/** The state of the engine that runs, and of one built anew from what the database kept. */
async function bothStates({ planId, inputs }: EnginePlan): Promise<[string, string]> {
  const again = new FollowedPlan(inputs);
  for (const event of await events(planId)) again.apply(event);
  return [bytes(service.app.get(RunningPlans).of(planId)!), bytes(again)];
}

describe('A running plan', () => {
  it('executed as planned proposes nothing', async () => {
    const { planId } = await started();
    await follow();
    const before = await inHand();
    expect(before).toHaveLength(10);
    await service.feed(
      before.map((lead, n) =>
        contactFact(0, partnerOf(lead.partner), `v${n}`, { siret: siretOf(numberOf(lead.employer)) }),
      ),
    );
    await follow();
    expect(await inHand()).toEqual([]);
    expect((await events(planId)).map((event) => event.type).sort()).toEqual([
      ...Array<string>(10).fill('LED'),
      ...Array<string>(10).fill('VISIT_HELD'),
    ]);
  });

  it('gives a prospect that was let go to its next structure, and the freed visit to the best one that waits', async () => {
    await started();
    await follow();
    const [first] = (await inHand()).filter((lead) => lead.partner === MISSION_LOCALE.partnerId);
    await decline(first!);
    expect(await inHand()).toHaveLength(9);
    await follow();
    const after = await inHand();
    // Pôle emploi is full: the visit of the Mission locale goes to the best of those that wait, and the prospect to nobody.
    const won = after.filter((lead) => lead.origin === 'NEXT_PARTNER');
    expect(won.map(({ employer, partner }) => [employer, partner])).toEqual([
      [employerOf(10), MISSION_LOCALE.partnerId],
    ]);
    expect(won[0]!.because).toMatch(/^Une visite s’est libérée/);
    expect((await service.told('ProspectUnassigned.v1')).at(-1)).toMatchObject({
      key: first!.employer,
      payload: { reason: 'CAPACITY_EXHAUSTED' },
    });

    const more = factOf(AgentChanged, POLE_EMPLOI.partnerId, {
      ...POLE_EMPLOI,
      capacityPerMonth: 3,
      active: true,
    });
    await service.feed([more]);
    await service.tick();
    const next = (await inHand()).find((lead) => lead.employer === first!.employer);
    expect(next).toMatchObject({ partner: POLE_EMPLOI.partnerId, origin: 'NEXT_PARTNER' });
    expect(next!.because).toMatch(/^Un autre partenaire l’a rendu/);
  });

  it('loses visits with an absent agent and takes back nothing that somebody holds (BR-36)', async () => {
    const { planId } = await started();
    await follow();
    const absence = { absentFrom: '2020-01-01', absentUntil: '2090-01-01' };
    await service.feed([
      factOf(AgentChanged, POLE_EMPLOI.partnerId, {
        ...POLE_EMPLOI,
        capacityPerMonth: 2,
        active: true,
        ...absence,
      }),
    ]);
    await service.app.get(CommandBus).execute(new LookAtRooms(planId));
    expect((await events(planId)).at(-1)).toEqual({
      type: 'CAPACITY_CHANGED',
      unitId: POLE_EMPLOI.unitId,
      visits: 0,
    });
    await follow();
    expect(await inHand()).toHaveLength(10);
    const [lead] = (await inHand()).filter((one) => one.partner === POLE_EMPLOI.partnerId);
    await decline(lead!);
    await follow();
    expect(await inHand()).toHaveLength(9);
  });

  it('passes on the visit of an employer that opposed, closed, or was visited by another while it waited', async () => {
    const { planId } = await started();
    await follow();
    const [opposed, closed] = await inHand();
    await service.http(agentOf(MISSION_LOCALE)).post('/v1/opt-outs', {
      siret: siretOf(numberOf(opposed!.employer)),
    });
    await service.feed([
      contactFact(10, partnerOf(POLE_EMPLOI.partnerId), 'by-another'),
      factOf(EmployerClosed, closed!.employer, {
        employerId: closed!.employer,
        siret: siretOf(numberOf(closed!.employer)),
        closedOn: '2026-01-01',
        confirmed: true,
      }),
    ]);
    await follow();
    const led = (await inHand()).map((lead) => lead.employer);
    expect(led).not.toContain(opposed!.employer);
    expect(led).not.toContain(closed!.employer);
    // The tenth waited, and was visited: the next two of those that wait have the freed visits.
    expect(led.filter((employer) => numberOf(employer) >= 10).map(numberOf)).toEqual([11, 12]);
    expect((await events(planId)).filter((event) => event.type === 'AWAY')).toHaveLength(3);
  });

  it('counts on a prospect again when its cool-down is over', async () => {
    await started();
    await follow();
    await service.feed([contactFact(10, POLE_EMPLOI, 'call', { channel: 'CALL', status: 'NO_ANSWER' })]);
    const [lead] = await inHand();
    await follow();
    await decline(lead!);
    await follow();
    const waiting = (await inHand()).map((one) => numberOf(one.employer));
    expect(waiting).not.toContain(10);
    expect(waiting).toContain(11);
    await service.advance('P16D');
    const [other] = (await inHand()).filter((one) => one.partner === lead!.partner);
    await decline(other!);
    await follow();
    expect((await inHand()).map((one) => numberOf(one.employer))).toContain(10);
  });

  it('of a stale engine gets nothing: the database has the last word, and tells the engine what it did not know', async () => {
    const { planId } = await started();
    const [lead] = await inHand();
    const proposal = { planId, position: 0, employerId: lead!.employer, unitId: POLE_EMPLOI.unitId };
    const grant = () => service.app.get(CommandBus).execute(new GrantProposedLead(proposal, 'Le plan.'));
    expect(await Promise.all([grant(), grant()])).toEqual([false, false]);
    expect((await inHand()).filter((one) => one.employer === lead!.employer)).toEqual([lead]);
    // The lead's beginning was told already, under the same cause: it is not told twice.
    expect((await events(planId)).filter((event) => event.type === 'LED')).toHaveLength(10);
    const waiting = { ...proposal, employerId: employerOf(12) };
    expect(await service.app.get(CommandBus).execute(new GrantProposedLead(waiting, 'Le plan.'))).toBe(false);
    expect((await events(planId)).at(-1)).toEqual({
      type: 'REFUSED',
      employerId: employerOf(12),
      unitId: POLE_EMPLOI.unitId,
      reason: 'CAPACITY_EXHAUSTED',
    });
  });

  it('tells its events in the order of commits, without a gap, whoever writes at once', async () => {
    const { planId } = await started();
    const leads = await inHand();
    await Promise.all(leads.map((lead) => decline(lead)));
    const rows = await service.query<{ position: number }>(
      'select position from plan_event where plan_id = $1 order by position',
      [planId],
    );
    expect(rows.map((row) => row.position)).toEqual(rows.map((_, n) => n + 1));
    expect(await service.query('select position from plan_stream')).toEqual([{ position: rows.length }]);
    expect((await events(planId)).filter((event) => event.type === 'FREED')).toHaveLength(leads.length);
  });

  it('is the same to the byte when it is built again from its inputs and events', async () => {
    const plan = await started();
    await follow();
    for (const lead of (await inHand()).slice(0, 4)) await decline(lead);
    await follow();
    const [some] = await inHand();
    await service.feed([
      contactFact(0, partnerOf(some!.partner), 'held', { siret: siretOf(numberOf(some!.employer)) }),
      contactFact(13, MISSION_LOCALE, 'beside'),
    ]);
    await follow();
    const [runs, again] = await bothStates(plan);
    expect(again).toBe(runs);
  });

  it('is not followed any more once it is closed', async () => {
    const { planId } = await started();
    await follow();
    expect(service.app.get(RunningPlans).positions()).toHaveLength(1);
    await service.advance('P91D');
    await service.tick();
    await follow();
    expect(service.app.get(RunningPlans).positions()).toEqual([]);
    expect(await service.query('select open from plan_stream where plan_id = $1', [planId])).toEqual([
      { open: false },
    ]);
  });
});
