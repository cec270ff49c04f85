import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsObject, Max, Min, ValidateNested } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Code, Count, Flag, Id, Instant, Label, OneOf, Optional, SiretField } from '#contracts/fields';
import { NotFound } from '#domain/refused';
import { Allow, Caller } from '#service/allow';
import type { CallerIdentity } from '#service/identity';
import { readCursor, writeCursor } from './domain/cursor';
import { isLate, OUTCOMES, outcomeOf } from './domain/outcome';
import { fieldsIgnored } from './domain/read-visit';
import { senderOf } from './domain/sender';
import { VisitReport } from './domain/visit-report';
import { Gathering } from './gathering';
import { type EventFate, Fates, type RejectionRead } from './storage/fates';
import { EXAMPLE_VISITS } from './visits.examples';

class VisitAccepted {
  /** Our id of the report. */
  @Id() id: string;
  @Code(128) eventId: string;
  /** Fields that were left aside, since nobody asked for them. */
  @Optional() @IsArray() @Label(200) warnings?: string[];
}

class VisitFate {
  @Optional() @Id() id: string | null;
  @Code(128) eventId: string;
  @Optional() @Code(64) sourceSystem: string | null;
  @Optional() @Code(128) visitId?: string;
  @Optional() @Count() revision?: number;
  @Optional() @SiretField() siret?: string;
  @Optional() @Instant() occurredAt?: string;
  @Instant() receivedAt: string;
  @OneOf(OUTCOMES) outcome: string;
  /** One sentence that says why. */
  @Label(400) because: string;
  @Optional() @Code() reason?: string | null;
  @Optional() @Id() employerId?: string | null;
  @Optional() @Code() judgement?: string | null;
  @Optional() @Code() justification?: string | null;
  @Optional() @Instant() coolDownUntil?: string | null;
  /** Received more than three days after: counted from its true date, and nothing already given is taken back (BR-48). */
  @Optional() @Flag() late?: boolean;
}

class RejectionAnswer {
  @Id() rejectionId: string;
  @Id() partnerId: string;
  @Optional() @Code(64) sourceSystem: string | null;
  @Optional() @Code(128) eventId: string | null;
  @Code() reason: string;
  @Label(400) detail: string;
  @Optional() @Label(100) pointer: string | null;
  /** The fields that we know, as they came. */
  @IsObject() content: object;
  @Instant() receivedAt: string;
}

class RejectionsAnswer {
  @IsArray() @ValidateNested({ each: true }) @Type(() => RejectionAnswer) items: RejectionAnswer[];
  /** Where to go on; absent at the end. */
  @Optional() @Label(200) cursor?: string;
}

class Paging {
  /** For the operator, who sees those of every partner. */
  @Optional() @Id() partnerId?: string;
  @Optional() @Label(200) cursor?: string;
  @Optional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
}

const WRITERS = { roles: ['AGENT', 'UNIT_MANAGER'], scopes: ['visits:write'] } as const;
const READERS = { roles: ['AGENT', 'UNIT_MANAGER'], scopes: ['visits:read', 'visits:write'] } as const;

@ApiTags('Visites')
@Controller('v1/visits')
export class VisitsController {
  constructor(
    private readonly gathering: Gathering,
    private readonly fates: Fates,
  ) {}

  @Post()
  @Allow(WRITERS)
  @ApiOperation({
    summary: 'Déclarer un contact avec un employeur',
    description:
      '202 la première fois, 200 avec `Idempotent-Replayed: true` à la répétition, 409 si le même évènement revient avec un autre contenu. Aucun texte libre n’est accepté.',
  })
  @ApiBody({ type: VisitReport, examples: EXAMPLE_VISITS })
  @ApiAcceptedResponse({ type: VisitAccepted })
  async report(
    @Caller() caller: CallerIdentity,
    @Body() body: object,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<VisitAccepted> {
    const receipt = await this.gathering.receive(senderOf(caller), body);
    if ('refused' in receipt) throw receipt.refused;
    void reply.code(receipt.status);
    if (receipt.status === 200) void reply.header('idempotent-replayed', 'true');
    const ignored = fieldsIgnored(body);
    return {
      id: receipt.id,
      eventId: (body as VisitReport).eventId,
      ...(ignored.length > 0
        ? { warnings: ignored.map((name) => `Champ ignoré : ${name.slice(0, 60)}`) }
        : {}),
    };
  }

  @Get('rejected')
  @Allow({ ...READERS, roles: [...READERS.roles, 'OPERATOR'] })
  @ApiOperation({ summary: 'Lister ce qui a été refusé à l’entrée, et pourquoi' })
  @ApiOkResponse({ type: RejectionsAnswer })
  async rejected(@Caller() caller: CallerIdentity, @Query() paging: Paging): Promise<RejectionsAnswer> {
    const limit = paging.limit ?? 100;
    const whose = caller.kind === 'operator' ? (paging.partnerId ?? null) : senderOf(caller).partnerId;
    const found = await this.fates.rejections(whose, readCursor(paging.cursor), limit + 1);
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map(rejectionAnswer),
      ...(last ? { cursor: writeCursor({ at: last.at, id: last.rejectionId }) } : {}),
    };
  }

  @Get(':eventId')
  @Allow(READERS)
  @ApiOperation({ summary: 'Savoir ce qu’est devenu un évènement' })
  @ApiQuery({
    name: 'sourceSystem',
    required: false,
    description: 'Le logiciel, si deux emploient le même identifiant',
  })
  @ApiOkResponse({ type: VisitFate })
  async fate(
    @Caller() caller: CallerIdentity,
    @Param('eventId') eventId: string,
    @Query('sourceSystem') sourceSystem?: string,
  ): Promise<VisitFate> {
    const { partnerId } = senderOf(caller);
    if (!EVENT_ID.test(eventId) || (sourceSystem !== undefined && !EVENT_ID.test(sourceSystem)))
      throw unknownEvent();
    const fate = await this.fates.fateOf(partnerId, eventId, sourceSystem);
    if (fate) return fateAnswer(fate);
    const rejection = await this.fates.rejectionOf(partnerId, eventId);
    if (rejection) return refusedAtTheDoor(rejection);
    throw unknownEvent();
  }
}

/** What no event of ours can be called is not looked for. */
const EVENT_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;
const unknownEvent = (): NotFound =>
  new NotFound('event-unknown', 'Cet évènement n’a pas été reçu de votre part.');

const fateAnswer = (fate: EventFate): VisitFate => ({
  id: fate.reportId,
  eventId: fate.eventId,
  sourceSystem: fate.sourceSystem,
  visitId: fate.visitId,
  revision: fate.revision,
  siret: fate.siret,
  occurredAt: fate.occurredAt.toISOString(),
  receivedAt: fate.receivedAt.toISOString(),
  ...outcomeOf(fate),
  reason: fate.reason,
  employerId: fate.employerId,
  judgement: fate.judgement,
  justification: fate.justification,
  coolDownUntil: fate.coolDownUntil?.toISOString() ?? null,
  late: isLate(fate),
});

const refusedAtTheDoor = ({
  eventId,
  sourceSystem,
  receivedAt,
  reason,
  detail,
}: RejectionRead): VisitFate => ({
  id: null,
  eventId: eventId!,
  sourceSystem,
  receivedAt: receivedAt.toISOString(),
  outcome: 'REFUSED',
  because: detail,
  reason,
});

const rejectionAnswer = ({ at: _at, receivedAt, ...rejection }: RejectionRead): RejectionAnswer => ({
  ...rejection,
  receivedAt: receivedAt.toISOString(),
});
