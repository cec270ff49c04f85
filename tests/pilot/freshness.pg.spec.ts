import { factOf } from '#contracts/contract';
import { ContactReported, EventRejected } from '#contracts/gateway';
import { PartnerRegistered, TerritoryDefined } from '#contracts/partnership';
import { addDays, localDateOf } from '#domain/local-date';
import { PilotModule } from '../../apps/pilot/src/pilot.module';
import type * as Web from '../../apps/web/src/api/dashboard';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { at, idOf, instantOf, TERRITORY } from './year-of-facts';

const TODAY = localDateOf(new Date());
const PLIE = idOf('plie-metz');
const AGENT = {
  kind: 'person' as const,
  id: idOf('agent'),
  roles: ['AGENT' as const],
  territoryId: TERRITORY,
};

const reported = (name: string, occurredOn: string, receivedOn: string, backfill = false) =>
  factOf(ContactReported, '99900000000001', {
    reportId: idOf(name),
    partnerId: PLIE,
    sourceSystem: 'crm',
    eventId: name.replaceAll(' ', '-'),
    visitId: name.replaceAll(' ', '-'),
    revision: 1,
    siret: '99900000000001',
    occurredAt: instantOf(at(occurredOn)),
    receivedAt: instantOf(at(receivedOn, 0)),
    status: 'HELD',
    channel: 'VISIT',
    initiative: 'PARTNER',
    backfill,
  });

describe('Freshness', () => {
  let service: ServiceUnderTest;
  beforeEach(async () => {
    service = await serviceUnderTest(PilotModule);
    await service.feed([
      factOf(TerritoryDefined, TERRITORY, {
        territoryId: TERRITORY,
        code: 'be-4431',
        name: 'Metz',
        grid: 'LIST',
        gridVersion: '1',
        timeZone: 'Europe/Paris',
        communes: ['57463'],
        body: [],
        quorum: 0,
      }),
      factOf(PartnerRegistered, PLIE, {
        partnerId: PLIE,
        code: 'plie-metz',
        kind: 'PLIE',
        name: 'PLIE',
        territoryIds: [TERRITORY],
      }),
    ]);
  });
  afterEach(() => service.close());

  const freshness = async () => {
    const { body } = await service.http(AGENT).get<{ freshness: Web.Freshness[] }>('/v1/freshness');
    const [plie] = body.freshness;
    return { ...plie!, days: plie!.perDay.filter(({ count }) => count > 0) };
  };

  test('of a partner that was never connected is not silence', async () => {
    expect(await freshness()).toMatchObject({ lastAt: null, silent: false, days: [] });
  });

  test('counts what came on its day, a late contact when it happened, and what was refused', async () => {
    await service.feed([
      reported('on time', addDays(TODAY, -2), addDays(TODAY, -1)),
      reported('late', addDays(TODAY, -20), addDays(TODAY, -1)),
      factOf(EventRejected, PLIE, {
        rejectionId: idOf('rejected'),
        partnerId: PLIE,
        reason: 'HELD_IN_THE_FUTURE',
        receivedAt: instantOf(at(addDays(TODAY, -1), 0)),
      }),
    ]);
    expect(await freshness()).toMatchObject({
      lastAt: instantOf(at(addDays(TODAY, -1), 0)),
      days: [
        { on: addDays(TODAY, -20), count: 1 },
        { on: addDays(TODAY, -1), count: 2 },
      ],
    });
  });

  test('does not take a first load of history for news', async () => {
    await service.feed([reported('history', addDays(TODAY, -12), TODAY, true)]);
    expect(await freshness()).toMatchObject({ lastAt: instantOf(at(addDays(TODAY, -12))), silent: true });
  });
});
