import { Body, Controller, Delete, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { v7 as uuidv7 } from 'uuid';
import { Id, Label, OneOf, Optional, SiretField } from '#contracts/fields';
import { OPT_OUT_PURPOSES, type OptOutPurpose } from '#contracts/vocabulary';
import { parseSiret } from '#domain/siret';
import { Allow, Caller } from '#service/allow';
import { EXAMPLE_SIRET } from '#service/example-siret';
import { IdParam } from '#service/id-param';
import type { CallerIdentity } from '#service/identity';
import { LiftOptOut } from './commands/lift-opt-out';
import { RecordOptOut } from './commands/record-opt-out';

const REQUESTERS = ['EMPLOYER', 'HEAD_OFFICE', 'REPRESENTATIVE'] as const;

class OptOutToRecord {
  @Label(20) siret: string;
  @Optional() @OneOf(OPT_OUT_PURPOSES) purpose?: OptOutPurpose;
  /** One partner alone, when the employer said so; otherwise all of them. */
  @Optional() @Id() partnerId?: string;
  @Optional() @OneOf(['ESTABLISHMENT', 'SIREN']) level?: 'ESTABLISHMENT' | 'SIREN';
  @Optional() @OneOf(REQUESTERS) requester?: string;
  /** How it was asked, without naming anybody: « par courrier du 3 mars ». */
  @Optional() @Label(300) reason?: string;
}

class OptOutAnswer {
  @Id() optOutId: string;
  @SiretField() siret: string;
  @OneOf(OPT_OUT_PURPOSES) purpose: OptOutPurpose;
}

class Lifting {
  /** The reference of the employer’s own request (BR-111). */
  @Label(200) proof: string;
}

const EXAMPLE = { siret: EXAMPLE_SIRET, purpose: 'PROSPECTING', reason: 'Par courrier' };

@ApiTags('Oppositions')
@Controller('v1/opt-outs')
export class OptOutsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(201)
  @Allow({ roles: ['AGENT', 'UNIT_MANAGER', 'COORDINATOR'], scopes: ['prospects:write'] })
  @ApiOperation({ summary: 'Enregistrer l’opposition d’un employeur : elle vaut aussitôt, pour tous' })
  @ApiBody({ type: OptOutToRecord, examples: { courrier: { value: EXAMPLE } } })
  @ApiCreatedResponse({ type: OptOutAnswer })
  async record(@Caller() caller: CallerIdentity, @Body() body: OptOutToRecord): Promise<OptOutAnswer> {
    const optOutId = uuidv7();
    const siret = parseSiret(body.siret);
    const purpose = body.purpose ?? 'PROSPECTING';
    await this.commands.execute(
      new RecordOptOut(
        optOutId,
        siret,
        purpose,
        body.partnerId ?? null,
        body.level ?? 'ESTABLISHMENT',
        body.requester ?? 'EMPLOYER',
        body.reason ?? null,
        `${caller.kind}:${caller.id}`,
        caller.partnerId,
      ),
    );
    return { optOutId, siret, purpose };
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow({ roles: ['UNIT_MANAGER', 'COORDINATOR'] })
  @ApiOperation({ summary: 'Lever une opposition, à la demande de l’employeur lui-même' })
  @ApiQuery({ name: 'proof', description: 'Référence de la demande de l’employeur' })
  @ApiNoContentResponse()
  async lift(
    @Caller() caller: CallerIdentity,
    @IdParam('id') optOutId: string,
    @Query() { proof }: Lifting,
  ): Promise<void> {
    await this.commands.execute(new LiftOptOut(optOutId, proof, caller));
  }
}
