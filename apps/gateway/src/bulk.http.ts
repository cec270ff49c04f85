import { once } from 'node:events';
import { Readable } from 'node:stream';
import { Controller, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Invalid } from '#domain/refused';
import { context } from '#messaging/context';
import { Allow, Caller } from '#service/allow';
import type { CallerIdentity } from '#service/identity';
import { problemOf } from '#service/problem';
import { type Incoming, type Receipt, ReceiveVisits } from './commands/receive-visits';
import { type Line, Lines } from './domain/lines';
import { fieldsIgnored } from './domain/read-visit';
import { type Sender, senderOf } from './domain/sender';
import type { EnteredRequest } from './entry/entry';
import { EXAMPLE_VISITS } from './visits.examples';

const BATCH = 500;
const LINES_AT_MOST = 100_000;
const LINE_BYTES_AT_MOST = 16_384;
/** Answers that a sender leaves unread while it sends. Beyond, it is waited for, but not for ever: some read at the end. */
const UNREAD_AT_MOST = 4_194_304;
const WAIT_FOR_READER_MS = 2_000;

interface Read {
  readonly line: number;
  readonly incoming: Incoming;
}

const EXAMPLE = Object.values(EXAMPLE_VISITS)
  .map(({ value }) => JSON.stringify(value))
  .join('\n');

@ApiTags('Visites')
@Controller('v1/visits')
export class BulkController {
  constructor(private readonly commands: CommandBus) {}

  @Post('bulk')
  @Allow({ scopes: ['visits:write'] })
  @ApiConsumes('application/x-ndjson')
  @ApiProduces('application/x-ndjson')
  @ApiOperation({
    summary: 'Déclarer jusqu’à 100 000 contacts, un par ligne',
    description:
      'La réponse vient au fil de l’eau, une ligne par ligne reçue : `{line, eventId, status, id, problem}`. Les lignes bonnes sont gardées, les mauvaises sont refusées une à une.',
  })
  @ApiBody({
    schema: { type: 'string' },
    examples: { deuxVisites: { summary: 'Deux visites', value: EXAMPLE } },
  })
  @ApiOkResponse({ description: 'Un résultat par ligne', schema: { type: 'string' } })
  async bulk(@Caller() caller: CallerIdentity, @Req() request: EnteredRequest, @Res() reply: FastifyReply) {
    const sender = senderOf(caller);
    const body = request.body as Readable | undefined;
    if (!(body instanceof Readable))
      throw new Invalid('not-ndjson', 'Envoyez une visite par ligne, en application/x-ndjson.');
    reply.hijack();
    const answer = new LineAnswer(reply);
    try {
      await this.receive(sender, body, answer);
    } catch (error) {
      // What was answered stands; the rest can be sent again, since a repeat changes nothing.
      answer.write([{ line: null, status: problemOf(error).status, problem: problemOf(error) }]);
    }
    answer.end();
  }

  private async receive(sender: Sender, body: Readable, answer: LineAnswer): Promise<void> {
    const lines = new Lines(LINE_BYTES_AT_MOST);
    let waiting: Read[] = [];
    let count = 0;
    let underWay: Promise<object[]> | undefined;
    const settle = async () => {
      const before = underWay;
      underWay = undefined;
      if (before) answer.write(await before);
      await answer.read();
    };
    // The next batch is read while one is being kept, but kept after it: the first of two equal lines is the one that
    // counts, and answers go out in the order of the lines.
    const flush = async () => {
      const batch = waiting;
      waiting = [];
      await settle();
      if (batch.length === 0) return;
      underWay = this.keep(sender, batch);
      // Its failure is met when it is settled.
      underWay.catch(() => undefined);
    };
    const take = async (found: readonly Line[]) => {
      for (const line of found) {
        count += 1;
        if (count > LINES_AT_MOST) throw new TooLong();
        waiting.push({ line: line.number, incoming: incomingOf(line) });
        if (waiting.length >= BATCH) await flush();
      }
    };
    try {
      // A stream that is left early must not close the connection that the answer goes out on.
      for await (const chunk of body.iterator({ destroyOnReturn: false })) {
        await take(lines.push(chunk as Buffer));
        if (answer.gone) return;
      }
      await take(lines.end());
    } finally {
      await flush();
      await settle();
    }
  }

  private async keep(sender: Sender, batch: readonly Read[]): Promise<object[]> {
    const receipts = await this.commands.execute<ReceiveVisits, Receipt[]>(
      new ReceiveVisits(
        sender,
        batch.map(({ incoming }) => incoming),
      ),
    );
    return batch.map((one, at) => resultOf(one, receipts[at]!));
  }
}

class TooLong extends Invalid {
  override readonly status = 413;

  constructor() {
    super('too-many-lines', `Un envoi va jusqu’à ${LINES_AT_MOST} lignes : envoyez la suite à part.`);
  }
}

/** The answer as it goes out, line by line, beside what still comes in. */
class LineAnswer {
  private readonly raw;

  constructor(reply: FastifyReply) {
    this.raw = reply.raw;
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) this.raw.setHeader(name, value);
    this.raw.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8' });
  }

  get gone(): boolean {
    return this.raw.destroyed;
  }

  write(results: readonly object[]): void {
    this.raw.write(results.map((one) => `${JSON.stringify(one)}\n`).join(''));
  }

  async read(): Promise<void> {
    if (this.gone || this.raw.writableLength < UNREAD_AT_MOST) return;
    const enough = AbortSignal.timeout(WAIT_FOR_READER_MS);
    await once(this.raw, 'drain', { signal: enough }).catch(() => undefined);
  }

  end(): void {
    this.raw.end();
  }
}

function incomingOf(line: Line): Incoming {
  if (line.text === null) return { unreadable: UNREADABLE[line.cause!] };
  try {
    return { raw: JSON.parse(line.text) };
  } catch {
    return { unreadable: UNREADABLE['line-not-json'] };
  }
}

const unreadable = (code: string, detail: string, status = 422) =>
  Object.assign(new Invalid(code, detail, [{ pointer: '', code, detail }]), { status });

const UNREADABLE = {
  'line-too-long': unreadable('line-too-long', `Une ligne va jusqu’à ${LINE_BYTES_AT_MOST} octets.`, 413),
  'line-not-utf8': unreadable('line-not-utf8', 'La ligne n’est pas en UTF-8.'),
  'line-not-json': unreadable('line-not-json', 'La ligne n’est pas du JSON.'),
};

function resultOf({ line, incoming }: Read, receipt: Receipt): object {
  const raw = 'raw' in incoming ? incoming.raw : null;
  const eventId = (raw as { eventId?: unknown } | null)?.eventId;
  const named = { line, ...(typeof eventId === 'string' ? { eventId: eventId.slice(0, 128) } : {}) };
  if ('refused' in receipt) {
    return { ...named, status: receipt.status, problem: problemOf(receipt.refused, context().correlationId) };
  }
  const ignored = fieldsIgnored(raw);
  return {
    ...named,
    status: receipt.status,
    id: receipt.id,
    ...(ignored.length > 0
      ? { warnings: ignored.slice(0, 5).map((name) => `Champ ignoré : ${name.slice(0, 60)}`) }
      : {}),
  };
}
