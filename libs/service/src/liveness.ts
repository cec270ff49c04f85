import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, register } from 'prom-client';
import { DataSource } from 'typeorm';
import { Applier } from '#messaging/apply';

export interface Readiness {
  readonly ready: boolean;
  readonly database: boolean;
  readonly facts: boolean;
  readonly stopping: boolean;
}

/** What the process knows of its own health, and the gauges that tell it (reliability.md 5.6 and 5.7). */
@Injectable()
export class Liveness {
  stopping = false;
  /** True while the consumer group is joined and no partition is paused; set by the process that consumes. */
  consuming: () => boolean = () => true;
  relayed: () => { sent: number; unknownOutcomes: number; refused: number; shards: number } = () => ({
    sent: 0,
    unknownOutcomes: 0,
    refused: 0,
    shards: 0,
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly applier: Applier,
  ) {}

  async ready(): Promise<Readiness> {
    const database = await this.dataSource.query('select 1').then(
      () => true,
      () => false,
    );
    return {
      ready: database && !this.stopping,
      database,
      facts: this.consuming(),
      stopping: this.stopping,
    };
  }

  /** Registers the gauges once a process. Partner and service may be labels, an employer never (cardinality). */
  measure(): void {
    if (register.getSingleMetric('concerto_outbox_pending')) return;
    collectDefaultMetrics();
    this.counted(
      'concerto_outbox_pending',
      'facts not yet acknowledged by the broker',
      'select count(*) as n from outbox_pending',
    );
    this.counted(
      'concerto_outbox_oldest_seconds',
      'age of the oldest fact not yet acknowledged',
      'select coalesce(extract(epoch from clock_timestamp() - min(pending_since)), 0)::float8 as n from outbox_pending',
    );
    this.counted('concerto_parked_keys', 'keys whose facts wait', 'select count(*) as n from parked_key');
    this.counted(
      'concerto_parked_dead',
      'keys that wait for an operator',
      "select count(*) as n from parked_key where state = 'DEAD'",
    );
    this.told('concerto_facts_fresh_total', 'facts applied', () => this.applier.counts.fresh);
    this.told('concerto_facts_repeated_total', 'repeats absorbed', () => this.applier.counts.repeated);
    this.told('concerto_facts_refused_total', 'facts refused by a rule', () => this.applier.counts.refused);
    this.told('concerto_relay_sent_total', 'facts acknowledged by the broker', () => this.relayed().sent);
    this.told(
      'concerto_relay_unknown_outcomes_total',
      'batches of unknown outcome',
      () => this.relayed().unknownOutcomes,
    );
    this.told('concerto_consuming', '1 while the consumer group is joined and nothing is paused', () =>
      this.consuming() ? 1 : 0,
    );
  }

  private counted(name: string, help: string, sql: string): void {
    const { dataSource } = this;
    new Gauge({
      name,
      help,
      async collect() {
        const [row] = await dataSource.query<{ n: number }[]>(sql).catch(() => [{ n: Number.NaN }]);
        this.set(row?.n ?? 0);
      },
    });
  }

  private told(name: string, help: string, value: () => number): void {
    new Gauge({
      name,
      help,
      collect() {
        this.set(value());
      },
    });
  }
}
