import { type Logger, symbols } from 'pino';
import { LOG } from '#service/tokens';
import { BmoModule } from '../../apps/bmo/src/bmo.module';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import {
  anEmployer,
  assignedTo,
  employerIdOf,
  idOf,
  importing,
  intentions,
  MISSION_LOCALE,
  machine,
  PLIE,
  person,
  siretOf,
  theTerritory,
} from './survey';

/** What stands in the answers that may not be communicated, and nowhere else: found outside, it has leaked. */
const CANARIES = [
  'CANARI-REPONSE',
  siretOf(777),
  employerIdOf(777),
  'Établissement fictif 777',
  'S2X60',
  '54321',
  '2031-07',
];
const CANARY = `CANARI-REPONSE;${siretOf(777)};S2X60;54321;oui;oui;2031-07`;
const COMMUNICABLE = `R-1;${siretOf(1)};L1X60;3;non;non;;oui`;

describe('An answer that is not communicable never leaves the database of bmo', () => {
  let service: ServiceUnderTest;
  const heard: string[] = [];
  beforeAll(async () => {
    process.env.CONCERTO_LOG_LEVEL = 'trace';
    service = await serviceUnderTest(BmoModule);
    // What the service logs is listened to where pino hands it to the process's output.
    const log = service.app.get<Logger & { [symbols.streamSym]: { write(line: string): void } }>(LOG);
    log[symbols.streamSym] = { write: (line) => heard.push(line) };
    log.info('listening');
    await service.feed([theTerritory(), anEmployer(1), anEmployer(777)]);
  });
  afterAll(async () => {
    process.env.CONCERTO_LOG_LEVEL = 'silent';
    await service.close();
  });

  /** Every answer of every route, to everybody who could ask. */
  async function everyAnswer(recontactId: string): Promise<string[]> {
    const [campaign] = await service.query<{ id: string }>('select campaign_id as id from campaign');
    const [canary] = await service.query<{ id: string }>(
      "select intention_id as id from intention where response_id = 'CANARI-REPONSE'",
    );
    const [job] = await service.query<{ id: string }>('select id from import_job');
    const routes = [
      '/v1/recontacts',
      '/v1/recontacts?state=CLOSED',
      `/v1/recontacts/${recontactId}`,
      `/v1/recontacts/${canary!.id}`,
      '/v1/bmo/campaigns',
      '/v1/bmo/context?basin=4431',
      `/v1/imports/${job!.id}`,
      `/v1/imports/${job!.id}/refused`,
      '/metrics',
      '/health/ready',
    ];
    const callers = [
      person('AGENT', PLIE, idOf('unit')),
      person('UNIT_MANAGER', PLIE),
      person('UNIT_MANAGER', MISSION_LOCALE),
      person('COORDINATOR', PLIE),
      person('PILOT', null),
      machine(PLIE, 'bmo:read', 'bmo:write', 'imports:write'),
      {},
    ];
    const answers: string[] = [];
    for (const caller of callers) {
      const http = service.http(caller);
      for (const route of routes) {
        const { body, headers } = await http.get(route);
        answers.push(JSON.stringify([body, headers]));
      }
      for (const action of ['attempts', 'outcome', 'withdraw']) {
        const { status, body } = await http.post(`/v1/recontacts/${canary!.id}/${action}`, {
          outcome: 'DROPPED',
        });
        expect([403, 404]).toContain(status);
        answers.push(JSON.stringify(body));
      }
      const { body } = await http.post(`/v1/bmo/campaigns/${campaign!.id}/nothing`);
      answers.push(JSON.stringify(body));
    }
    return answers;
  }

  test.each([['non'], ['']])('whether it says « %s » or nothing', async (flag) => {
    const sent = intentions(
      `${CANARY};${flag}`,
      COMMUNICABLE,
      // Refused lines, which must not be repeated either.
      `${CANARY};peut-être`,
      `CANARI-REPONSE;${siretOf(777)}1;S2X60;54321;oui;oui;2031-07;${flag}`,
      `CANARI-REPONSE;${siretOf(777)};S2X60;54321x;oui;oui;2031-07;${flag}`,
    );
    const imported = await importing(service, sent);
    expect(imported.done).toMatchObject({ read: 5, refused: 3 });
    await service.advance('P61D');
    await service.tick();
    const [due, ...more] = await service.told('RecontactDue.v1');
    expect(more).toEqual([]);
    const recontactId = due!.payload.recontactId as string;
    await service.feed([assignedTo(recontactId, employerIdOf(1), PLIE, idOf('unit'))]);

    const outside = [
      imported.text,
      ...(await everyAnswer(recontactId)),
      JSON.stringify(await service.told()),
      JSON.stringify(await service.query('select * from outbox_pending')),
      JSON.stringify(await service.query('select * from command_journal')),
      JSON.stringify(await service.query('select * from refused_fact')),
      JSON.stringify(await service.query('select * from idempotency')),
      JSON.stringify(await service.query('select * from import_refusal')),
      ...heard,
    ];
    for (const text of outside) for (const canary of CANARIES) expect(text).not.toContain(canary);
    expect(heard.length).toBeGreaterThan(0);
    // The canaries would be seen: they do stand in the database.
    const kept = await service.query(
      "select siret, positions from intention where response_id = 'CANARI-REPONSE'",
    );
    expect(kept).toEqual([{ siret: siretOf(777), positions: 54321 }]);
  });
});
