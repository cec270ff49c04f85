import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Forbidden, Invalid, NotFound } from '#domain/refused';
import { UnitOfWork } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import { type Asker, steers } from '../domain/caller';
import { type Preference, PreferenceRepository } from '../storage/preference.repository';
import { TerritoryRepository } from '../storage/territory.repository';

/** An employer says with which partner it wants to deal, or no longer says so: it counts above every score (BR-37). */
export class PreferPartner {
  constructor(
    readonly preferenceId: string,
    readonly siret: string,
    /** Null takes the preference back. */
    readonly partnerId: string | null,
    readonly proof: string,
    readonly asker: Asker,
    readonly by: string,
  ) {}
}

@CommandHandler(PreferPartner)
export class PreferPartnerHandler implements ICommandHandler<PreferPartner> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly employers: EmployerRefs,
    private readonly territories: TerritoryRepository,
    private readonly preferences: PreferenceRepository,
  ) {}

  /** The preference in force afterwards; the same again is left as it was. */
  async execute({
    preferenceId,
    siret,
    partnerId,
    proof,
    asker,
    by,
  }: PreferPartner): Promise<Preference | null> {
    const employer = (await this.employers.bySiret([siret])).get(siret);
    const partners = employer?.territoryId ? await this.territories.partnersIn(employer.territoryId) : [];
    const mine = asker.partnerId !== null && partners.includes(asker.partnerId);
    if (!employer?.territoryId || !(mine || steers(asker, employer.territoryId)))
      throw new NotFound('employer-unknown', 'Cet employeur n’est pas connu dans votre territoire.');
    if (partnerId !== null && !partners.includes(partnerId)) throw unknownPartner();
    const { employerId, territoryId } = employer;
    return this.unitOfWork.run([employerId], async (tx) => {
      const before = await this.preferences.of(tx, employerId);
      if (partnerId === (before?.partnerId ?? null)) return before;
      mustMayReplace(before, asker, territoryId!);
      if (partnerId === null) {
        await this.preferences.end(tx, employerId);
        return null;
      }
      const recorded = { recordedAt: tx.now, recordedBy: by, recordedByPartner: asker.partnerId };
      const after = { preferenceId, employerId, partnerId, proof, ...recorded };
      await this.preferences.add(tx, after);
      return after;
    });
  }
}

/** What another partner recorded is not a partner's to undo: the employer said so to somebody else. */
function mustMayReplace(before: Preference | null, asker: Asker, territoryId: string): void {
  if (!before || steers(asker, territoryId) || before.recordedByPartner === asker.partnerId) return;
  throw new Forbidden(
    'preference-of-another',
    'Une autre préférence est déjà enregistrée : la coordination tranche.',
  );
}

function unknownPartner(): Invalid {
  const detail = 'Ce partenaire n’est pas inscrit sur le territoire de cet employeur.';
  return new Invalid('partner-unknown', detail, [{ pointer: '/partnerId', code: 'partner-unknown', detail }]);
}
