import { v5 as uuidv5 } from 'uuid';
import { RecontactClosed, RecontactDue, RecontactWithdrawn } from '#contracts/bmo';
import { factOf } from '#contracts/contract';
import { ContactReported } from '#contracts/gateway';
import {
  OfferEntrusted,
  OfferPaused,
  OfferPositionsFilled,
  OfferResumed,
  OfferWithdrawn,
  PublicationOrdered,
} from '#contracts/offers';
import { AgreementSigned, PartnerRegistered, PolicyAdopted, TerritoryDefined } from '#contracts/partnership';
import {
  ContactRecorded,
  LeadEnded,
  LeadGranted,
  LeaseOpened,
  PlanAdopted,
  RecontactAssigned,
} from '#contracts/prospecting';
import {
  EmployerChanged,
  EmployerRegistered,
  EmployerSegmented,
  PartnerEmployerKnown,
  SegmentationAdopted,
} from '#contracts/segmentation';
import { INTENTION_OUTCOMES, JUSTIFICATIONS, type PartnerKind } from '#contracts/vocabulary';
import type { ToldFact } from '#domain/decision';
import { addDays, type LocalDate, startOfLocalDay } from '#domain/local-date';

const SPACE = '6f1c2b8e-6f0b-4a57-9c0e-3f6f3f0c1a11';
/** An id of the tests: the same name gives the same UUID. */
export const idOf = (name: string): string => uuidv5(name, SPACE);
/** Ten in the morning in Metz. */
export const at = (day: LocalDate, hour = 10): Date =>
  new Date(startOfLocalDay(day).getTime() + hour * 3_600_000);

export const TERRITORY = idOf('territory');
export const ELSEWHERE = idOf('elsewhere');
export const PARTNERS: readonly { code: string; kind: PartnerKind }[] = [
  { code: 'pe-metz', kind: 'POLE_EMPLOI' },
  { code: 'ml-metz', kind: 'MISSION_LOCALE' },
  { code: 'plie-metz', kind: 'PLIE' },
  { code: 'cap-57', kind: 'CAP_EMPLOI' },
  { code: 'siae-metz', kind: 'SIAE' },
];
const SEGMENTS = ['TPE', 'PME', 'GRANDS', 'UNKNOWN_SIZE'] as const;

/** A generator of numbers that gives the same ones for the same seed. */
export function randomOf(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    chance: (share: number) => next() < share,
    pick: <T>(list: readonly T[]): T => list[below(list.length)]!,
  };
}

export const instantOf = (date: Date): string => date.toISOString();

/**
 * A year of a territory, up to `today`, as its services would tell it: five partners, employers that close, move or
 * change segment, contacts with corrections, offers that are filled, paused, withdrawn and published, leads, recontacts.
 */
