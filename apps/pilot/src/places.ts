import { Injectable } from '@nestjs/common';
import { Forbidden, NotFound } from '#domain/refused';
import type { CallerIdentity } from '#service/identity';
import type { Evidence } from './domain/evidence';
import type { Moment } from './domain/moment';
import type { Reader } from './domain/visible-rows';
import { EvidenceRepository } from './storage/evidence.repository';

/** Which territory a caller reads, and how much of it (BR-100, BR-123). */
@Injectable()
export class Places {
  constructor(private readonly repository: EvidenceRepository) {}

  /** The evidence of the caller's territory; of the only one there is when the caller belongs to none. */
  async evidenceFor(caller: CallerIdentity, asked?: string): Promise<{ evidence: Evidence; moment: Moment }> {
    const territories = await this.repository.territories();
    if (asked && caller.territoryId && asked !== caller.territoryId)
      throw new Forbidden('other-territory', 'Vous ne lisez que les chiffres de votre territoire.');
    const wanted = asked ?? caller.territoryId;
    const found = wanted
      ? territories.find(({ id }) => id === wanted)
      : territories.length === 1
        ? territories[0]
        : undefined;
    if (!found)
      throw new NotFound(
        'territory-unknown',
        territories.length === 0
          ? 'Aucun territoire n’est encore défini.'
          : 'Précisez un territoire connu : ?territory=…',
      );
    return this.repository.of(found);
  }
}

/** A pilot, a coordinator and the operator read the territory's rows; a unit manager its partner's. */
export function readerOf(caller: CallerIdentity): Reader {
  const territory = (['COORDINATOR', 'PILOT', 'OPERATOR'] as const).some((role) =>
    caller.roles.includes(role),
  );
  if (territory) return { sees: 'TERRITORY' };
  if (!caller.partnerId)
    throw new Forbidden('not-allowed', 'Les lignes derrière un chiffre sont réservées au pilotage.');
  return { sees: 'PARTNER', partnerId: caller.partnerId };
}
