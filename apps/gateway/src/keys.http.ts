import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayNotEmpty, ArrayUnique, IsArray, IsIn, IsInt, Max, Min, ValidateNested } from 'class-validator';
import { Code, Id, Instant, Label, Optional } from '#contracts/fields';
import { Invalid, NotFound } from '#domain/refused';
import { Allow, Caller } from '#service/allow';
import { IdParam } from '#service/id-param';
import { type CallerIdentity, SCOPES, type Scope } from '#service/identity';
import { type IssuedKey, IssueKey } from './commands/issue-key';
import { RevokeKey } from './commands/revoke-key';
import { KEY_MONTHS } from './domain/api-key';
import { KeyRepository, type KnownKey } from './storage/key.repository';

class KeyToIssue {
  /** For the operator only; a unit manager issues keys of its own partner. */
  @Optional() @Id() partnerId?: string;
  @Optional() @Id() unitId?: string;
  /** What the key is for: the name of the software. */
  @Code() name: string;
  @IsArray() @ArrayNotEmpty() @ArrayUnique() @IsIn([...SCOPES], { each: true }) scopes: Scope[];
  @Optional() @IsInt() @Min(KEY_MONTHS.shortest) @Max(KEY_MONTHS.longest) months?: number;
}

class KeyAnswer {
  @Id() keyId: string;
  @Id() partnerId: string;
  @Code() partnerCode: string;
  @Optional() @Id() unitId: string | null;
  @Code() name: string;
  /** The first characters, by which to recognise it. */
  @Label(40) prefix: string;
  @IsArray() @IsIn([...SCOPES], { each: true }) scopes: string[];
  @Instant() createdAt: string;
  @Instant() expiresAt: string;
  @Optional() @Instant() revokedAt: string | null;
  @Optional() @Instant() lastUsedAt: string | null;
}

class NewKeyAnswer extends KeyAnswer {
  /** The key itself: shown this once. */
  @Label(100) key: string;
}

class KeysAnswer {
  @IsArray() @ValidateNested({ each: true }) @Type(() => KeyAnswer) items: KeyAnswer[];
}

const EXAMPLE = { name: 'i-milo', scopes: ['visits:write', 'visits:read', 'assignments:read'], months: 12 };
const MANAGERS = { roles: ['OPERATOR', 'UNIT_MANAGER'] } as const;

@ApiTags('Clés d’API')
@Controller('v1/keys')
@Allow(MANAGERS)
export class KeysController {
  constructor(
    private readonly commands: CommandBus,
    private readonly keys: KeyRepository,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lister les clés de votre structure, sans leur valeur' })
  @ApiOkResponse({ type: KeysAnswer })
  async list(@Caller() caller: CallerIdentity): Promise<KeysAnswer> {
    const own = caller.kind === 'operator' ? null : caller.partnerId;
    return { items: (await this.keys.of(own)).map(answer) };
  }

  @Post()
  @ApiOperation({ summary: 'Créer une clé ; sa valeur n’est montrée qu’une fois' })
  @ApiBody({ type: KeyToIssue, examples: { crm: { summary: 'Pour un logiciel', value: EXAMPLE } } })
  @ApiCreatedResponse({ type: NewKeyAnswer })
  async issue(@Caller() caller: CallerIdentity, @Body() body: KeyToIssue): Promise<NewKeyAnswer> {
    const partnerId = caller.kind === 'operator' ? body.partnerId : (caller.partnerId ?? undefined);
    if (!partnerId) {
      const detail = 'Indiquez le partenaire de la clé.';
      throw new Invalid('partner-missing', detail, [
        { pointer: '/partnerId', code: 'partner-missing', detail },
      ]);
    }
    const { key, kept }: IssuedKey = await this.commands.execute(
      new IssueKey(partnerId, body.unitId ?? null, body.name, body.scopes, body.months ?? KEY_MONTHS.usual),
    );
    return { ...answer(kept), key };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Révoquer une clé, aussitôt' })
  @ApiNoContentResponse()
  async revoke(@Caller() caller: CallerIdentity, @IdParam('id') id: string): Promise<void> {
    const key = await this.keys.key(id);
    if (caller.kind !== 'operator' && key.partnerId !== caller.partnerId)
      throw new NotFound('key-unknown', 'Cette clé n’existe pas.');
    await this.commands.execute(new RevokeKey(id));
  }
}

const answer = (key: KnownKey): KeyAnswer => ({
  ...key,
  scopes: [...key.scopes],
  createdAt: key.createdAt.toISOString(),
  expiresAt: key.expiresAt.toISOString(),
  revokedAt: key.revokedAt?.toISOString() ?? null,
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
});