export function yearOfFacts(today: LocalDate, seed = 7, employers = 120): ToldFact[] {
  const random = randomOf(seed);
  const facts: ToldFact[] = [];
  const tell = (fact: ToldFact) => facts.push(fact);
  const partner = (index: number) => idOf(PARTNERS[index]!.code);

  tell(
    factOf(TerritoryDefined, TERRITORY, {
      territoryId: TERRITORY,
      code: 'be-4431',
      name: 'Bassin d’emploi de Metz',
      grid: 'EMPLOYMENT_BASIN',
      gridVersion: '2021',
      timeZone: 'Europe/Paris',
      communes: ['57463'],
      body: [],
      quorum: 0,
    }),
  );
  tell(
    factOf(PolicyAdopted, TERRITORY, {
      territoryId: TERRITORY,
      version: 1,
      effectiveFrom: instantOf(at(addDays(today, -400))),
      parameters: { coolDownOtherPartnerDays: 60 },
    }),
  );
  for (const { code, kind } of PARTNERS)
    tell(
      factOf(PartnerRegistered, idOf(code), {
        partnerId: idOf(code),
        code,
        kind,
        name: code,
        territoryIds: [TERRITORY],
      }),
    );
  tell(
    factOf(AgreementSigned, TERRITORY, {
      agreementId: idOf('agreement'),
      territoryId: TERRITORY,
      partnerIds: PARTNERS.map(({ code }) => idOf(code)),
      commitments: [2, 3].map((index) => ({
        kind: 'PUBLISH_UNFILLED_AFTER' as const,
        partnerId: partner(index),
        days: 15,
      })),
      effectiveFrom: addDays(today, -380),
    }),
  );
  tell(
    factOf(SegmentationAdopted, TERRITORY, {
      segmentationId: idOf('segmentation'),
      territoryId: TERRITORY,
      version: 1,
      effectiveFrom: addDays(today, -370),
      segments: SEGMENTS.map((code) => ({ code, label: `Segment ${code}` })),
    }),
  );
  tell(
    factOf(
      PlanAdopted,
      idOf('plan'),
      {
        planId: idOf('plan'),
        territoryId: TERRITORY,
        name: 'Plan T4',
        from: addDays(today, -45),
        until: addDays(today, 45),
        policyVersion: 1,
        assigned: 40,
        unassigned: 0,
        alreadyHeld: 0,
      },
      at(addDays(today, -50)),
    ),
  );

  for (let index = 0; index < employers; index++) {
    const employerId = idOf(`employer ${index}`);
    const profile = {
      employerId,
      siret: String(99900000000000 + index),
      publicName: index % 9 === 0 ? null : `Établissement ${index}`,
      communeCode: '57463',
      territoryId: index % 13 === 0 ? ELSEWHERE : TERRITORY,
      nafVersion: '2',
      headcountBand: '11',
      partialDiffusion: index % 17 === 5,
      active: index % 11 !== 4,
    };
    tell(factOf(EmployerRegistered, employerId, profile, at(addDays(today, -360))));
    tell(
      factOf(
        EmployerSegmented,
        employerId,
        {
          employerId,
          territoryId: TERRITORY,
          segmentationId: idOf('segmentation'),
          segmentationVersion: 1,
          segment: index === 7 ? 'UNKNOWN_SIZE' : SEGMENTS[index % 3]!,
          knownByPartners: 0,
        },
        at(addDays(today, -359)),
      ),
    );
    for (const [rank, { code }] of PARTNERS.entries())
      if ((index * 7 + rank * 3) % 5 < 2)
        tell(
          factOf(
            PartnerEmployerKnown,
            employerId,
            { employerId, partnerId: idOf(code), relation: 'DECLARED' },
            at(addDays(today, -358)),
          ),
        );
    tellContacts(index, employerId);
    tellOffers(index, employerId);
    tellLead(index, employerId);
    tellRecontact(index, employerId);
    // Some leave the territory: what they did there before stays there.
    if (index % 19 === 3)
      tell(
        factOf(EmployerChanged, employerId, { ...profile, territoryId: ELSEWHERE }, at(addDays(today, -20))),
      );
  }
  return facts;

  function tellContacts(index: number, employerId: string): void {
    for (let visit = 0; visit < random.below(5); visit++) {
      const day = addDays(today, -1 - random.below(300));
      const rank = random.below(5);
      // Cap emploi has been silent for ten days.
      if (rank === 3 && day > addDays(today, -10)) continue;
      const redundant = random.chance(0.2);
      const justified = !redundant && random.chance(0.15);
      const contact = {
        reportId: idOf(`report ${index} ${visit}`),
        employerId,
        territoryId: random.chance(0.5) && index % 13 !== 0 && index % 19 !== 3 ? TERRITORY : null,
        partnerId: partner(rank),
        siret: String(99900000000000 + index),
        visitKey: `${PARTNERS[rank]!.code}:${index}-${visit}`,
        revision: 1,
        occurredAt: instantOf(at(day)),
        status: random.chance(0.85) ? ('HELD' as const) : ('NO_SHOW' as const),
        channel: random.chance(0.7) ? ('VISIT' as const) : ('CALL' as const),
        initiative: 'PARTNER' as const,
        judgement: redundant
          ? ('REDUNDANT' as const)
          : justified
            ? ('JUSTIFIED' as const)
            : random.chance(0.1)
              ? ('NOT_PROSPECTING' as const)
              : ('EXPECTED' as const),
        justification: justified ? random.pick(JUSTIFICATIONS) : null,
        jointWith: [],
        leadPartnerId: partner((rank + 1) % 5),
        firstContact: visit === 0 && random.chance(0.5),
        planId: null,
        backfill: false,
      };
      tell(factOf(ContactRecorded, employerId, contact, at(day)));
      if (random.chance(0.1))
        tell(
          factOf(
            ContactRecorded,
            employerId,
            { ...contact, revision: 2, judgement: 'WITHDRAWN', status: 'CANCELLED' },
            at(day, 12),
          ),
        );
      tell(
        factOf(ContactReported, contact.siret, {
          reportId: contact.reportId,
          partnerId: contact.partnerId,
          sourceSystem: 'crm',
          eventId: `e-${index}-${visit}`,
          visitId: `v-${index}-${visit}`,
          revision: 1,
          siret: contact.siret,
          occurredAt: contact.occurredAt,
          receivedAt: instantOf(at(day, 11)),
          status: contact.status,
          channel: contact.channel,
          initiative: 'PARTNER',
          backfill: false,
        }),
      );
    }
  }

  function tellOffers(index: number, employerId: string): void {
    if (index % 3 !== 0 && index % 4 !== 1) return;
    const offerId = idOf(`offer ${index}`);
    const collectedOn = addDays(today, -random.below(90));
    const rank = random.below(5);
    const committed = rank === 2 || rank === 3;
    const positions = 1 + random.below(4);
    const dueOn = addDays(collectedOn, 16);
    tell(
      factOf(
        OfferEntrusted,
        employerId,
        {
          offerId,
          employerId,
          territoryId: random.chance(0.5) && index % 13 !== 0 ? TERRITORY : null,
          partnerId: partner(rank),
          romeCode: 'N1103',
          positions,
          collectedOn,
          hiddenMarket: true,
          ...(committed
            ? {
                agreementId: idOf('agreement'),
                commitmentDays: 15,
                dueAt: instantOf(startOfLocalDay(dueOn)),
                exempt: random.chance(0.15) ? 'EMPLOYER_REFUSED_PUBLICATION' : null,
              }
            : {}),
        },
        at(collectedOn),
      ),
    );
    const later = addDays(collectedOn, 1 + random.below(12));
    if (later > today) return;
    const what = random.below(5);
    if (what === 0)
      tell(
        factOf(
          OfferPositionsFilled,
          employerId,
          { offerId, employerId, filled: positions, openPositions: 0, filledOn: later },
          at(later),
        ),
      );
    else if (what === 1 && positions > 1)
      tell(
        factOf(
          OfferPositionsFilled,
          employerId,
          { offerId, employerId, filled: 1, openPositions: positions - 1, filledOn: later },
          at(later),
        ),
      );
    else if (what === 2) {
      tell(factOf(OfferPaused, employerId, { offerId, employerId, pausedOn: later }, at(later)));
      const resumedOn = addDays(later, 5);
      if (resumedOn <= today && random.chance(0.6))
        tell(
          factOf(
            OfferResumed,
            employerId,
            {
              offerId,
              employerId,
              resumedOn,
              dueAt: committed ? instantOf(startOfLocalDay(addDays(dueOn, 5))) : null,
            },
            at(resumedOn),
          ),
        );
    } else if (what === 3)
      tell(
        factOf(
          OfferWithdrawn,
          employerId,
          { offerId, employerId, reason: 'NEED_GONE', withdrawnAt: instantOf(at(later)) },
          at(later),
        ),
      );
    else if (committed && dueOn <= today)
      tell(
        factOf(
          PublicationOrdered,
          employerId,
          {
            offerId,
            employerId,
            cycle: 1,
            positions,
            dueAt: instantOf(startOfLocalDay(dueOn)),
            orderedAt: instantOf(at(dueOn, 1)),
          },
          at(dueOn, 1),
        ),
      );
  }

  function tellLead(index: number, employerId: string): void {
    if (index % 2 !== 0) return;
    const leadId = idOf(`lead ${index}`);
    const day = addDays(today, -random.below(60));
    const common = { leadId, employerId, territoryId: TERRITORY, partnerId: partner(index % 5) };
    tell(
      factOf(
        LeadGranted,
        employerId,
        {
          ...common,
          origin: index % 10 === 0 ? 'RESERVATION' : 'PLAN',
          planId: index % 10 === 0 ? null : idOf('plan'),
          from: instantOf(at(day)),
          until: instantOf(at(addDays(day, 90))),
          policyVersion: 1,
          because: 'connaît le mieux cet employeur',
        },
        at(day),
      ),
    );
    const takenOn = addDays(day, 1 + random.below(12));
    if (random.chance(0.6) && takenOn <= today)
      tell(
        factOf(
          LeaseOpened,
          employerId,
          {
            ...common,
            leaseId: idOf(`lease ${index}`),
            agentId: idOf('agent'),
            until: instantOf(at(takenOn, 23)),
          },
          at(takenOn),
        ),
      );
    else if (random.chance(0.4))
      tell(
        factOf(
          LeadEnded,
          employerId,
          {
            ...common,
            reason: random.chance(0.5) ? 'DECLINED' : 'OPTED_OUT',
            endedAt: instantOf(at(day, 15)),
          },
          at(day, 15),
        ),
      );
  }

  function tellRecontact(index: number, employerId: string): void {
    if (index % 4 !== 2) return;
    const recontactId = idOf(`recontact ${index}`);
    const day = addDays(today, -random.below(60));
    tell(
      factOf(
        RecontactDue,
        employerId,
        {
          recontactId,
          employerId,
          campaignId: idOf('campaign'),
          fapCode: 'J5Z62',
          positions: 2,
          seasonal: false,
          difficult: true,
          dueAt: instantOf(at(day)),
        },
        at(day),
      ),
    );
    if (random.chance(0.8))
      tell(
        factOf(
          RecontactAssigned,
          employerId,
          {
            recontactId,
            employerId,
            partnerId: partner(index % 5),
            callOnly: false,
            notBefore: instantOf(at(day)),
          },
          at(day, 11),
        ),
      );
    if (random.chance(0.1))
      tell(
        factOf(
          RecontactWithdrawn,
          employerId,
          { recontactId, employerId, withdrawnAt: instantOf(at(day, 12)) },
          at(day, 12),
        ),
      );
    else if (random.chance(0.7)) {
      const outcome = random.pick(INTENTION_OUTCOMES);
      tell(
        factOf(
          RecontactClosed,
          employerId,
          {
            recontactId,
            employerId,
            campaignId: idOf('campaign'),
            partnerId: partner(index % 5),
            outcome,
            hired: outcome === 'HIRED' ? 2 : 0,
            stillOpen: outcome === 'STILL_OPEN' ? 2 : 0,
            closedAt: instantOf(at(day, 14)),
          },
          at(day, 14),
        ),
      );
    }
  }
}
