import { Injectable } from '@nestjs/common';
import type { Transaction } from '#messaging/unit-of-work';

interface PartnerRef {
  readonly partnerId: string;
  readonly code: string;
}

/** Partners as partnership told them: whom a report may name. */
@Injectable()
export class PartnerRefs {
  async idsByCode(tx: Transaction): Promise<ReadonlyMap<string, string>> {
    const rows = await tx.query<PartnerRef>('select partner_id as "partnerId", code from partner_ref');
    return new Map(rows.map((row) => [row.code, row.partnerId]));
  }
}
