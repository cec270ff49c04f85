import { encode } from 'iconv-lite';
import { isSiret } from '#domain/siret';
import { SegmentationModule } from '../../apps/segmentation/src/segmentation.module';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import {
  aPartner,
  aTerritory,
  fictitiousSiret,
  importing,
  partnerFile,
  sending,
  sireneFile,
} from './importing';

let service: ServiceUnderTest;
let mission: Awaited<ReturnType<typeof aPartner>>;
let plie: Awaited<ReturnType<typeof aPartner>>;
let territoryId: string;

beforeEach(async () => {
  service = await serviceUnderTest(SegmentationModule);
  mission = await aPartner(service, 'ml-metz');
  plie = await aPartner(service, 'plie-metz', 'PLIE');
  territoryId = await aTerritory(service);
});
afterEach(() => service.close());

const SIRET = fictitiousSiret(1);
const facts = async (type: string) => (await service.told(`${type}.v1`)).map((fact) => fact.payload);
const file = (content: Buffer, options = {}) =>
  importing(service, content, { kind: 'partner-file', as: mission.manager, ...options });

describe('A partner’s file brings its employers and what it knows of them', () => {
  it('registers an establishment that SIRENE alone would not have made an employer', async () => {
    await importing(service, sireneFile({ siret: SIRET, caractereEmployeurEtablissement: 'N' }));
    const { done } = await file(partnerFile(`A1;${SIRET};2026-03-04;CONVENTION`));
    expect(done).toEqual({
      read: 1,
      new: 1,
      changed: 0,
      same: 0,
      older: 0,
      outside: 0,
      inactive: 0,
      refused: 0,
    });
    expect(await facts('EmployerRegistered')).toMatchObject([{ siret: SIRET, territoryId }]);
    expect(await facts('PartnerEmployerKnown')).toMatchObject([
      { partnerId: mission.partnerId, relation: 'CONVENTION', lastContactOn: '2026-03-04' },
    ]);
  });

  it('is kept when SIRENE does not know the establishment yet, and matched when SIRENE comes', async () => {
    expect((await file(partnerFile(`A1;${SIRET};;`))).done).toMatchObject({ new: 1 });
    expect(await service.told()).toEqual([]);
    await importing(service, sireneFile({ siret: SIRET, caractereEmployeurEtablissement: 'N' }));
    expect((await service.told()).map((fact) => fact.type)).toEqual([
      'EmployerRegistered.v1',
      'PartnerEmployerKnown.v1',
    ]);
  });

  it('several rows about one establishment are one knowledge: the strongest relation, the latest contact', async () => {
    await importing(service, sireneFile({ siret: SIRET }));
    await file(partnerFile(`A1;${SIRET};2026-03-04;CONTACT`, `A2;${SIRET};01/02/2026;embauche`));
    expect(await facts('PartnerEmployerKnown')).toMatchObject([
      { relation: 'HIRE', lastContactOn: '2026-03-04' },
    ]);
  });

  it('is read as the partner’s spreadsheet saved it', async () => {
    await importing(service, sireneFile({ siret: SIRET }));
    const saved = encode(
      `ID_Partenaire,SIRET,Dernier contact,Relation,Raison sociale\r\né1,${SIRET.replace(/(\d{3})(\d{3})(\d{3})/, '$1 $2 $3 ')},04/03/2026,déclaré,Œuvres\r\n`,
      'win1252',
    );
    expect((await file(saved)).done).toMatchObject({ read: 1, new: 1 });
    expect(await service.query('select record_id from partner_record')).toEqual([{ record_id: 'é1' }]);
  });

  it('refuses the lines that it cannot read, with their cause', async () => {
    const { refused, done } = await file(
      partnerFile(
        'A1;12;;',
        `;${SIRET};;`,
        `A3;${SIRET};2999-12-31;`,
        `A4;${SIRET};;AMI`,
        `A5;${SIRET}`,
        `A6;;;`,
      ),
    );
    expect(done).toMatchObject({ read: 6, refused: 6 });
    expect(refused.map(({ line, field, cause }) => [line, field, cause])).toEqual([
      [2, 'siret', 'siret-length'],
      [3, 'id_partenaire', 'missing'],
      [4, 'dernier_contact', 'in-the-future'],
      [5, 'relation', 'not-in-list'],
      [6, 'ligne', 'cells-missing'],
      [7, 'siret', 'siret-missing'],
    ]);
  });

  it('lost leading zeros are put back only when the file declares it (BR-01)', async () => {
    const siret = [...'0123456789'].map((digit) => `0085000870001${digit}`).find(isSiret)!;
    const content = partnerFile(`A1;${siret.replace(/^0+/, '')};;`);
    expect((await file(content)).refused).toMatchObject([{ cause: 'siret-leading-zeros-lost' }]);
    expect((await file(content, { leadingZerosLost: true })).done).toMatchObject({ new: 1, refused: 0 });
  });
});

