import { communesOfBasin } from '#domain/codes/communes';
import type { LocalDate } from '#domain/local-date';
import { agreementOf, type DemoAgreement } from './agreement';
import { bmoCsv } from './bmo-csv';
import { communesCsv } from './communes-csv';
import type { DemoContactEvent } from './contact-event';
import { contactsOf } from './contacts';
import { disturbed } from './disturbances';
import { type DemoEstablishment, establishmentsOf } from './establishments';
import { type DemoIntention, intentionsOf } from './intentions';
import { intentionsCsv } from './intentions-csv';
import { type DemoPartner, type DemoPersona, partnersOf, personasOf } from './network';
import { type DemoOffer, offersOf } from './offers';
import { type DemoOptOut, optOutsOf } from './opt-outs';
import { withOwnEstablishments } from './own-establishments';
import { randomOf } from './random';
import { type DemoRelation, partnerFileCsv, relationsOf } from './relations';
import { sireneCsv } from './sirene-csv';

const BASIN = '4431';
const OPT_OUTS = 24;

/** Everything that the demonstration territory sends through the doors, in their own formats. */
export interface Demonstration {
  readonly today: LocalDate;
  readonly territory: { readonly code: string; readonly name: string; readonly communes: readonly string[] };
  readonly partners: readonly DemoPartner[];
  readonly personas: readonly DemoPersona[];
  readonly agreement: DemoAgreement;
  readonly establishments: readonly DemoEstablishment[];
  readonly intentions: readonly DemoIntention[];
  readonly optOuts: readonly DemoOptOut[];
  readonly communesFile: string;
  readonly sireneFile: string;
  readonly bmoFile: string;
  readonly intentionsFile: string;
  /** By partner code. */
  readonly relations: ReadonlyMap<string, readonly DemoRelation[]>;
  readonly partnerFiles: ReadonlyMap<string, string>;
  readonly contacts: ReadonlyMap<string, readonly DemoContactEvent[]>;
  readonly offers: ReadonlyMap<string, readonly DemoOffer[]>;
}

/**
 * The made-up bassin d'emploi of Metz as of `today`: the same seed and day give the same bytes. Nothing in it is real but
 * the communes, the code lists and the shapes of the distributions; every SIRET begins with 999, every name is invented.
 */
export function demonstrationOf(seed: string, today: LocalDate, establishmentCount = 4000): Demonstration {
  const random = randomOf(seed);
  const establishments = establishmentsOf(random.fork('establishments'), establishmentCount, today);
  const partners = withOwnEstablishments(partnersOf(), establishments);
  const agreement = agreementOf(partners, today);
  const relations = perPartner(partners, (partner) =>
    relationsOf(random.fork(`relations/${partner.code}`), partner, establishments, today),
  );
  const contacts = contactsOf(
    random.fork('contacts'),
    partners,
    establishments,
    relations,
    agreement.effectiveFrom,
    today,
  );
  const intentions = intentionsOf(
    random.fork('intentions'),
    Math.round(establishmentCount * 0.15),
    establishments,
    today,
  );
  return {
    today,
    territory: {
      code: `be-${BASIN}`,
      name: 'Bassin d’emploi de Metz (démonstration)',
      communes: communesOfBasin(BASIN).map((commune) => commune.code),
    },
    partners,
    personas: personasOf(partners),
    agreement,
    establishments,
    intentions,
    optOuts: optOutsOf(random.fork('opt-outs'), OPT_OUTS, partners, establishments),
    communesFile: communesCsv('57'),
    sireneFile: sireneCsv(establishments, random.fork('sirene')),
    bmoFile: bmoCsv(random.fork('bmo'), Number(today.slice(0, 4))),
    intentionsFile: intentionsCsv(intentions),
    relations,
    partnerFiles: perPartner(partners, ({ code }) =>
      partnerFileCsv(random.fork(`file/${code}`), relations.get(code)!),
    ),
    contacts: perPartner(partners, ({ code }) =>
      disturbed(random.fork(`feed/${code}`), contacts.get(code)!, today),
    ),
    offers: perPartner(partners, (partner) =>
      offersOf(
        random.fork(`offers/${partner.code}`),
        partner,
        relations.get(partner.code)!,
        establishments,
        today,
      ),
    ),
  };
}

const perPartner = <T>(partners: readonly DemoPartner[], make: (partner: DemoPartner) => T): Map<string, T> =>
  new Map(partners.map((partner) => [partner.code, make(partner)]));
