import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import { type CallerIdentity, IDENTITY_HEADER, OPERATOR, signIdentity } from '#service/identity';
import { Scheduler } from '#service/schedule';
import { runService, type Started } from '#service/start-service';
import { BmoModule } from '../../apps/bmo/src/bmo.module';
import type { RecontactsAnswer } from '../../apps/bmo/src/recontacts.forms';
import { OffersModule } from '../../apps/offers/src/offers.module';
import type { Dashboard } from '../../apps/pilot/src/domain/answers/dashboard';
import { PilotModule } from '../../apps/pilot/src/pilot.module';
import { ProspectingModule } from '../../apps/prospecting/src/prospecting.module';
import {
  employerFact,
  METZ,
  MISSION_LOCALE,
  POLE_EMPLOI,
  partnerFacts,
  siretOf,
  territoryFacts,
} from '../prospecting/territory-of-metz';
import { type Installation, installation } from '../support/installation';
import { TEST_SECRET } from '../support/service-under-test';
import { settled } from '../support/settled';
import { intentions } from './survey';

const SERVICES = { bmo: BmoModule, prospecting: ProspectingModule, offers: OffersModule, pilot: PilotModule };

describe('From an answer to the survey to an offer, over Kafka', () => {
  let place: Installation;
  const running = new Map<string, Started>();

  beforeAll(async () => {
    place = await installation(Object.keys(SERVICES));
    await place.tell.send(
      place.tell.make([
        ...territoryFacts([POLE_EMPLOI]),
        ...partnerFacts(POLE_EMPLOI, 'POLE_EMPLOI', 20),
        ...partnerFacts(MISSION_LOCALE, 'MISSION_LOCALE', 20),
        employerFact(1),
        employerFact(2),
      ]),
    );
    for (const [name, module] of Object.entries(SERVICES))
      running.set(
        name,
        await runService(module, (error) => {
          throw error;
        }),
      );
  }, 60_000);
  afterAll(async () => {
    for (const started of running.values()) await started.stop();
    await place.close();
  }, 60_000);

  async function asked<T>(
    service: string,
    path: string,
    caller: Partial<CallerIdentity>,
    body?: object | Buffer,
  ) {
    const raw = Buffer.isBuffer(body);
    const response = await fetch(`${running.get(service)!.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        [IDENTITY_HEADER]: await signIdentity({ ...OPERATOR, ...caller }, TEST_SECRET),
        ...(body === undefined
          ? {}
          : { 'content-type': raw ? 'application/octet-stream' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: raw ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text.includes('\n') ? text : JSON.parse(text)) as T };
  }

  const advance = async (interval: string) => {
    for (const { app } of running.values())
      await app.get(DataSource).query('update business_clock set shift = shift + $1::interval', [interval]);
  };

  test('the partner that prospecting chose recontacts; the post still open is an offer, counted once', async () => {
    const knows = () =>
      running
        .get('bmo')!
        .app.get(DataSource)
        .query<{ n: number }[]>(
          'select count(*) as n from employer_ref e join territory_ref using (territory_id)',
        );
    await settled('bmo knows the employers', knows, ([row]) => row!.n === 2);

    const file = intentions(
      `R-1;${siretOf(1)};L1X60;3;non;oui;;oui`,
      `R-2;${siretOf(2)};L1X60;3;non;oui;;non`,
    );
    const sha256 = createHash('sha256').update(file).digest('hex');
    const begun = await asked<{ id: string }>(
      'bmo',
      '/v1/imports',
      {},
      {
        kind: 'bmo-intentions',
        fileName: 'reponses.csv',
        sha256,
        bytes: file.length,
      },
    );
    const sent = await asked<object>('bmo', `/v1/imports/${begun.body.id}/content`, {}, file);
    expect(JSON.stringify(sent.body)).toContain('new');
    await advance('61 days');
    await running.get('bmo')!.app.get(Scheduler).once();

    const managers = [POLE_EMPLOI, MISSION_LOCALE].map(({ partnerId }) => ({
      kind: 'person' as const,
      id: partnerId,
      partnerId,
      territoryId: METZ,
      roles: ['UNIT_MANAGER' as const],
    }));
    const lists = () =>
      Promise.all(managers.map((manager) => asked<RecontactsAnswer>('bmo', '/v1/recontacts', manager)));
    const [own, others] = (
      await settled('somebody recontacts', lists, (answers) =>
        answers.some(({ body }) => body.items.length > 0),
      )
    )
      .map(({ body }, index) => ({ items: body.items, manager: managers[index]! }))
      .sort((a, b) => b.items.length - a.items.length);
    expect(own!.items).toEqual([
      expect.objectContaining({ fapCode: 'L1X60', positions: 3, state: 'ASSIGNED' }),
    ]);
    expect(others!.items).toEqual([]);

    const [recontact] = own!.items;
    const outcome = await asked('bmo', `/v1/recontacts/${recontact!.recontactId}/outcome`, own!.manager, {
      outcome: 'STILL_OPEN',
      stillOpen: 2,
    });
    expect(outcome.status).toBe(200);

    const offered = () =>
      running
        .get('offers')!
        .app.get(DataSource)
        .query<{ payload: object }[]>("select payload from event_log where type = 'OfferEntrusted.v1'");
    const [offer, ...more] = await settled('the offer', offered, (rows) => rows.length > 0);
    expect(more).toEqual([]);
    expect(offer!.payload).toMatchObject({
      recontactId: recontact!.recontactId,
      partnerId: own!.manager.partnerId,
      positions: 2,
    });

    const pilot = { kind: 'person' as const, id: METZ, territoryId: METZ, roles: ['PILOT' as const] };
    const page = () => asked<Dashboard>('pilot', '/v1/dashboard', pilot);
    const { body } = await settled(
      'the pilot’s page counts the offer',
      page,
      ({ body: seen }) => seen.bmo?.closed === 1 && seen.sentence.vacantPositions === 2,
    );
    expect(body.bmo).toMatchObject({ due: 1, assigned: 1, closed: 1 });
  }, 90_000);
});
