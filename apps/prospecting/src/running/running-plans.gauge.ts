import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Gauge, register } from 'prom-client';
import { DataSource } from 'typeorm';
import { RunningPlans } from './running-plans';

const APPLIED = 'concerto_plan_events_applied';

/** Tells Prometheus which running plans this instance owns, and how far their engines are behind what was written. */
@Injectable()
export class RunningPlansGauge implements OnApplicationBootstrap {
  constructor(
    private readonly running: RunningPlans,
    private readonly dataSource: DataSource,
  ) {}

  onApplicationBootstrap(): void {
    if (register.getSingleMetric(APPLIED)) return;
    const { running, dataSource } = this;
    new Gauge({
      name: APPLIED,
      help: 'position of the last event that the engine of a running plan applied; absent where another instance owns it',
      labelNames: ['plan'],
      collect() {
        this.reset();
        for (const { planId, position } of running.positions()) this.set({ plan: planId }, position);
      },
    });
    new Gauge({
      name: 'concerto_plan_events_written',
      help: 'position of the last event written for a running plan, whoever owns it',
      labelNames: ['plan'],
      async collect() {
        this.reset();
        const rows = await dataSource
          .query<{ plan_id: string; position: number }[]>(
            'select plan_id, position from plan_stream where open',
          )
          .catch(() => []);
        for (const row of rows) this.set({ plan: row.plan_id }, row.position);
      },
    });
  }
}
