import { randomBytes } from 'node:crypto';
import { factOf } from '#contracts/contract';
import { AgreementSigned, PartnerRegistered, TerritoryDefined } from '#contracts/partnership';
import { EmployerRegistered } from '#contracts/segmentation';
import type { ToldFact } from '#domain/decision';
import { luhnSum } from '#domain/siret';
import type { CallerIdentity } from '#service/identity';
import { JobBoardModule } from '../../apps/job-board/src/job-board.module';
import { OffersModule } from '../../apps/offers/src/offers.module';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import {
  AGREEMENT,
  CAP_EMPLOI,
  MISSION_LOCALE,
  PLIE,
  POLE_EMPLOI,
  TERRITORY,
  theAgreement,
} from './given-offers';

export { CAP_EMPLOI, MISSION_LOCALE, PLIE, POLE_EMPLOI, TERRITORY };

export interface OfferSeen {
  offerId: string;
  version: number;
  status: string;
  openPositions: number;
  clock: { standing: string; dueAt: string | null; dueOn: string | null; dayIndex: number | null };
  publication: {
    state: string;
    wanted: string;
    cycle: number;
    positions: number;
    receipt: string | null;
  } | null;
  notices: { kind: string; subject: string }[];
  [field: string]: unknown;
}

/** `offers` and the site it publishes on, each on its own fresh database, with the partners of a territory known. */
export interface Offers {
  readonly service: ServiceUnderTest;
  readonly board: ServiceUnderTest;
  /** The site misbehaves from now on. */
  behave(mode: string, more?: object): Promise<void>;
  /** Sets the business time of offers to an hour of Paris, `2026-03-01 09:00`, from which it runs on. */
  at(paris: string): Promise<void>;
  /** A new employer of the territory; gives its SIRET. */
  employer(): Promise<{ siret: string; employerId: string }>;
  as(partnerId: string, over?: Partial<CallerIdentity>): ReturnType<ServiceUnderTest['http']>;
  entrust(partnerId: string, said?: object): Promise<OfferSeen>;
  read(partnerId: string, offerId: string): Promise<OfferSeen>;
  /** What the site shows under the keys of an offer. */
  published(offerId: string): Promise<{ key: string; state: string; content: { positions: number } }[]>;
  told(offerId: string): Promise<string[]>;
  close(): Promise<void>;
}

const PARTNERS = [
  [CAP_EMPLOI, 'ce-metz', 'CAP_EMPLOI', 'Cap emploi Moselle'],
  [PLIE, 'plie-metz', 'PLIE', 'PLIE de Metz'],
  [MISSION_LOCALE, 'ml-metz', 'MISSION_LOCALE', 'Mission locale de Metz'],
  [POLE_EMPLOI, 'pe-metz', 'POLE_EMPLOI', 'Pôle emploi Metz'],
] as const;

export async function offersUnderTest(): Promise<Offers> {
  const board = await serviceUnderTest(JobBoardModule);
  await board.app.listen(0, '127.0.0.1');
  process.env.CONCERTO_PUBLICATION_URL = await board.app.getUrl();
  const service = await serviceUnderTest(OffersModule);
  await service.feed(territoryFacts());

  const as: Offers['as'] = (partnerId, over = {}) =>
    service.http({
      kind: 'machine',
      id: `key-of-${partnerId}`,
      roles: [],
      scopes: ['offers:read', 'offers:write'],
      partnerId,
      ...over,
    });
  const employer = async () => {
    const siret = aSiret();
    const employerId = idOf(siret);
    await service.feed([employerFact(employerId, siret)]);
    return { siret, employerId };
  };
  return {
    service,
    board,
    as,
    employer,
    behave: async (mode, more = {}) => {
      await board.http(null).post('/_behaviour', { mode, ...more });
    },
    at: async (paris) => {
      await service.query(
        `update business_clock set shift = ($1::timestamp at time zone 'Europe/Paris') - clock_timestamp()`,
        [paris],
      );
    },
    entrust: async (partnerId, said = {}) => {
      const { siret } = await employer();
      const made = await as(partnerId).post('/v1/offers', {
        siret,
        romeCode: 'G1602',
        title: 'Cuisinier',
        positions: 3,
        ...said,
      });
      if (made.status !== 201) throw new Error(JSON.stringify(made.body));
      return made.body as unknown as OfferSeen;
    },
    read: async (partnerId, offerId) => (await as(partnerId).get<OfferSeen>(`/v1/offers/${offerId}`)).body,
    published: (offerId) =>
      board.query(`select * from published where key like $1 order by key`, [`${offerId}-%`]),
    told: async (offerId) =>
      (
        await service.query<{ type: string }>(
          `select type from event_log where payload ->> 'offerId' = $1 order by key, version`,
          [offerId],
        )
      ).map(({ type }) => type.replace('.v1', '')),
    close: async () => {
      await service.close();
      await board.close();
    },
  };
}

export function territoryFacts(): ToldFact[] {
  const { kind: _kind, position: _position, ...terms } = theAgreement();
  return [
    ...PARTNERS.map(([partnerId, code, kind, name]) =>
      factOf(PartnerRegistered, partnerId, { partnerId, code, kind, name, territoryIds: [TERRITORY] }),
    ),
    factOf(TerritoryDefined, TERRITORY, {
      territoryId: TERRITORY,
      code: 'be-4431',
      name: 'Metz',
      grid: 'EMPLOYMENT_BASIN',
      gridVersion: '2021',
      timeZone: 'Europe/Paris',
      communes: ['57463'],
      body: [],
      quorum: 0,
    }),
    factOf(AgreementSigned, TERRITORY, {
      agreementId: AGREEMENT,
      territoryId: TERRITORY,
      partnerIds: [...terms.partnerIds],
      commitments: [...terms.commitments],
      effectiveFrom: terms.effectiveFrom,
    }),
  ];
}

export const employerFact = (employerId: string, siret: string): ToldFact =>
  factOf(EmployerRegistered, employerId, {
    employerId,
    siret,
    publicName: 'RESTAURATION DE LA SEILLE',
    communeCode: '57463',
    territoryId: TERRITORY,
    nafCode: '56.29A',
    nafVersion: 'rev2',
    headcountBand: '12',
    partialDiffusion: false,
    active: true,
  });

let drawn = 0;

/** A SIRET that passes its check digit and belongs to nobody. */
export function aSiret(): string {
  drawn += 1;
  const body = `0000${String(drawn).padStart(5, '0')}0001`;
  for (let digit = 0; digit < 10; digit++)
    if (luhnSum(`${body}${digit}`) % 10 === 0) return `${body}${digit}`;
  throw new Error('no check digit');
}

export const idOf = (siret: string): string => `01900000-0000-7000-8000-${siret.slice(2)}`;

export const anId = (): string => {
  const hex = randomBytes(16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
};
