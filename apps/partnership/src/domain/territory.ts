import { factOf } from '#contracts/contract';
import { TerritoryDefined } from '#contracts/partnership';
import { type Decision, decided, unchanged } from '#domain/decision';
import { type FieldError, Invalid } from '#domain/refused';
import { type Partner, stated } from './partner';

export const GRIDS = ['EMPLOYMENT_BASIN', 'EMPLOYMENT_ZONE', 'EPCI', 'DEPARTEMENT', 'LIST'] as const;
export type Grid = (typeof GRIDS)[number];

/** What a member of the steering body weighs in its decisions. */
export interface BodyVoice {
  readonly partnerId: string;
  readonly voices: number;
}

/** A set of communes, with the grid and the version that it was drawn from, and the body that decides for it. */
export interface Territory {
  readonly territoryId: string;
  readonly code: string;
  readonly name: string;
  readonly grid: Grid;
  readonly gridVersion: string;
  /** IANA zone: deadlines are local dates in it. */
  readonly timeZone: string;
  readonly communes: readonly string[];
  readonly body: readonly BodyVoice[];
  readonly quorum: number;
}

export type TerritoryChanges = Partial<
  Pick<Territory, 'name' | 'grid' | 'gridVersion' | 'timeZone' | 'communes'>
>;

export function defineTerritory(territory: Territory): Decision<Territory> {
  checkTimeZone(territory.timeZone);
  const sorted = { ...territory, communes: [...territory.communes].sort() };
  return decided(sorted, defined(sorted));
}

/** Communes merge, a grid gets a new version: the whole of the territory as it now stands (BR-116). */
export function redefineTerritory(territory: Territory, changes: TerritoryChanges): Decision<Territory> {
  const merged = { ...territory, ...stated(changes) };
  checkTimeZone(merged.timeZone);
  const next = { ...merged, communes: [...merged.communes].sort() };
  return JSON.stringify(next) === JSON.stringify(territory)
    ? unchanged(territory)
    : decided(next, defined(next));
}

/** The steering body: the partners that have a voice, and the voices that must be cast for a decision to hold. */
export function seatBody(
  territory: Territory,
  body: readonly BodyVoice[],
  quorum: number,
  partners: readonly Partner[],
): Decision<Territory> {
  const errors: FieldError[] = [];
  body.forEach(({ partnerId, voices }, at) => {
    const partner = partners.find((one) => one.partnerId === partnerId);
    if (!partner?.territoryIds.includes(territory.territoryId))
      errors.push(
        fault(
          `/voices/${at}/partnerId`,
          'member-unknown',
          'Ce partenaire n’est pas inscrit sur ce territoire.',
        ),
      );
    if (body.findIndex((one) => one.partnerId === partnerId) !== at)
      errors.push(fault(`/voices/${at}/partnerId`, 'member-twice', 'Ce partenaire siège déjà.'));
    if (voices < 1)
      errors.push(fault(`/voices/${at}/voices`, 'voices-none', 'Un membre a au moins une voix.'));
  });
  const cast = body.reduce((sum, { voices }) => sum + voices, 0);
  if (quorum < 1 || quorum > cast)
    errors.push(
      fault(
        '/quorum',
        'quorum-out-of-reach',
        `Le quorum doit être compris entre 1 et ${cast}, le total des voix.`,
      ),
    );
  if (errors.length > 0)
    throw new Invalid('body-invalid', 'La composition du comité est à corriger.', errors);
  const next = { ...territory, body: body.map(({ partnerId, voices }) => ({ partnerId, voices })), quorum };
  return JSON.stringify(next) === JSON.stringify(territory)
    ? unchanged(territory)
    : decided(next, defined(next));
}

const defined = (territory: Territory) =>
  factOf(TerritoryDefined, territory.territoryId, {
    ...territory,
    communes: [...territory.communes],
    body: [...territory.body],
  });

function checkTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('fr', { timeZone });
  } catch {
    const detail = 'Ce fuseau horaire est inconnu : écrivez par exemple Europe/Paris ou Indian/Reunion.';
    throw new Invalid('time-zone-unknown', detail, [fault('/timeZone', 'time-zone-unknown', detail)]);
  }
}

const fault = (pointer: string, code: string, detail: string): FieldError => ({ pointer, code, detail });
