import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { factOf } from '#contracts/contract';
import { PartnerRegistered } from '#contracts/partnership';
import { IDENTITY_HEADER, OPERATOR, signIdentity } from '#service/identity';
import { PilotModule } from '../../apps/pilot/src/pilot.module';
import { type ServiceUnderTest, serviceUnderTest, TEST_SECRET } from '../support/service-under-test';
import { settled } from '../support/settled';
import { idOf, TERRITORY } from './year-of-facts';

describe('The stream of changes', () => {
  let service: ServiceUnderTest;
  let port: number;
  const open: IncomingMessage[] = [];

  beforeAll(async () => {
    service = await serviceUnderTest(PilotModule);
    await service.app.listen(0, '127.0.0.1');
    port = (service.app.getHttpServer().address() as AddressInfo).port;
  });
  afterEach(() => {
    for (const response of open.splice(0)) response.destroy();
  });
  afterAll(() => service.close());

  const arrive = (name: string) =>
    service.feed([
      factOf(PartnerRegistered, idOf(name), {
        partnerId: idOf(name),
        code: name,
        kind: 'PLIE',
        name,
        territoryIds: [TERRITORY],
      }),
    ]);

  test('tells an open page after each change that is committed, with a position that grows', async () => {
    const events = await listen();
    await settled('the first position', events, (list) => list.length === 1);
    await arrive('plie-1');
    const [first, second] = await settled('the change', events, (list) => list.length === 2);
    expect(second!.id).toBeGreaterThan(first!.id);
    expect(Date.parse(second!.data.asOf)).not.toBeNaN();
  });

  test('tells a page that comes back what it missed, and nothing when it missed nothing', async () => {
    const before = await listen();
    const [seen] = await settled('the first position', before, (list) => list.length === 1);
    for (const response of open.splice(0)) response.destroy();
    await arrive('plie-2');
    const back = await listen(seen!.id);
    const [missed] = await settled('what was missed', back, (list) => list.length === 1);
    expect(missed!.id).toBeGreaterThan(seen!.id);
    const upToDate = await listen(missed!.id);
    await arrive('plie-3');
    const [next] = await settled('the next change', upToDate, (list) => list.length > 0);
    expect(next!.id).toBe(missed!.id + 1);
  });

  async function listen(lastEventId?: number): Promise<() => { id: number; data: { asOf: string } }[]> {
    const identity = await signIdentity({ ...OPERATOR, kind: 'person', roles: ['PILOT'] }, TEST_SECRET);
    const headers = {
      [IDENTITY_HEADER]: identity,
      ...(lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) }),
    };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get({ host: '127.0.0.1', port, path: '/v1/stream', headers }, resolve).on('error', reject);
    });
    open.push(response);
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    expect(response.headers['content-type']).toContain('text/event-stream');
    return () =>
      [...text.matchAll(/id: (\d+)\nevent: changed\ndata: (.+)\n\n/g)].map(([, id, data]) => ({
        id: Number(id),
        data: JSON.parse(data!) as { asOf: string },
      }));
  }
});
