import { SegmentationModule } from '../../apps/segmentation/src/segmentation.module';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { aPartner, aTerritory, fictitiousSiret, importing, partnerFile, sireneFile } from './importing';

let service: ServiceUnderTest;
let mission: Awaited<ReturnType<typeof aPartner>>;
let plie: Awaited<ReturnType<typeof aPartner>>;
let guest: Awaited<ReturnType<typeof aPartner>>;
let territoryId: string;

beforeEach(async () => {
  service = await serviceUnderTest(SegmentationModule);
  mission = await aPartner(service, 'ml-metz');
  plie = await aPartner(service, 'plie-metz', 'PLIE');
  guest = await aPartner(service, 'cci-metz', 'CHAMBER');
  const body = [mission, plie].map(({ partnerId }) => ({ partnerId, voices: 1 }));
  territoryId = await aTerritory(service, undefined, body);
});
afterEach(() => service.close());

const facts = async (type: string) => (await service.told(`${type}.v1`)).map((fact) => fact.payload);
const coordinator = () =>
  service.http({ kind: 'person', id: 'coordinator', roles: ['COORDINATOR'], territoryId });
interface Answer {
  segmentationId: string;
  state: string;
  version: number;
  segments: { code: string; employers: number }[];
}
const drafted = async () => (await coordinator().post<Answer>('/v1/segmentations', {})).body;
const inFavour = () => [mission, plie].map(({ partnerId }) => ({ partnerId, inFavour: true }));
const adopted = async () => {
  const { segmentationId } = await drafted();
  return coordinator().post<Answer>(`/v1/segmentations/${segmentationId}/adopt`, { voices: inFavour() });
};
const sirene = (...bands: string[]) =>
  importing(
    service,
    sireneFile(
      ...bands.map((band, n) => ({ siret: fictitiousSiret(n), trancheEffectifsEtablissement: band })),
    ),
  );
const fileOf = (partner: typeof mission, ...numbers: number[]) =>
  importing(service, partnerFile(...numbers.map((n) => `${n};${fictitiousSiret(n)};;`)), {
    kind: 'partner-file',
    as: partner.manager,
  });

describe('The steering body decides on the segmentation', () => {
  it('on figures: a draft says what each segment would hold', async () => {
    await sirene('12', 'NN', '01');
    const draft = await drafted();
    expect(draft).toMatchObject({ state: 'DRAFT', version: 0 });
    expect(Object.fromEntries(draft.segments.map((one) => [one.code, one.employers]))).toMatchObject({
      NEW_TEN_AND_MORE: 1,
      UNKNOWN_SIZE: 1,
      NEW_SMALL_HIRING_SECTOR: 1,
      SHARED: 0,
    });
    expect(await facts('SegmentationAdopted')).toEqual([]);
  });

  it('is told once with the segments, then once for each employer', async () => {
    await sirene('12', 'NN', '01', '12', '02');
    await fileOf(mission, 0, 4);
    await fileOf(plie, 0);
    const answer = await adopted();
    expect(answer).toMatchObject({ status: 200, body: { state: 'ADOPTED', version: 1 } });
    expect(await facts('SegmentationAdopted')).toMatchObject([{ territoryId, version: 1 }]);
    const told = await facts('EmployerSegmented');
    expect(told.map((one) => [one.segment, one.knownByPartners]).sort()).toEqual([
      ['KNOWN_SMALL', 1],
      ['NEW_SMALL_HIRING_SECTOR', 0],
      ['NEW_TEN_AND_MORE', 0],
      ['SHARED', 2],
      ['UNKNOWN_SIZE', 0],
    ]);
    expect(answer.body.segments.find((one) => one.code === 'SHARED')).toMatchObject({ employers: 1 });
  });

  it('needs the quorum and a majority', async () => {
    const { segmentationId } = await drafted();
    const adopt = (voices: object[]) =>
      coordinator().post(`/v1/segmentations/${segmentationId}/adopt`, { voices });
    const [one, other] = inFavour();
    expect(await adopt([one!])).toMatchObject({
      status: 409,
      body: { type: expect.stringContaining('quorum') },
    });
    expect(await adopt([one!, { ...other, inFavour: false }])).toMatchObject({
      status: 409,
      body: { type: expect.stringContaining('majority') },
    });
    expect((await adopt([{ partnerId: guest.partnerId, inFavour: true }])).status).toBe(403);
    expect(await facts('SegmentationAdopted')).toEqual([]);
    expect((await adopt(inFavour())).status).toBe(200);
    expect(await adopt(inFavour())).toMatchObject({
      status: 409,
      body: { type: expect.stringContaining('already') },
    });
  });

  it('each member may give its own voice, and no other', async () => {
    const { segmentationId } = await drafted();
    const voices = `/v1/segmentations/${segmentationId}/voices`;
    expect((await service.http(mission.manager).post(voices, { inFavour: true })).status).toBe(200);
    expect(
      (await service.http(mission.manager).post(voices, { partnerId: plie.partnerId, inFavour: true }))
        .status,
    ).toBe(403);
    expect((await service.http(guest.manager).post(voices, { inFavour: true })).status).toBe(403);
    expect((await service.http(plie.manager).post(voices, { inFavour: true })).status).toBe(200);
    expect(
      (await service.http(mission.manager).post(`/v1/segmentations/${segmentationId}/adopt`, {})).status,
    ).toBe(403);
    expect((await coordinator().post(`/v1/segmentations/${segmentationId}/adopt`, {})).status).toBe(200);
  });

  it('two adoptions at once give one segmentation in force', async () => {
    const answers = await Promise.all([adopted(), adopted()]);
    expect(answers.map((one) => one.body.version).sort()).toEqual([1, 2]);
    const states = await service.query('select state from segmentation order by version');
    expect(states).toEqual([{ state: 'SUPERSEDED' }, { state: 'ADOPTED' }]);
  });

  it('another territory’s coordinator neither sees nor adopts it', async () => {
    const { segmentationId } = await drafted();
    const other = service.http({
      kind: 'person',
      id: 'other',
      roles: ['COORDINATOR'],
      territoryId: '01890000-0000-7000-8000-000000000000',
    });
    expect((await other.get(`/v1/segmentations/${segmentationId}`)).status).toBe(404);
    expect((await other.post(`/v1/segmentations/${segmentationId}/adopt`, {})).status).toBe(404);
    expect((await other.post('/v1/segmentations', { territoryId })).status).toBe(403);
  });
});

describe('A segment holds until the body decides anew (BR-12)', () => {
  it('a new employer enters its segment when it is registered', async () => {
    await adopted();
    await sirene('12');
    const types = (await service.told()).map((fact) => fact.type);
    expect(types.slice(-2)).toEqual(['EmployerRegistered.v1', 'EmployerSegmented.v1']);
  });

  it('a change of headcount or of who knows it moves nobody before the next segmentation', async () => {
    await sirene('12');
    await adopted();
    await importing(service, sireneFile({ siret: fictitiousSiret(0), trancheEffectifsEtablissement: '01' }), {
      asOf: '2026-01-01',
    });
    await fileOf(mission, 0);
    expect((await facts('EmployerSegmented')).map((one) => one.segment)).toEqual(['NEW_TEN_AND_MORE']);
    await adopted();
    expect((await facts('EmployerSegmented')).map((one) => [one.segment, one.segmentationVersion])).toEqual([
      ['NEW_TEN_AND_MORE', 1],
      ['KNOWN_SMALL', 2],
    ]);
  });
});
