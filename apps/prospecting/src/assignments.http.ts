import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsInt, Max, Min, ValidateNested } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Code, Day, Flag, Id, Instant, Label, OneOf, Optional, Part } from '#contracts/fields';
import { JUSTIFICATIONS, LEAD_ENDS, LEAD_ORIGINS, PARTNER_KINDS } from '#contracts/vocabulary';
import { Allow, Caller } from '#service/allow';
import type { CallerIdentity } from '#service/identity';
import { partnerOf } from './domain/caller';
import { AssignmentRepository } from './storage/assignment.repository';
import { EmployerCardAnswer } from './worklist.http';

class AssignmentsQuestion {
  /** The `next` of the page before; absent to begin. */
  @Optional() @Code(100) cursor?: string;
  @Optional() @Type(() => Number) @IsInt() @Min(1) @Max(1000) limit?: number;
}

class AssignmentContact {
  @OneOf(PARTNER_KINDS) network: string;
  @Day() on: string;
  @Optional() @OneOf(JUSTIFICATIONS) justification: string | null;
  /** Its partner has since withdrawn it. */
  @Flag() withdrawn: boolean;
}

class AssignmentItem {
  /** A prospect is yours from `from` on, or no longer, or another partner had a contact with it. */
  @OneOf(['GRANTED', 'ENDED', 'CONTACTED']) kind: string;
  @Instant() at: string;
  @Id() leadId: string;
  @Optional() @Id() unitId: string | null;
  @Optional() @Id() agentId: string | null;
  @ValidateNested() @Type(() => EmployerCardAnswer) employer: EmployerCardAnswer;
  @OneOf(LEAD_ORIGINS) origin: string;
  @Label(400) because: string;
  @Instant() from: string;
  @Instant() until: string;
  @Instant() respondBy: string;
  @Optional() @OneOf(LEAD_ENDS) endReason: string | null;
  /** With CONTACTED alone. */
  @Optional() @Part(() => AssignmentContact) contact: AssignmentContact | null;
}

class AssignmentsAnswer {
  @Instant() asOf: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => AssignmentItem) items: AssignmentItem[];
  /** Keep it: the next call with it gives what came since, without loss or repeat. */
  @Code(100) next: string;
  @Flag() more: boolean;
}

const PAGE = 200;

@ApiTags('Prospects')
@Controller('v1/assignments')
export class AssignmentsController {
  constructor(private readonly assignments: AssignmentRepository) {}

  @Get()
  @Allow({ roles: ['UNIT_MANAGER'], scopes: ['assignments:read'] })
  @ApiOperation({
    summary:
      'Recevoir vos prospects dans votre logiciel : attribués, terminés ou vus par un autre depuis un curseur',
  })
  @ApiQuery({ name: 'cursor', required: false, description: 'Le « next » de la page précédente' })
  @ApiQuery({ name: 'limit', required: false, type: Number })
  @ApiOkResponse({ type: AssignmentsAnswer })
  async list(
    @Caller() caller: CallerIdentity,
    @Query() { cursor, limit }: AssignmentsQuestion,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssignmentsAnswer> {
    const page = await this.assignments.page(partnerOf(caller), cursor ?? null, limit ?? PAGE);
    if (page.more) void reply.header('link', `</v1/assignments?cursor=${page.next}>; rel="next"`);
    return page;
  }
}
