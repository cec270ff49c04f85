import { gzipSync } from 'node:zlib';
import { CommandBus } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { ApplyImportBatch } from '#service/imports/import-commands';
import { NOTHING_COUNTED } from '#service/imports/import-job';
import { ImportJobs } from '#service/imports/import-jobs.repository';
import { SegmentationModule } from '../../apps/segmentation/src/segmentation.module';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { settled } from '../support/settled';
import { aTerritory, fictitiousSiret, importing, sending, sireneFile } from './importing';

let service: ServiceUnderTest;
const begin = async () => {
  service = await serviceUnderTest(SegmentationModule);
  return aTerritory(service);
};
afterEach(() => service.close());

describe('An import may be cut and sent again', () => {
  const rows = Array.from({ length: 4_500 }, (_, n) => ({ siret: fictitiousSiret(n) }));
  const file = sireneFile(...rows, { siret: '12' });

  it('a second full run finds everything the same and tells nothing', async () => {
    await begin();
    const first = await importing(service, gzipSync(file));
    expect(first.done).toMatchObject({ read: 4_501, new: 4_500, refused: 1 });
    const told = await service.told();
    const second = await importing(service, gzipSync(file));
    expect(second.id).toBe(first.id);
    expect(second.done).toMatchObject({ read: 4_501, same: 4_500, refused: 1 });
    expect(await service.told()).toHaveLength(told.length);
  });

  it('it goes on after the last committed record, and the counts are those of the whole', async () => {
    await begin();
    // A fault of the database in the third batch, as a crash would leave it: two batches stand, one is undone.
    await service.query(
      `alter table establishment add constraint cut check (siret <> '${fictitiousSiret(4_100)}')`,
    );
    const cut = await importing(service, file).catch((error: Error) => error);
    const [job] = await service.query<{ id: string }>('select id from import_job');
    expect(cut).not.toHaveProperty('done');
    const stopped = await service.http().get(`/v1/imports/${job!.id}`);
    expect(stopped.body).toMatchObject({
      state: 'RUNNING',
      resumeAfterRecord: 4_000,
      counts: { read: 4_000, new: 4_000 },
    });
    expect(await service.query('select 1 from establishment')).toHaveLength(4_000);

    await service.query('alter table establishment drop constraint cut');
    const again = await sending(service, job!.id, file);
    expect(again.done).toMatchObject({ read: 4_501, new: 4_500, refused: 1, same: 0 });
    expect(await service.told('EmployerRegistered.v1')).toHaveLength(4_500);
  });

  it('of two senders of one file at once, one goes on and the other is told so', async () => {
    await begin();
    const other = service.app.get(DataSource).createQueryRunner();
    await other.startTransaction();
    await other.query(`select pg_advisory_xact_lock(hashtext('segmentation.employers'))`);
    const both = [importing(service, file), importing(service, file)];
    await settled(
      'both wait with the same checkpoint',
      () =>
        service.query(
          "select 1 from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())",
        ),
      (waiting) => waiting.length === 2,
    );
    await other.commitTransaction();
    await other.release();
    const ends = (await Promise.all(both)).map((one) => one.lines.at(-1)!);
    expect(ends.filter((end) => end.done)).toMatchObject([{ done: { read: 4_501, new: 4_500, refused: 1 } }]);
    expect(ends.filter((end) => end.failed)).toMatchObject([{ failed: { type: 'import-in-progress' } }]);
  });

  it('records that were committed are not committed again, whoever holds them still', async () => {
    await begin();
    await service.query(`insert into import_job (id, kind, file_name, sha256, bytes, options, started_by, counts)
      values ('01890000-0000-7000-8000-000000000001', 'sirene', 'f', 'a', 1, '{}', 'operator:operator', '${JSON.stringify(NOTHING_COUNTED)}')`);
    const job = await service.app.get(ImportJobs).find('01890000-0000-7000-8000-000000000001');
    const fault = { line: 2, field: 'siret', cause: 'siret-length', detail: 'Trop court.' };
    const apply = () => service.app.get(CommandBus).execute(new ApplyImportBatch(job, [], [fault], false));
    await apply();
    await expect(apply()).rejects.toMatchObject({ reason: 'import-in-progress' });
    expect(await service.app.get(ImportJobs).find(job.id)).toMatchObject({
      record: 1,
      counts: { refused: 1 },
    });
  });
});
