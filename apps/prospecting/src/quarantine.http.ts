import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { Code, Count, Id, Instant, Label, OneOf, Optional, Part, Parts, SiretField } from '#contracts/fields';
import { Allow, Caller } from '#service/allow';
import type { CallerIdentity } from '#service/identity';
import { partnerOf, sightOf } from './domain/caller';
import {
  QUARANTINE_STATES,
  QuarantineListRepository,
  type QuarantineState,
} from './storage/quarantine-list.repository';

class QuarantineQuestion {
  @Optional() @OneOf(QUARANTINE_STATES) state?: QuarantineState;
  @Optional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
}

class QuarantinedVisit {
  @Id() reportId: string;
  @Code(128) eventId: string;
  @Code(128) visitId: string;
  @Code() sourceSystem: string;
  @SiretField() siret: string;
  @Instant() occurredAt: string;
  @Instant() receivedAt: string;
  @Instant() quarantinedAt: string;
  @Count() waitingDays: number;
  @OneOf(['UNKNOWN_EMPLOYER']) reason: string;
  @Label(400) because: string;
  /** What to do about it, in French. */
  @Label(400) toDo: string;
}

class QuarantineCounts {
  @Count() toCorrect: number;
  @Count() waiting: number;
}

class QuarantineAnswer {
  @Instant() asOf: string;
  @Part(() => QuarantineCounts) counts: QuarantineCounts;
  @Parts(() => QuarantinedVisit) items: QuarantinedVisit[];
}

const PAGE = 200;

@ApiTags('Visites')
@Controller('v1/visits/quarantined')
export class QuarantineController {
  constructor(private readonly quarantine: QuarantineListRepository) {}

  @Get()
  @Allow({ roles: ['AGENT', 'UNIT_MANAGER'], scopes: ['visits:read', 'visits:write'] })
  @ApiOperation({
    summary: 'Lister vos contacts dont l’employeur est inconnu depuis trente jours, et quoi en faire',
    description: '`state=WAITING` liste ceux qui attendent depuis moins longtemps.',
  })
  @ApiQuery({ name: 'state', required: false, enum: QUARANTINE_STATES })
  @ApiQuery({ name: 'limit', required: false, type: Number })
  @ApiOkResponse({ type: QuarantineAnswer })
  list(@Caller() caller: CallerIdentity, @Query() question: QuarantineQuestion): Promise<QuarantineAnswer> {
    const partnerId = partnerOf(caller);
    const sight = sightOf(caller);
    const unitId = sight.of === 'unit' ? sight.unitId : null;
    return this.quarantine.list(partnerId, unitId, question.state ?? 'TO_CORRECT', question.limit ?? PAGE);
  }
}
