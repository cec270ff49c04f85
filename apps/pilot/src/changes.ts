import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { LOG } from '#service/tokens';

/** What an open page learns: how far the figures have come, and when that was read. */
export interface Change {
  readonly position: number;
  readonly asOf: Date;
}

/** An open page. */
export interface Watcher {
  tell(change: Change): void;
  /** The service stops: an open stream would hold it. */
  stop(): void;
}

/** Twice a second at most; every two seconds while facts stream in, so that pages leave the projections their processor. */
const EVERY_MS = 500;
const BUSY_EVERY_MS = 2_000;
const BUSY_AFTER_LOOKS = 4;

/**
 * Watches how far the projections have come, once for all open pages, and only while one is open. It reads what is
 * committed, so that no page learns of a change before it can be read, whichever instance applied it.
 */
@Injectable()
export class Changes implements OnModuleDestroy {
  /** The position that each one has seen, or null. */
  private readonly watchers = new Map<Watcher, number | null>();
  private timer: NodeJS.Timeout | undefined;
  private last = -1;
  /** Looks in a row that found a change. */
  private streak = 0;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Tells each change after the position `seen`; from the first reading on when nothing was seen. Returns how to stop. */
  watch(seen: number | null, watcher: Watcher): () => void {
    this.watchers.set(watcher, seen);
    this.timer ??= setTimeout(() => void this.look(), 0);
    return () => this.watchers.delete(watcher);
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
    for (const watcher of this.watchers.keys()) watcher.stop();
    this.watchers.clear();
  }

  private async look(): Promise<void> {
    try {
      const [row] = await this.dataSource.query<{ position: number; now: Date }[]>(
        'select coalesce(sum(version), 0)::bigint as position, business_now() as now from applied_version',
      );
      this.streak = row!.position === this.last ? 0 : this.streak + 1;
      this.last = row!.position;
      this.tell({ position: row!.position, asOf: row!.now });
    } catch (error) {
      this.log.warn({ error: (error as Error).message }, 'the position could not be read');
    }
    const wait = this.streak >= BUSY_AFTER_LOOKS ? BUSY_EVERY_MS : EVERY_MS;
    this.timer = this.watchers.size > 0 ? setTimeout(() => void this.look(), wait) : undefined;
  }

  private tell(change: Change): void {
    for (const [watcher, seen] of this.watchers) {
      if (seen === change.position) continue;
      this.watchers.set(watcher, change.position);
      watcher.tell(change);
    }
  }
}
