import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { Refused } from '#domain/refused';
import { GATEWAY, type GatewayConfig } from '../gateway.config';

export type QuotaName = 'requests' | 'bulk' | 'sign-in' | 'strangers';

/** What is left of a quota, as the RateLimit headers say it. */
export interface Standing {
  readonly name: QuotaName;
  readonly points: number;
  readonly windowSeconds: number;
  readonly left: number;
  readonly resetSeconds: number;
}

export class TooMany extends Refused {
  override readonly status = 429;

  constructor(readonly standing: Standing) {
    super('too-many-requests', `Trop de demandes : réessayez dans ${standing.resetSeconds} secondes.`);
  }
}

interface Lease {
  points: number;
  leftInStore: number;
  until: number;
}

/** Share of a quota that an instance takes at once: the count is shared in PostgreSQL, but not asked at each request. */
const SHARE = 100;
const LEASES_AT_MOST = 10_000;

class Limit {
  private readonly limiter: RateLimiterPostgres;
  private readonly leases = new Map<string, Promise<Lease>>();
  private readonly share: number;

  constructor(
    private readonly name: QuotaName,
    private readonly points: number,
    private readonly windowSeconds: number,
    dataSource: DataSource,
  ) {
    this.share = Math.max(1, Math.floor(points / SHARE));
    const options = { keyPrefix: name, points, duration: windowSeconds };
    this.limiter = new RateLimiterPostgres({
      ...options,
      storeClient: dataSource,
      storeType: 'typeorm',
      tableName: 'quota',
      tableCreated: true,
      // One of the limits sweeps the rows of all.
      clearExpiredByTimeout: name === 'strangers',
      // With PostgreSQL away each instance counts for itself: a quota is no reason to close the door.
      insuranceLimiter: new RateLimiterMemory(options),
    });
  }

  /** Counts one request. Throws TooMany when nothing is left in the window. */
  async take(key: string): Promise<Standing> {
    const held = this.leases.get(key);
    if (held) {
      const lease = await held;
      if (lease.until > Date.now() && lease.points > 0) return this.spend(lease);
      if (this.leases.get(key) !== held) return this.take(key);
    }
    if (this.leases.size >= LEASES_AT_MOST) this.leases.clear();
    const asked = this.lease(key);
    this.leases.set(key, asked);
    try {
      return this.spend(await asked);
    } catch (error) {
      if (this.leases.get(key) === asked) this.leases.delete(key);
      throw error;
    }
  }

  private spend(lease: Lease): Standing {
    lease.points -= 1;
    return this.standing(lease.leftInStore + lease.points, lease.until - Date.now());
  }

  private async lease(key: string): Promise<Lease> {
    try {
      const { remainingPoints, msBeforeNext } = await this.limiter.consume(key, this.share);
      return { points: this.share, leftInStore: remainingPoints, until: Date.now() + msBeforeNext };
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new TooMany(this.standing(0, refused.msBeforeNext));
    }
  }

  private standing(left: number, ms: number): Standing {
    const resetSeconds = Math.max(1, Math.ceil(ms / 1000));
    return { name: this.name, points: this.points, windowSeconds: this.windowSeconds, left, resetSeconds };
  }
}

/** How often a caller may ask; bulk requests, which carry up to 100,000 lines each, count apart. */
@Injectable()
export class Quotas {
  private readonly limits: Readonly<Record<QuotaName, Limit>>;

  constructor(dataSource: DataSource, @Inject(GATEWAY) config: GatewayConfig) {
    this.limits = {
      requests: new Limit('requests', config.quota, 60, dataSource),
      bulk: new Limit('bulk', config.bulkQuota, 60, dataSource),
      'sign-in': new Limit('sign-in', 60, 300, dataSource),
      strangers: new Limit('strangers', 1_200, 60, dataSource),
    };
  }

  take(name: QuotaName, key: string): Promise<Standing> {
    return this.limits[name].take(key);
  }
}
