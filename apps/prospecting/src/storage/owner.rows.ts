import type { Transaction } from '#messaging/unit-of-work';

/** Partners whose own establishment an employer is, by their SIREN or by the SIRET of a unit (BR-41). */
export async function ownersOf(
  tx: Transaction,
  employerIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await tx.query<{ employerId: string; partnerId: string }>(
    `select e.employer_id as "employerId", p.partner_id as "partnerId"
       from employer_ref e join partner_ref p on p.siren = left(e.siret, 9) where e.employer_id = any($1::uuid[])
     union
     select e.employer_id, u.partner_id
       from employer_ref e join unit_ref u on u.siret = e.siret where e.employer_id = any($1::uuid[])
     order by 1, 2`,
    [employerIds],
  );
  const owners = new Map<string, string[]>();
  for (const { employerId, partnerId } of rows)
    owners.set(employerId, [...(owners.get(employerId) ?? []), partnerId]);
  return owners;
}
