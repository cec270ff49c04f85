import { JobBoardModule } from '../../apps/job-board/src/job-board.module';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';

const AN_OFFER = {
  revision: 1,
  title: 'Cuisinier <de collectivité>',
  romeCode: 'G1602',
  communeCode: '57463',
  positions: 2,
  employerName: 'RESTAURATION DE LA SEILLE',
  contact: 'Cap emploi Moselle',
};

describe('The publication site', () => {
  let board: ServiceUnderTest;
  let address: string;

  beforeAll(async () => {
    board = await serviceUnderTest(JobBoardModule);
    await board.app.listen(0, '127.0.0.1');
    address = (await board.app.getUrl()).replace('[::1]', '127.0.0.1');
  });
  afterAll(() => board.close());
  afterEach(() => board.http(null).post('/_behaviour', { mode: 'NORMAL' }));

  const over = (method: string, key: string, body: object): Promise<Response> =>
    fetch(`${address}/publications/${key}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const taken = async (key: string) =>
    (
      await board.query<{ effect: string }>('select effect from taken_request where key = $1 order by id', [
        key,
      ])
    ).map(({ effect }) => effect);

  it('publishes a key once, with the same receipt however often it is asked', async () => {
    const first = await board.http(null).put('/publications/a-1', AN_OFFER);
    const again = await board.http(null).put('/publications/a-1', AN_OFFER);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body.receipt).toBe(first.body.receipt);
    expect(await taken('a-1')).toEqual(['CREATED', 'REPEATED']);
  });

  it('takes a later revision, and ignores one that comes late', async () => {
    await board.http(null).put('/publications/b-1', AN_OFFER);
    await board.http(null).put('/publications/b-1', { ...AN_OFFER, revision: 3, positions: 1 });
    await board.http(null).put('/publications/b-1', { ...AN_OFFER, revision: 2, positions: 9 });
    const { body } = await board.http(null).get('/publications/b-1');
    expect(body).toMatchObject({ revision: 3, content: { positions: 1 } });
  });

  it('never lets a late publication undo a retraction, even of a key it had not seen', async () => {
    await board.http(null).put('/publications/c-1', AN_OFFER);
    const { httpDelete } = retracting();
    expect((await httpDelete('c-1', 2)).status).toBe(200);
    expect((await httpDelete('d-1', 2)).status).toBe(200);
    for (const key of ['c-1', 'd-1']) {
      await board.http(null).put(`/publications/${key}`, AN_OFFER);
      expect((await board.http(null).get(`/publications/${key}`)).body).toMatchObject({ state: 'RETRACTED' });
    }
  });

  const retracting = () => ({
    httpDelete: (key: string, revision: number) => over('DELETE', key, { revision }),
  });

  it('shows what is published on a French page, without letting a title become markup', async () => {
    await board.http(null).put('/publications/e-1', AN_OFFER);
    const page = await (await fetch(address)).text();
    expect(page).toContain('<html lang="fr">');
    expect(page).toContain('Cuisinier &lt;de collectivité&gt;');
    expect(page).toContain('Cap emploi Moselle');
  });

  it('can refuse with a reason', async () => {
    await board.http(null).post('/_behaviour', { mode: 'REFUSE', reason: 'WORDING', times: 1 });
    const refused = await board.http(null).put('/publications/f-1', AN_OFFER);
    expect([refused.status, refused.body]).toEqual([422, { reason: 'WORDING' }]);
    expect((await board.http(null).put('/publications/f-1', AN_OFFER)).status).toBe(201);
  });

  it('can lose its answer: the offer is published, and nobody is told', async () => {
    await board.http(null).post('/_behaviour', { mode: 'LOSE_ANSWER', times: 1 });
    await expect(over('PUT', 'g-1', AN_OFFER)).rejects.toThrow();
    expect((await board.http(null).get('/publications/g-1')).body).toMatchObject({ state: 'PUBLISHED' });
  });

  it('can answer twice over one socket, and be slow', async () => {
    await board.http(null).post('/_behaviour', { mode: 'ANSWER_TWICE', times: 1 });
    expect((await over('PUT', 'h-1', AN_OFFER)).status).toBe(201);
    await board.http(null).post('/_behaviour', { mode: 'SLOW', delayMs: 30, times: 1 });
    expect((await over('PUT', 'h-1', AN_OFFER)).status).toBe(200);
    expect(await taken('h-1')).toEqual(['CREATED', 'REPEATED']);
  });

  it('refuses what it cannot read, naming the field', async () => {
    const { status, body } = await board.http(null).put('/publications/i-1', { ...AN_OFFER, positions: 0 });
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ pointer: '/positions' }]);
    expect((await board.http(null).put('/publications/..%2f', AN_OFFER)).status).toBe(422);
  });
});