describe('A re-import adds and corrects, and never deletes (BR-13)', () => {
  const rows = Array.from({ length: 10 }, (_, n) => `A${n};${fictitiousSiret(n)};;`);

  it('a row that is absent stays', async () => {
    await file(partnerFile(...rows));
    const again = await file(partnerFile(...rows.slice(1), `B1;${fictitiousSiret(50)};;`));
    expect(again.done).toMatchObject({ read: 10, same: 9, new: 1 });
    expect(await service.query('select 1 from partner_record')).toHaveLength(11);
  });

  it('a row is corrected under its own id', async () => {
    await importing(service, sireneFile({ siret: SIRET }));
    await file(partnerFile(`A1;${SIRET};2026-01-01;CONTACT`));
    expect((await file(partnerFile(`A1;${SIRET};2026-02-01;CONTACT`))).done).toMatchObject({ changed: 1 });
    expect(await facts('PartnerEmployerKnown')).toMatchObject([
      { lastContactOn: '2026-01-01' },
      { lastContactOn: '2026-02-01' },
    ]);
    expect((await file(partnerFile(`A1;${SIRET};2026-02-01;CONTACT`))).done).toMatchObject({ same: 1 });
  });

  it('a row that is sent twice says nothing new, and of two rows under one id the last stands', async () => {
    const row = `A1;${SIRET};2026-01-01;CONTACT`;
    const content = partnerFile(row, row, `A2;${SIRET};;`, `A2;${SIRET};;HIRE`);
    expect((await file(content)).done).toMatchObject({ read: 4, new: 2, same: 1, older: 1 });
    expect(await service.query("select relation from partner_record where record_id = 'A2'")).toEqual([
      { relation: 'HIRE' },
    ]);
    expect((await file(content)).done).toMatchObject({ read: 4, same: 3, older: 1 });
  });

  it('a file that lost more than a fifth of its rows waits for somebody to confirm it', async () => {
    await file(partnerFile(...rows));
    const cut = partnerFile(...rows.slice(0, 7));
    expect(await file(cut)).toMatchObject({ status: 409, problem: 'volume-fell' });
    expect((await file(cut, { confirm: true })).done).toMatchObject({ read: 7, same: 7 });
    expect((await file(partnerFile(...rows.slice(0, 6)))).done).toMatchObject({ read: 6 });
  });
});

