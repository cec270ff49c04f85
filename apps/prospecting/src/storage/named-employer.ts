import { Injectable } from '@nestjs/common';
import { Invalid, NotFound } from '#domain/refused';
import { parseSiret } from '#domain/siret';
import { EmployerRefs } from '#service/employer-ref';

/** The employer that a caller names by its SIRET or by its id. */
@Injectable()
export class NamedEmployer {
  constructor(private readonly employers: EmployerRefs) {}

  async idOf({ siret, employerId }: { siret?: string; employerId?: string }): Promise<string> {
    if (employerId) return employerId;
    if (!siret)
      throw new Invalid('employer-needed', 'Dites quel employeur, par son SIRET ou son identifiant.', [
        { pointer: '/siret', code: 'required', detail: 'Donnez un SIRET, ou employerId.' },
      ]);
    const asked = parseSiret(siret);
    const employer = (await this.employers.bySiret([asked])).get(asked);
    if (!employer) throw new NotFound('employer-unknown', 'Aucun employeur connu ne porte ce SIRET.');
    return employer.employerId;
  }
}
