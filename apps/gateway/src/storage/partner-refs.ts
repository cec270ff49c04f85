import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Transaction } from '#messaging/unit-of-work';

interface PartnerRef {
  readonly partnerId: string;
  readonly code: string;
}

/** Partners as partnership told them: whom a report may name. */
@Injectable()
export class PartnerRefs {
  constructor(private readonly dataSource: DataSource) {}

  async idsByCode(tx: Transaction): Promise<ReadonlyMap<string, string>> {
    const rows = await tx.query<PartnerRef>('select partner_id as "partnerId", code from partner_ref');
    return new Map(rows.map((row) => [row.code, row.partnerId]));
  }

  /** Undefined for a partner that has not been heard of here yet. */
  async codeOf(partnerId: string): Promise<string | undefined> {
    const rows = await this.dataSource.query<PartnerRef[]>(
      'select partner_id as "partnerId", code from partner_ref where partner_id = $1',
      [partnerId],
    );
    return rows[0]?.code;
  }
}
