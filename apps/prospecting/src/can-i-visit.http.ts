import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, ValidateNested } from 'class-validator';
import { v7 as uuidv7 } from 'uuid';
import { Day, Id, Instant, Label, OneOf, Optional, SiretField } from '#contracts/fields';
import { parseSiret } from '#domain/siret';
import { Allow, Caller } from '#service/allow';
import { EXAMPLE_SIRET } from '#service/example-siret';
import type { CallerIdentity } from '#service/identity';
import { ReserveEmployer } from './commands/reserve-employer';
import { partnerOf } from './domain/caller';
import { agentOf, LeadAnswer, leadAnswer } from './leads.http';
import { WorklistRepository } from './storage/worklist.repository';
import { EmployerCardAnswer } from './worklist.http';

class VisitQuestion {
  @Label(20) siret: string;
}

class ReserveQuestion extends VisitQuestion {
  /** The agent for whom the employer is kept; the person signed in when absent. */
  @Optional() @Id() agentId?: string;
  /** Accepted for links made from the question; reserving is what this route does. */
  @Optional() @IsIn(['true', '1', '']) reserve?: string;
}

class VisitAnswer {
  /** The instant for which the answer holds. */
  @Instant() asOf: string;
  @SiretField() siret: string;
  @OneOf(['GREEN', 'AMBER', 'RED']) colour: string;
  @Label(400) reason: string;
  @Optional() @Day() nextFreeDate: string | null;
  @Optional() @ValidateNested() @Type(() => EmployerCardAnswer) employer: EmployerCardAnswer | null;
}

@ApiTags('Prospects')
@Controller('v1/can-i-visit')
export class CanIVisitController {
  constructor(
    private readonly worklists: WorklistRepository,
    private readonly commands: CommandBus,
  ) {}

  @Get()
  @Allow({ roles: ['AGENT', 'UNIT_MANAGER'], scopes: ['assignments:read', 'visits:write'] })
  @ApiOperation({
    summary: 'Puis-je y aller ? Vert, orange ou rouge, avec la raison et la prochaine date libre',
  })
  @ApiQuery({ name: 'siret', example: EXAMPLE_SIRET })
  @ApiOkResponse({ type: VisitAnswer })
  async ask(@Caller() caller: CallerIdentity, @Query() question: VisitQuestion): Promise<VisitAnswer> {
    const siret = parseSiret(question.siret);
    const { asOf, light, employer } = await this.worklists.light(siret, partnerOf(caller));
    return { asOf, siret, ...light, employer };
  }

  @Post()
  @HttpCode(200)
  @Allow({ roles: ['AGENT', 'UNIT_MANAGER'], scopes: ['prospects:write'] })
  @ApiOperation({ summary: 'J’y vais : réserver cet employeur cinq jours' })
  @ApiQuery({ name: 'siret', example: EXAMPLE_SIRET })
  @ApiQuery({ name: 'agentId', required: false, description: 'Avec une clé : l’agent pour qui réserver' })
  @ApiOkResponse({ type: LeadAnswer })
  async reserve(@Caller() caller: CallerIdentity, @Query() question: ReserveQuestion): Promise<LeadAnswer> {
    const agentId = agentOf(caller, question.agentId);
    const lead = await this.commands.execute(
      new ReserveEmployer(
        parseSiret(question.siret),
        uuidv7(),
        uuidv7(),
        partnerOf(caller),
        caller.unitId,
        agentId,
      ),
    );
    return leadAnswer(lead);
  }
}
