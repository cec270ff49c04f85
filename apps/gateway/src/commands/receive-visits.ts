import { createHash } from 'node:crypto';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { factOf } from '#contracts/contract';
import { ContactReported, EventRejected } from '#contracts/gateway';
import type { ToldFact } from '#domain/decision';
import { Invalid, Refused } from '#domain/refused';
import { within } from '#messaging/context';
import { type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { ConflictingDuplicate } from '../domain/conflicting-duplicate';
import { candidates, judgeAgain } from '../domain/judge-report';
import { fieldsKnown, readVisit, type Visit } from '../domain/read-visit';
import type { Sender } from '../domain/sender';
import { PartnerRefs } from '../storage/partner-refs';
import { type Rejection, type Report, ReportRepository } from '../storage/report.repository';

/** One report as it came: parsed, or with the reason why it could not be. */
export type Incoming = ({ readonly raw: unknown } | { readonly unreadable: Invalid }) & {
  /** Of the request that brought it, where a batch has several. */
  readonly correlationId?: string;
};

export type Receipt =
  | { readonly status: 202 | 200; readonly id: string }
  | { readonly status: number; readonly refused: Refused };

/** Keeps what partners report and tells it, by the batch, in one transaction: one receipt for each, in order. */
export class ReceiveVisits {
  constructor(
    readonly sender: Sender,
    readonly incoming: readonly Incoming[],
  ) {}
}

@CommandHandler(ReceiveVisits)
export class ReceiveVisitsHandler implements ICommandHandler<ReceiveVisits> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reports: ReportRepository,
    private readonly partners: PartnerRefs,
  ) {}

  execute({ sender, incoming }: ReceiveVisits): Promise<Receipt[]> {
    return this.unitOfWork.run([], async (tx) => {
      const read = await this.read(tx, sender, incoming);
      const reports = read.filter((one) => !(one instanceof Refused));
      const kept = await this.reports.keep(tx, candidates(reports));
      const judged = await this.judge(tx, sender.partnerId, read, kept);
      read.forEach((one, at) => {
        if (one instanceof Refused || !kept.has(one.reportId)) return;
        tell(tx, incoming[at]!, reported(one, tx.now));
      });
      await this.reject(tx, sender, incoming, judged);
      return judged;
    });
  }

  private async read(
    tx: Transaction,
    sender: Sender,
    incoming: readonly Incoming[],
  ): Promise<(Report | Invalid)[]> {
    const partners = incoming.some(namesPartners) ? await this.partners.idsByCode(tx) : NOBODY;
    const reporter = { partnerId: sender.partnerId, partners };
    return incoming.map((one) => {
      if ('unreadable' in one) return one.unreadable;
      try {
        const visit = readVisit(one.raw, reporter, tx.now);
        return { ...visit, ...sender, reportId: uuidv7(), contentHash: hashOf(visit) };
      } catch (error) {
        if (error instanceof Invalid) return error;
        throw error;
      }
    });
  }

  private async judge(
    tx: Transaction,
    partnerId: string,
    read: readonly (Report | Invalid)[],
    kept: ReadonlySet<string>,
  ): Promise<Receipt[]> {
    const left = read.filter((one): one is Report => !(one instanceof Refused) && !kept.has(one.reportId));
    const earlier = left.length > 0 ? await this.reports.kept(tx, partnerId, left) : [];
    return read.map((one) => {
      if (one instanceof Refused) return { status: one.status, refused: one };
      if (kept.has(one.reportId)) return { status: 202, id: one.reportId };
      const verdict = judgeAgain(one, earlier);
      return verdict.kind === 'repeat'
        ? { status: 200, id: verdict.reportId }
        : { status: 409, refused: new ConflictingDuplicate() };
    });
  }

  private async reject(
    tx: Transaction,
    sender: Sender,
    incoming: readonly Incoming[],
    judged: readonly Receipt[],
  ): Promise<void> {
    const rejections = judged.flatMap((receipt, at) =>
      'refused' in receipt
        ? [{ rejection: rejectionOf(receipt.refused, incoming[at]!, sender.partnerId), from: incoming[at]! }]
        : [],
    );
    const fresh = await this.reports.reject(
      tx,
      rejections.map(({ rejection }) => rejection),
    );
    for (const { rejection, from } of rejections)
      if (fresh.has(rejection.rejectionId)) tell(tx, from, rejected(rejection, tx.now));
  }
}

/** Under the correlation of the request that brought it. */
function tell(tx: Transaction, { correlationId }: Incoming, fact: ToldFact): void {
  if (correlationId) within({ correlationId }, () => tx.tell([fact]));
  else tx.tell([fact]);
}

const NOBODY: ReadonlyMap<string, string> = new Map();

const namesPartners = (one: Incoming): boolean =>
  'raw' in one && Array.isArray((one.raw as { jointWith?: unknown } | null)?.jointWith);

const reported = (report: Report, receivedAt: Date) => {
  const { contentHash: _hash, ...data } = report;
  return factOf(
    ContactReported,
    report.siret,
    { ...data, jointWith: [...report.jointWith], receivedAt: receivedAt.toISOString() },
    new Date(report.occurredAt),
  );
};

const rejected = ({ rejectionId, partnerId, eventId, reason }: Rejection, receivedAt: Date) =>
  factOf(EventRejected, partnerId, {
    rejectionId,
    partnerId,
    eventId,
    reason,
    receivedAt: receivedAt.toISOString(),
  });

function rejectionOf(refused: Refused, one: Incoming, partnerId: string): Rejection {
  const rejectionId = uuidv7();
  const content = 'raw' in one ? fieldsKnown(one.raw) : {};
  const [fault] = refused instanceof Invalid ? refused.errors : [];
  return {
    rejectionId,
    partnerId,
    sourceSystem: codeOrNull(content.sourceSystem),
    eventId: codeOrNull(content.eventId),
    reason: fault?.code ?? refused.reason,
    detail: fault?.detail ?? refused.sentence,
    pointer: fault?.pointer ?? null,
    content,
    contentHash: 'raw' in one ? hashOf(one.raw) : rejectionId,
  };
}

const codeOrNull = (value: unknown): string | null =>
  typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/.test(value) ? value : null;

const hashOf = (content: Visit | unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url');
