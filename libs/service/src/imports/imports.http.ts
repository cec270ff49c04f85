import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsInt, ValidateNested } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Code, Count, Day, Id, Label, OneOf, Optional } from '#contracts/fields';
import { Invalid, NotFound } from '#domain/refused';
import { Allow, Caller } from '../allow';
import type { CallerIdentity } from '../identity';
import { BeginImportRequest } from './begin-import.request';
import { BeginImport } from './import-commands';
import { type ImportJob, NOTHING_COUNTED } from './import-job';
import { ImportJobs } from './import-jobs.repository';
import { type ImportAnswer, ImportRun } from './import-run';

/** What became of the records of a file: `read` is the sum of the others. */
export class ImportCountsAnswer {
  @Count() read: number;
  @Count() new: number;
  @Count() changed: number;
  @Count() same: number;
  @Count() older: number;
  @Count() outside: number;
  @Count() inactive: number;
  @Count() refused: number;
}

export class ImportAnswerBody {
  @Id() id: string;
  @Code(40) kind: string;
  @Label(255) fileName: string;
  @Optional() @Day() asOf: string | null;
  @OneOf(['PENDING', 'RUNNING', 'DONE']) state: string;
  @ValidateNested() @Type(() => ImportCountsAnswer) counts: ImportCountsAnswer;
  /** Records already applied: sending the content goes on after them. 0 when a finished file would begin again. */
  @IsInt() resumeAfterRecord: number;
}

export class RefusedLineAnswer {
  @Count() line: number;
  @Label(80) field: string;
  @Code() cause: string;
  @Label(400) detail: string;
  @Optional() @Label(60) value: string | null;
}

export class RefusedLinesAnswer {
  @IsArray() @ValidateNested({ each: true }) @Type(() => RefusedLineAnswer) items: RefusedLineAnswer[];
  @Optional() @Label(20) nextCursor: string | null;
}

const WHO = {
  roles: ['OPERATOR', 'COORDINATOR', 'UNIT_MANAGER'],
  scopes: ['imports:write'],
} as const;

const PAGE = 500;

/** The door of imports, the same in every service that imports: declare a file, send it, see what became of it. */
@ApiTags('Imports')
@Controller('v1/imports')
export class ImportsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly jobs: ImportJobs,
    private readonly runs: ImportRun,
  ) {}

  @Post()
  @Allow(WHO)
  @ApiOperation({ summary: 'Annoncer un fichier à importer' })
  @ApiBody({
    type: BeginImportRequest,
    examples: {
      'un fichier de partenaire': {
        value: {
          kind: 'partner-file',
          fileName: 'employeurs.csv',
          sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
          bytes: 0,
        },
      },
    },
  })
  @ApiCreatedResponse({ type: ImportAnswerBody })
  @ApiOkResponse({
    type: ImportAnswerBody,
    description: 'Le même fichier a déjà été annoncé : le même import.',
  })
  async begin(
    @Caller() caller: CallerIdentity,
    @Body() request: BeginImportRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportAnswerBody> {
    const partnerId = await this.runs.importerOf(request.kind).admit(caller, request);
    const { job, created } = await this.commands.execute<BeginImport, { job: ImportJob; created: boolean }>(
      new BeginImport({
        ...request,
        partnerId,
        asOf: request.asOf ?? null,
        options: { confirm: request.confirm === true, leadingZerosLost: request.leadingZerosLost === true },
        startedBy: `${caller.kind}:${caller.id}`,
        state: 'PENDING',
        run: 1,
        record: 0,
        counts: NOTHING_COUNTED,
      }),
    );
    void reply.code(created ? 201 : 200);
    return answerOf(job);
  }

  @Post(':id/content')
  @HttpCode(200)
  @Allow(WHO)
  @ApiOperation({
    summary: 'Envoyer le contenu du fichier annoncé, et suivre son import ligne à ligne (NDJSON)',
  })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async content(
    @Caller() caller: CallerIdentity,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const job = await this.visible(caller, id);
    if (!(request.body instanceof Readable))
      throw new Invalid(
        'content-type',
        'Envoyez le fichier tel quel, sous le type application/octet-stream.',
      );
    const answers = await this.runs.receive(job, request.body);
    void reply.type('application/x-ndjson').send(Readable.from(ndjson(answers)));
  }

  @Get(':id')
  @Allow(WHO)
  @ApiOperation({ summary: 'Où en est un import' })
  @ApiOkResponse({ type: ImportAnswerBody })
  async get(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<ImportAnswerBody> {
    return answerOf(await this.visible(caller, id));
  }

  @Get(':id/refused')
  @Allow(WHO)
  @ApiOperation({ summary: 'Les lignes refusées d’un import, avec leur cause' })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiOkResponse({ type: RefusedLinesAnswer })
  async refused(
    @Caller() caller: CallerIdentity,
    @Param('id') id: string,
    @Query('cursor') cursor?: string,
  ): Promise<RefusedLinesAnswer> {
    const job = await this.visible(caller, id);
    if (cursor !== undefined && !/^\d{1,15}$/.test(cursor))
      throw new Invalid('cursor', 'Ce curseur n’est pas de ceux que cette liste donne.');
    const items = await this.jobs.refused(job.id, Number(cursor ?? 0), PAGE);
    const nextCursor = items.length === PAGE ? String(items.at(-1)!.line) : null;
    return { items: items.map((one) => ({ ...one, value: one.value ?? null })), nextCursor };
  }

  /** An import is seen by who began it, by the partner whose file it is, and by the operator (BR-123). */
  private async visible(caller: CallerIdentity, id: string): Promise<ImportJob> {
    if (!UUID.test(id)) throw new NotFound('import-unknown', 'Cet import n’existe pas.');
    const job = await this.jobs.find(id);
    const mine = job.startedBy === `${caller.kind}:${caller.id}`;
    const ours = job.partnerId !== null && job.partnerId === caller.partnerId;
    if (mine || ours || caller.kind === 'operator') return job;
    throw new NotFound('import-unknown', 'Cet import n’existe pas.');
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const answerOf = ({ id, kind, fileName, asOf, state, counts, record }: ImportJob): ImportAnswerBody => ({
  id,
  kind,
  fileName,
  asOf,
  state,
  counts,
  resumeAfterRecord: state === 'DONE' ? 0 : record,
});

async function* ndjson(answers: AsyncIterable<ImportAnswer>): AsyncGenerator<string> {
  for await (const answer of answers) yield `${JSON.stringify(answer)}\n`;
}
