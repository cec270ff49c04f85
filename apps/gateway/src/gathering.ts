import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type Context, context, within } from '#messaging/context';
import { type Receipt, ReceiveVisits } from './commands/receive-visits';
import type { Sender } from './domain/sender';

interface Waiting {
  readonly sender: Sender;
  readonly raw: unknown;
  readonly context: Context;
  answer(receipt: Receipt): void;
  fail(error: unknown): void;
}

interface Line {
  waiting: Waiting[];
  underWay: number;
}

/** Transactions of one sender at the same time: the next is filled while these commit. */
const SIDE_BY_SIDE = 2;
const AT_ONCE = 500;

/**
 * Reports that come one by one, while others of the same sender are being kept, go together in the next transaction.
 * Nobody waits for company: a lone report goes at once. Each is answered after the commit that keeps it, and its facts
 * carry its own correlation.
 */
@Injectable()
export class Gathering {
  private readonly lines = new Map<string, Line>();

  constructor(private readonly commands: CommandBus) {}

  receive(sender: Sender, raw: unknown): Promise<Receipt> {
    const own = context();
    const line = this.lines.get(own.caller) ?? { waiting: [], underWay: 0 };
    this.lines.set(own.caller, line);
    return new Promise<Receipt>((answer, fail) => {
      line.waiting.push({ sender, raw, context: own, answer, fail });
      this.next(own.caller, line);
    });
  }

  private next(caller: string, line: Line): void {
    if (line.waiting.length === 0) {
      if (line.underWay === 0) this.lines.delete(caller);
      return;
    }
    if (line.underWay >= SIDE_BY_SIDE) return;
    const batch = line.waiting.splice(0, AT_ONCE);
    line.underWay += 1;
    void this.keep(batch).finally(() => {
      line.underWay -= 1;
      this.next(caller, line);
    });
  }

  private async keep(batch: readonly Waiting[]): Promise<void> {
    const incoming = batch.map(({ raw, context: { correlationId } }) => ({ raw, correlationId }));
    const order = new ReceiveVisits(batch[0]!.sender, incoming);
    try {
      const receipts = await within(batch[0]!.context, () =>
        this.commands.execute<ReceiveVisits, Receipt[]>(order),
      );
      batch.forEach((one, at) => {
        one.answer(receipts[at]!);
      });
    } catch (error) {
      for (const one of batch) one.fail(error);
    }
  }
}