describe('Each partner has its own file (BR-123)', () => {
  it('and imports no other', async () => {
    const content = partnerFile(`A1;${SIRET};;`);
    expect(await file(content, { partner: 'plie-metz' })).toMatchObject({
      status: 403,
      problem: 'not-your-file',
    });
    expect(await file(content, { kind: 'sirene' })).toMatchObject({ status: 403, problem: 'operator-only' });
    expect(await file(content, { as: undefined, partner: 'nobody' })).toMatchObject({ status: 404 });
    expect(await file(content, { as: undefined })).toMatchObject({ status: 422, problem: 'partner-missing' });
    expect((await file(content, { as: undefined, partner: 'ml-metz' })).done).toMatchObject({ new: 1 });
  });

  it('and sees the imports of no other', async () => {
    const content = partnerFile(`A1;${SIRET};;`);
    const { id } = await file(content);
    expect((await service.http(mission.manager).get(`/v1/imports/${id}`)).status).toBe(200);
    for (const url of [`/v1/imports/${id}`, `/v1/imports/${id}/refused`])
      expect((await service.http(plie.manager).get(url)).status).toBe(404);
    expect((await sending(service, id, content, plie.manager)).status).toBe(404);
  });

  it('a key without the scope imports nothing', async () => {
    const key = { ...mission.manager, kind: 'machine', roles: [], scopes: ['employers:read'] } as const;
    expect(await file(partnerFile(), { as: key })).toMatchObject({ status: 403 });
  });
});

describe('Who sees an employer', () => {
  const employerOf = async (as: object) => {
    const found = await service
      .http(as)
      .get<{ items: Record<string, unknown>[] }>(`/v1/employers?siret=${SIRET}`);
    return found.body.items[0];
  };
  const coordinator = () => ({ kind: 'person', id: 'c', roles: ['COORDINATOR'], territoryId }) as const;

  it('everybody sees by how many partners it is known, coordinators by which (BR-14)', async () => {
    await importing(service, sireneFile({ siret: SIRET, enseigne1Etablissement: 'ENSEIGNE FICTIVE' }));
    await file(partnerFile(`A1;${SIRET};2026-03-04;OFFER`));
    expect(await employerOf(plie.manager)).toMatchObject({
      publicName: 'ENSEIGNE FICTIVE',
      nafLabel: 'Travaux d’installation électrique dans tous locaux'.replace('’', "'"),
      knownByPartners: 1,
      knownBy: null,
      ownRecords: [],
    });
    expect(await employerOf(mission.manager)).toMatchObject({
      ownRecords: [{ recordId: 'A1', relation: 'OFFER', lastContactOn: '2026-03-04' }],
    });
    expect(await employerOf(coordinator())).toMatchObject({ knownBy: [{ code: 'ml-metz' }], ownRecords: [] });
  });

  it('under partial diffusion, only the partner that has it, and nobody learns of it (BR-10)', async () => {
    await importing(service, sireneFile({ siret: SIRET, statutDiffusionEtablissement: 'P' }));
    await file(partnerFile(`A1;${SIRET};2026-03-04;OFFER`));
    const mine = await employerOf(mission.manager);
    expect(mine).toMatchObject({ siret: SIRET, publicName: null, partialDiffusion: true });
    for (const as of [plie.manager, coordinator(), {}]) {
      expect(await employerOf(as)).toBeUndefined();
      expect((await service.http(as).get(`/v1/employers/${mine!.employerId}`)).status).toBe(404);
      expect((await service.http(as).get<{ items: [] }>('/v1/employers')).body.items).toEqual([]);
    }
    expect(await facts('PartnerEmployerKnown')).toEqual([]);
  });

  it('employers are listed page by page', async () => {
    await importing(
      service,
      sireneFile(...Array.from({ length: 150 }, (_, n) => ({ siret: fictitiousSiret(n) }))),
    );
    interface Page {
      items: { siret: string }[];
      nextCursor: string | null;
    }
    const first = (await service.http(mission.manager).get<Page>('/v1/employers')).body;
    const second = (await service.http(mission.manager).get<Page>(`/v1/employers?cursor=${first.nextCursor}`))
      .body;
    expect(second.nextCursor).toBeNull();
    expect(new Set([...first.items, ...second.items].map((one) => one.siret)).size).toBe(150);
    expect((await service.http(mission.manager).get('/v1/employers?cursor=x')).status).toBe(422);
    expect((await service.http(mission.manager).get('/v1/employers?siret=12')).status).toBe(422);
    expect((await service.http(mission.manager).get('/v1/employers/12')).status).toBe(400);
  });
});
