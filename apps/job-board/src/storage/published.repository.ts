import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** What a site shows of an offer. */
export interface Content {
  readonly title: string;
  readonly romeCode: string;
  readonly communeCode: string;
  readonly positions: number;
  readonly employerName: string | null;
  readonly contact: string | null;
}

export interface Published {
  readonly key: string;
  readonly state: 'PUBLISHED' | 'RETRACTED';
  readonly revision: number;
  readonly receipt: string;
  readonly content: Content | null;
  readonly publishedAt: Date | null;
  readonly changedAt: Date;
  readonly retractedAt: Date | null;
}

/** CREATED and REPLACED and RETRACTED changed something; REPEATED did not, since the key had heard as much already. */
export type Effect = 'CREATED' | 'REPLACED' | 'RETRACTED' | 'REPEATED';

const COLUMNS = `key, state, revision, receipt, content, published_at as "publishedAt", changed_at as "changedAt",
  retracted_at as "retractedAt"`;

/**
 * What is published, one row a key. A revision is taken once and only if it is later than what the key has heard, so
 * that repeats, and requests that come after a later one, change nothing: a retraction is never undone by a late PUT.
 */
@Injectable()
export class PublishedRepository {
  constructor(private readonly dataSource: DataSource) {}

  publish(
    key: string,
    revision: number,
    content: Content,
  ): Promise<{ published: Published; effect: Effect }> {
    return this.take(key, 'PUT', revision, (manager) =>
      manager.query(
        `insert into published as p (key, state, revision, content, published_at)
           values ($1, 'PUBLISHED', $2, $3, clock_timestamp())
         on conflict (key) do update set state = 'PUBLISHED', revision = excluded.revision, content = excluded.content,
             published_at = coalesce(p.published_at, excluded.published_at), changed_at = clock_timestamp(), retracted_at = null
           where p.revision < excluded.revision
         returning case when xmax = 0 then 'CREATED' else 'REPLACED' end as effect`,
        [key, revision, JSON.stringify(content)],
      ),
    );
  }

  /** Takes back what stands under the key; a key never seen is remembered, so that its late PUT publishes nothing. */
  retract(key: string, revision: number): Promise<{ published: Published; effect: Effect }> {
    return this.take(key, 'DELETE', revision, (manager) =>
      manager.query(
        `insert into published as p (key, state, revision, retracted_at) values ($1, 'RETRACTED', $2, clock_timestamp())
         on conflict (key) do update set state = 'RETRACTED', revision = greatest(p.revision, excluded.revision),
             changed_at = clock_timestamp(), retracted_at = excluded.retracted_at
           where p.state = 'PUBLISHED' and p.revision <= excluded.revision
         returning 'RETRACTED' as effect`,
        [key, revision],
      ),
    );
  }

  async find(key: string): Promise<Published | undefined> {
    const [row] = await this.dataSource.query<Published[]>(
      `select ${COLUMNS} from published where key = $1`,
      [key],
    );
    return row;
  }

  list(state: 'PUBLISHED' | 'RETRACTED' | undefined, after: string, limit: number): Promise<Published[]> {
    return this.dataSource.query<Published[]>(
      `select ${COLUMNS} from published where ($1::text is null or state = $1) and key > $2 order by key limit $3`,
      [state ?? null, after, limit],
    );
  }

  /** The offers to show, latest first, and how many there are. */
  async shown(limit: number): Promise<{ offers: Published[]; total: number }> {
    const offers = await this.dataSource.query<Published[]>(
      `select ${COLUMNS} from published where state = 'PUBLISHED' order by published_at desc, key limit $1`,
      [limit],
    );
    const [row] = await this.dataSource.query<{ total: number }[]>(
      `select count(*) as total from published where state = 'PUBLISHED'`,
    );
    return { offers, total: row!.total };
  }

  private take(
    key: string,
    method: 'PUT' | 'DELETE',
    revision: number,
    write: (manager: EntityManager) => Promise<{ effect: Effect }[]>,
  ): Promise<{ published: Published; effect: Effect }> {
    return this.dataSource.transaction(async (manager) => {
      const [written] = await write(manager);
      const effect = written?.effect ?? 'REPEATED';
      await manager.query(
        'insert into taken_request (key, method, revision, effect) values ($1, $2, $3, $4)',
        [key, method, revision, effect],
      );
      const [published] = (await manager.query(`select ${COLUMNS} from published where key = $1`, [
        key,
      ])) as Published[];
      return { published: published!, effect };
    });
  }
}
