import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { v7 as uuidv7 } from 'uuid';
import { Id, Instant, Label } from '#contracts/fields';
import { parseSiret } from '#domain/siret';
import { Allow, Caller } from '#service/allow';
import { EXAMPLE_SIRET } from '#service/example-siret';
import type { CallerIdentity } from '#service/identity';
import { PreferPartner } from './commands/prefer-partner';
import type { Preference } from './storage/preference.repository';

class PreferenceToRecord {
  /** The partner that the employer asked for. */
  @Id() partnerId: string;
  /** What proves it, without naming anybody: « courrier du 3 mars », the number of a form. */
  @Label(200) proof: string;
}

class PreferenceAnswer {
  @Id() preferenceId: string;
  @Id() employerId: string;
  @Id() partnerId: string;
  @Instant() recordedAt: string;
}

const EXAMPLE = { partnerId: '0199a000-0000-7000-8000-0000000000a1', proof: 'Courrier du 3 mars' };
const WRITERS = {
  roles: ['AGENT', 'UNIT_MANAGER', 'COORDINATOR'] as const,
  scopes: ['prospects:write'] as const,
};

@ApiTags('Prospects')
@Controller('v1/employers/:siret/preference')
export class PreferencesController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(201)
  @Allow(WRITERS)
  @ApiOperation({
    summary: 'Enregistrer le partenaire que l’employeur préfère, avec la preuve',
    description:
      'La préférence passe devant la connaissance dès la prochaine attribution ; elle n’ôte aucun chef de file.',
  })
  @ApiParam({ name: 'siret', example: EXAMPLE_SIRET })
  @ApiBody({ type: PreferenceToRecord, examples: { courrier: { value: EXAMPLE } } })
  @ApiCreatedResponse({ type: PreferenceAnswer })
  async record(
    @Caller() caller: CallerIdentity,
    @Param('siret') siret: string,
    @Body() { partnerId, proof }: PreferenceToRecord,
  ): Promise<PreferenceAnswer> {
    const command = new PreferPartner(uuidv7(), parseSiret(siret), partnerId, proof, caller, who(caller));
    const preference: Preference = await this.commands.execute(command);
    return {
      preferenceId: preference.preferenceId,
      employerId: preference.employerId,
      partnerId: preference.partnerId,
      recordedAt: preference.recordedAt.toISOString(),
    };
  }

  @Delete()
  @HttpCode(204)
  @Allow(WRITERS)
  @ApiOperation({ summary: 'Retirer la préférence d’un employeur, à sa demande' })
  @ApiParam({ name: 'siret', example: EXAMPLE_SIRET })
  @ApiNoContentResponse()
  async takeBack(@Caller() caller: CallerIdentity, @Param('siret') siret: string): Promise<void> {
    await this.commands.execute(
      new PreferPartner(uuidv7(), parseSiret(siret), null, '', caller, who(caller)),
    );
  }
}

const who = (caller: CallerIdentity): string => `${caller.kind}:${caller.id}`;
