import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';

/** Wakes the relay of this process when a unit of work with facts has been committed. Polling is the fallback. */
@Injectable()
export class Commits {
  private readonly bell = new EventEmitter();

  tell(): void {
    this.bell.emit('commit');
  }

  onCommit(act: () => void): void {
    this.bell.on('commit', act);
  }
}
