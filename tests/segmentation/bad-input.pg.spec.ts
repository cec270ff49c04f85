import { gzipSync } from 'node:zlib';
import { SegmentationModule } from '../../apps/segmentation/src/segmentation.module';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { aTerritory, fictitiousSiret, type Imported, importing, sending, sireneFile } from './importing';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(SegmentationModule);
  await aTerritory(service);
});
afterAll(() => service.close());

const good = sireneFile({ siret: fictitiousSiret(1) });
const header = good.toString().split('\n')[0]!;
const noise = Buffer.from(Array.from({ length: 4_000 }, (_, n) => (n * 7919 + (n >> 3)) % 256));

describe('A file that is not the one expected is refused whole, with a sentence, and changes nothing', () => {
  it.each<[string, Buffer, string]>([
    ['empty', Buffer.alloc(0), 'header-unreadable'],
    ['with another header', Buffer.from('nom;ville\nX;Metz\n'), 'columns-missing'],
    ['without a header', Buffer.from(good.toString().split('\n')[1]!), 'columns-missing'],
    ['an image', Buffer.concat([Buffer.from('\x89PNG\r\n'), noise]), 'columns-missing'],
    ['a ZIP archive', Buffer.concat([Buffer.from('PK\x03\x04'), noise]), 'archive'],
    ['a gzip cut short', gzipSync(good).subarray(0, 60), 'gzip-damaged'],
    ['a gzip of a gzip', gzipSync(gzipSync(good)), 'header-unreadable'],
    ['one endless line', Buffer.alloc(3_000_000, 'x'), 'header-unreadable'],
    ['JSON', Buffer.from('{"siret": "12"}'), 'columns-missing'],
  ])('%s', async (_title, content, reason) => {
    const answer: Imported = await importing(service, content);
    expect(answer).toMatchObject({ status: 422, problem: reason });
    expect(await service.query('select 1 from establishment')).toEqual([]);
  });

  it('what comes is not what was declared', async () => {
    const { id } = await importing(service, gzipSync(good).subarray(0, 40));
    expect(await sending(service, id, good)).toMatchObject({ status: 422, problem: 'content-too-long' });
    expect(await sending(service, id, Buffer.from('x'))).toMatchObject({
      status: 422,
      problem: 'content-differs',
    });
  });

  it('a declaration that cannot be read', async () => {
    const declare = (over: object) =>
      service.http().post('/v1/imports', {
        kind: 'sirene',
        fileName: 'f.csv',
        sha256: 'a'.repeat(64),
        bytes: 1,
        ...over,
      });
    for (const over of [
      { kind: 'autre' },
      { kind: 5 },
      { sha256: 'A' },
      { bytes: -1 },
      { bytes: 'x' },
      { asOf: 'hier' },
      { fileName: '' },
    ])
      expect((await declare(over)).status).toBe(422);
    expect(
      (await service.http().post('/v1/imports', '{', { 'content-type': 'application/json' })).status,
    ).toBe(400);
    expect((await service.http(null).post('/v1/imports', {})).status).toBe(401);
    const { body } = await declare({});
    expect((await service.http().post(`/v1/imports/${body.id}/content`, { a: 1 })).status).toBe(422);
    for (const id of ['x', '01890000-0000-7000-8000-000000000009']) {
      expect((await service.http().get(`/v1/imports/${id}`)).status).toBe(404);
      expect((await service.http().get(`/v1/imports/${id}/refused`)).status).toBe(404);
      expect((await sending(service, id, good)).status).toBe(404);
    }
    expect((await service.http().get(`/v1/imports/${body.id}/refused?cursor=x`)).status).toBe(422);
  });
});

describe('A damaged line is refused, and the lines around it are taken', () => {
  it('cut, huge, quoted for ever, binary, or with too many cells', async () => {
    const line = (n: number) =>
      sireneFile({ siret: fictitiousSiret(n) })
        .toString()
        .split('\n')[1]!;
    const lines = [
      header,
      line(1),
      line(2).slice(0, 30),
      'x'.repeat(200_000),
      `"${line(3)}`,
      line(4),
      `${line(5)},de,trop`,
      line(6).replace('43.21A', '\0\0'),
      line(7).replace('43.21A', "';drop table establishment;--"),
      line(8),
    ];
    const { done, refused } = await importing(service, Buffer.from(`${lines.join('\r\n')}\r\n`));
    expect(refused.map((one) => one.cause)).toEqual([
      'cells-missing',
      'line-too-long',
      'quote-not-closed',
      'cells-too-many',
      'not-text',
      'not-a-code',
    ]);
    expect(refused.map((one) => one.line)).toEqual([3, 4, 5, 7, 8, 9]);
    expect(done).toMatchObject({ read: 9, new: 3, refused: 6 });
  });
});
