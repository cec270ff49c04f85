import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFound } from '#domain/refused';
import { type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import type { ApiKey } from '../domain/api-key';

/** A key as it enters: with the code of its partner, for the services that it goes to. */
export interface KnownKey extends ApiKey {
  readonly partnerCode: string;
}

const COLUMNS = `key_id as "keyId", partner_id as "partnerId", partner_code as "partnerCode", unit_id as "unitId", name,
  prefix, scopes, created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt",
  last_used_at as "lastUsedAt"`;

/** API keys, by the digest under which they are kept. Read at every request: a revocation holds from the next one on. */
@Injectable()
export class KeyRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async byDigest(digest: Buffer): Promise<KnownKey | undefined> {
    const rows = await this.dataSource.query<KnownKey[]>(`select ${COLUMNS} from api_key where digest = $1`, [
      digest,
    ]);
    return rows[0];
  }

  of(partnerId: string | null): Promise<KnownKey[]> {
    return this.dataSource.query<KnownKey[]>(
      `select ${COLUMNS} from api_key where $1::uuid is null or partner_id = $1 order by created_at desc, key_id`,
      [partnerId],
    );
  }

  async key(keyId: string): Promise<KnownKey> {
    const rows = await this.dataSource.query<KnownKey[]>(`select ${COLUMNS} from api_key where key_id = $1`, [
      keyId,
    ]);
    if (!rows[0]) throw new NotFound('key-unknown', 'Cette clé n’existe pas.');
    return rows[0];
  }

  /** Adds a key after `check` has seen those of its partner: one partner's keys are issued one at a time. */
  add(key: KnownKey, digest: Buffer, check: (keys: readonly ApiKey[]) => void): Promise<void> {
    return this.unitOfWork.run([key.partnerId], async (tx) => {
      const keys = await tx.query<ApiKey>(`select ${COLUMNS} from api_key where partner_id = $1`, [
        key.partnerId,
      ]);
      check(keys);
      await insert(tx, key, digest);
    });
  }

  async revoke(keyId: string): Promise<void> {
    await this.unitOfWork.run([], (tx) =>
      tx.query('update api_key set revoked_at = clock_timestamp() where key_id = $1 and revoked_at is null', [
        keyId,
      ]),
    );
  }

  /** The day and minute of the last use, not each one: a write a minute at most. */
  async touch(keyId: string): Promise<void> {
    await this.dataSource.query(
      `update api_key set last_used_at = clock_timestamp()
       where key_id = $1 and (last_used_at is null or last_used_at < clock_timestamp() - interval '1 minute')`,
      [keyId],
    );
  }
}

const insert = (tx: Transaction, key: KnownKey, digest: Buffer) =>
  tx.query(
    `insert into api_key (key_id, partner_id, partner_code, unit_id, name, prefix, digest, scopes, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      key.keyId,
      key.partnerId,
      key.partnerCode,
      key.unitId,
      key.name,
      key.prefix,
      digest,
      key.scopes,
      key.createdAt,
      key.expiresAt,
    ],
  );
