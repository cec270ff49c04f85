import { CampaignPurged, RecontactClosed, RecontactDue } from '#contracts/bmo';
import { factOf } from '#contracts/contract';
import { TerritoryDefined } from '#contracts/partnership';
import { EmployerRegistered } from '#contracts/segmentation';
import { localDateOf } from '#domain/local-date';
import { PilotModule } from '../../apps/pilot/src/pilot.module';
import type * as Web from '../../apps/web/src/api/dashboard';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { at, idOf, instantOf, TERRITORY } from './year-of-facts';

const TODAY = localDateOf(new Date());
const PILOT = {
  kind: 'person' as const,
  id: idOf('pilot'),
  roles: ['PILOT' as const],
  territoryId: TERRITORY,
};

const territory = factOf(TerritoryDefined, TERRITORY, {
  territoryId: TERRITORY,
  code: 'be-4431',
  name: 'Metz',
  grid: 'LIST',
  gridVersion: '1',
  timeZone: 'Europe/Paris',
  communes: ['57463'],
  body: [],
  quorum: 0,
});

const employers = Array.from({ length: 6 }, (_, index) => idOf(`respondent ${index}`));
const answers = employers.flatMap((employerId, index) => [
  factOf(EmployerRegistered, employerId, {
    employerId,
    siret: String(99900000000000 + index),
    communeCode: '57463',
    territoryId: TERRITORY,
    nafVersion: '2',
    headcountBand: '11',
    partialDiffusion: false,
    active: true,
  }),
  factOf(RecontactDue, employerId, {
    recontactId: idOf(`recontact ${index}`),
    employerId,
    campaignId: idOf('campaign'),
    fapCode: 'J5Z62',
    positions: 2,
    seasonal: false,
    difficult: false,
    dueAt: instantOf(at(TODAY, 0)),
  }),
  factOf(RecontactClosed, employerId, {
    recontactId: idOf(`recontact ${index}`),
    employerId,
    campaignId: idOf('campaign'),
    outcome: 'HIRED',
    hired: 2,
    stillOpen: 0,
    closedAt: instantOf(at(TODAY, 0)),
  }),
]);
const purge = factOf(CampaignPurged, idOf('campaign'), {
  campaignId: idOf('campaign'),
  territoryId: TERRITORY,
  purgedAt: instantOf(at(TODAY, 1)),
});

describe('When a campaign is purged', () => {
  const panelAfter = async (feed: (service: ServiceUnderTest) => Promise<void>) => {
    const service = await serviceUnderTest(PilotModule);
    try {
      await feed(service);
      const left = await service.query('select employer_id from recontact where employer_id is not null');
      const { body } = await service.http(PILOT).get<Web.Dashboard>('/v1/dashboard');
      return { left: left.length, bmo: body.bmo };
    } finally {
      await service.close();
    }
  };
  const kept = { due: 6, assigned: 0, closed: 6, outcomes: [{ outcome: 'HIRED', count: 6 }] };

  test('who answered is forgotten, and the outcomes still count', async () => {
    const { left, bmo } = await panelAfter(async (service) => {
      await service.feed([territory, ...answers]);
      await service.feed([purge]);
    });
    expect(left).toBe(0);
    expect(bmo).toMatchObject(kept);
  });

  test('an answer whose facts come after the purge leaves nobody’s identity behind either', async () => {
    const { left, bmo } = await panelAfter(async (service) => {
      await service.feed([territory, purge]);
      await service.feed(answers);
    });
    expect(left).toBe(0);
    expect(bmo).toMatchObject(kept);
  });
});
