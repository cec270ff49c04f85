import type { PartnerKind } from '#domain/codes/partner-kinds';
import { emailOf, personName } from './names';

/** What a person may do; identifiers of the session. */
type DemoRole = 'AGENT' | 'UNIT_MANAGER' | 'COORDINATOR' | 'PILOT';

interface DemoUnit {
  readonly code: string;
  readonly name: string;
  readonly communeCode: string;
  /** Its own establishment, for a structure that is an employer too. */
  readonly siret?: string;
}

export interface DemoAgent {
  /** Stable, ours: `ml-metz-a03`. */
  readonly ref: string;
  readonly unitCode: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly roles: readonly DemoRole[];
  /** Visits a month (BR-26). */
  readonly capacityPerMonth: number;
}

export interface DemoPartner {
  readonly code: string;
  readonly kind: PartnerKind;
  readonly name: string;
  /** The name of its CRM in the events that it sends. */
  readonly sourceSystem: string;
  readonly units: readonly DemoUnit[];
  readonly agents: readonly DemoAgent[];
  /** People whom it lodges and who work for the territory: they hold no prospects. */
  readonly steering?: readonly DemoAgent[];
}

export interface DemoPersona {
  readonly persona: string;
  readonly email: string;
}

const METZ = '57463';
const MONTIGNY = '57480';
const WOIPPY = '57751';
const MARLY = '57447';
const MAIZIERES = '57433';

/** Communes carry the PLIE and its coordination of partners: there the territory's own people have their desks. */
const STEERING_UNIT: DemoUnit = {
  code: 'coordination',
  name: 'Coordination territoriale fictive',
  communeCode: METZ,
};

const steeringPerson = (role: DemoRole, firstName: string, lastName: string): DemoAgent => ({
  ref: `coordination-${role.toLowerCase()}`,
  unitCode: STEERING_UNIT.code,
  firstName,
  lastName,
  email: emailOf(firstName, lastName),
  roles: [role],
  capacityPerMonth: 0,
});

const STEERING_PEOPLE = [
  steeringPerson('PILOT', 'Pilar', 'Boussole'),
  steeringPerson('COORDINATOR', 'Côme', 'Accord'),
] as const;

interface Plan {
  readonly code: string;
  readonly kind: PartnerKind;
  readonly name: string;
  readonly sourceSystem: string;
  /** Unit: code, name, commune, agents. */
  readonly units: readonly (readonly [string, string, string, number])[];
  readonly capacityPerMonth: number;
}

/** Sizes are ours: what a bassin of 230,000 people may plausibly have, not what any real network there has. */
const PLANS: readonly Plan[] = [
  {
    code: 'pe-metz',
    kind: 'POLE_EMPLOI',
    name: 'Pôle emploi, agences fictives du bassin de Metz',
    sourceSystem: 'pe-relation-entreprise',
    units: [
      ['pe-centre', 'Agence fictive de Metz-Centre', METZ, 6],
      ['pe-nord', 'Agence fictive de Woippy', WOIPPY, 5],
      ['pe-sud', 'Agence fictive de Montigny', MONTIGNY, 5],
    ],
    capacityPerMonth: 14,
  },
  {
    code: 'ml-metz',
    kind: 'MISSION_LOCALE',
    name: 'Mission locale fictive du Pays messin',
    sourceSystem: 'i-milo',
    units: [
      ['ml-metz-siege', 'Siège fictif de Metz', METZ, 5],
      ['ml-maizieres', 'Antenne fictive de Maizières', MAIZIERES, 3],
    ],
    capacityPerMonth: 12,
  },
  {
    code: 'plie-metz',
    kind: 'PLIE',
    name: 'PLIE fictif de Metz Métropole',
    sourceSystem: 'abc-viesion',
    units: [['plie-metz-equipe', 'Équipe emploi fictive', METZ, 5]],
    capacityPerMonth: 12,
  },
  {
    code: 'cap-moselle',
    kind: 'CAP_EMPLOI',
    name: 'Cap emploi fictif de Moselle',
    sourceSystem: 'parcours-handicap',
    units: [
      ['cap-metz', 'Bureau fictif de Metz', METZ, 3],
      ['cap-marly', 'Bureau fictif de Marly', MARLY, 2],
    ],
    capacityPerMonth: 12,
  },
  {
    code: 'siae-metz',
    kind: 'SIAE',
    name: 'Groupement fictif des SIAE du Pays messin',
    sourceSystem: 'tableur-siae',
    units: [
      ['siae-ei', 'Entreprise d’insertion fictive', WOIPPY, 2],
      ['siae-ai', 'Association intermédiaire fictive', METZ, 2],
      ['siae-aci', 'Chantier d’insertion fictif', MARLY, 1],
    ],
    capacityPerMonth: 8,
  },
];

/** The five networks, in the order PE, ML, PL, CE, SI; the first agent of a unit manages it. */
export function partnersOf(): DemoPartner[] {
  let person = 0;
  return PLANS.map(({ units, capacityPerMonth, ...partner }) => {
    let rank = 0;
    const agents = units.flatMap(([unitCode, , , count]) =>
      Array.from({ length: count }, (_, nth): DemoAgent => {
        const { first, last } = personName(person++);
        rank++;
        return {
          ref: `${partner.code}-a${String(rank).padStart(2, '0')}`,
          unitCode,
          firstName: first,
          lastName: last,
          email: emailOf(first, last),
          roles: nth === 0 ? ['AGENT', 'UNIT_MANAGER'] : ['AGENT'],
          capacityPerMonth: nth === 0 ? Math.floor(capacityPerMonth / 2) : capacityPerMonth,
        };
      }),
    );
    const opened = units.map(([code, name, communeCode]) => ({ code, name, communeCode }));
    const steers = partner.kind === 'PLIE';
    return {
      ...partner,
      units: steers ? [...opened, STEERING_UNIT] : opened,
      agents,
      ...(steers ? { steering: STEERING_PEOPLE } : {}),
    };
  });
}

/** The people whom a visitor of the demonstration may be. */
export const demonstrationPersonas = (): DemoPersona[] => personasOf(partnersOf());

/** Who they are among these partners. */
export function personasOf(partners: readonly DemoPartner[]): DemoPersona[] {
  const missionLocale = partners.find((partner) => partner.kind === 'MISSION_LOCALE')!;
  const [manager, agent] = missionLocale.agents;
  const [pilot, coordinator] = STEERING_PEOPLE;
  return [
    { persona: 'pilote', email: pilot.email },
    { persona: 'coordination', email: coordinator.email },
    { persona: 'responsable', email: manager!.email },
    { persona: 'conseiller', email: agent!.email },
    ...partners
      .filter((partner) => partner !== missionLocale)
      .map((partner) => ({
        persona: `conseiller-${partner.code.split('-')[0]}`,
        email: partner.agents[1]!.email,
      })),
  ];
}
