import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiExcludeEndpoint,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsEmail, IsIn, IsString, MaxLength, ValidateNested } from 'class-validator';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { Id, Instant, Label, OneOf, Optional } from '#contracts/fields';
import { Forbidden, NotFound } from '#domain/refused';
import { Allow, Public } from '#service/allow';
import { NotSignedIn, ROLES, type Role } from '#service/identity';
import { LOG } from '#service/tokens';
import { EndSession } from './commands/end-session';
import { MakeSignInLink } from './commands/make-sign-in-link';
import { OpenSession } from './commands/open-session';
import type { EnteredRequest } from './entry/entry';
import { PartnershipClient, type Person } from './entry/partnership-client';
import { GATEWAY, type GatewayConfig } from './gateway.config';
import { messagePage } from './pages/message-page';
import { setSessionCookie } from './sessions/cookie';
import { Mailer } from './sessions/mailer';
import { SESSION_HOURS } from './sessions/session-token';

const PERSONAS = {
  agent: 'AGENT',
  'unit-manager': 'UNIT_MANAGER',
  coordinator: 'COORDINATOR',
  pilot: 'PILOT',
} as const;

class SignIn {
  @IsEmail() @MaxLength(254) email: string;
}

class LinkWanted {
  @Optional() @IsEmail() email?: string;
  @Optional() @OneOf(Object.keys(PERSONAS)) persona?: keyof typeof PERSONAS;
}

class SignInAnswer {
  @Label(400) message: string;
  /** To the operator of a demonstration only. */
  @Optional() @IsString() link?: string;
}

class SignedInPerson {
  @Label() displayName: string;
  @IsArray() @IsIn([...ROLES], { each: true }) roles: Role[];
  @Id() agentId: string;
  @Id() partnerId: string;
  @Label() partnerCode: string;
  @Id() unitId: string;
  @Label() unitName: string;
}

class SessionTerritory {
  @Id() id: string;
  @Label() name: string;
}

class SessionAnswer {
  @ValidateNested() @Type(() => SignedInPerson) person: SignedInPerson;
  @Optional() @ValidateNested() @Type(() => SessionTerritory) territory: SessionTerritory | null;
  @Instant() expiresAt: string;
}

const SENT =
  'Si cette adresse est connue, un lien de connexion vient d’y être envoyé. Il est valable 15 minutes.';

@ApiTags('Connexion')
@Controller()
export class SessionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly partnership: PartnershipClient,
    private readonly mailer: Mailer,
    @Inject(GATEWAY) private readonly config: GatewayConfig,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  @Post('v1/sign-in')
  @HttpCode(202)
  @Public()
  @ApiOperation({ summary: 'Demander un lien de connexion par courriel' })
  @ApiBody({ type: SignIn, examples: { adresse: { value: { email: 'camille.exemple@plie.invalid' } } } })
  @ApiAcceptedResponse({ type: SignInAnswer })
  async signIn(@Body() body: SignIn, @Req() request: EnteredRequest): Promise<SignInAnswer> {
    if (this.config.demonstration && request.caller?.kind === 'operator') return this.link(body);
    // Not awaited: the answer, and its time, are the same for every address.
    this.mailLink(body.email).catch((error: unknown) => {
      this.log.error({ error: (error as Error).message }, 'a sign-in link could not be sent');
    });
    return { message: SENT };
  }

  @Post('v1/sign-in-links')
  @HttpCode(200)
  @Allow({ roles: ['OPERATOR'] })
  @ApiOperation({ summary: 'Obtenir un lien de connexion (démonstration, exploitant)' })
  @ApiBody({ type: LinkWanted, examples: { pilote: { value: { persona: 'pilot' } } } })
  @ApiOkResponse({ type: SignInAnswer })
  async link(@Body() body: LinkWanted): Promise<SignInAnswer> {
    if (!this.config.demonstration)
      throw new Forbidden('demonstration-only', 'Hors démonstration, les liens ne partent que par courriel.');
    const who = body.email ? { email: body.email } : { role: PERSONAS[body.persona ?? 'agent'] };
    const person = await this.partnership.person(who);
    if (!person) throw new NotFound('person-unknown', 'Aucune personne active n’a cette adresse ou ce rôle.');
    const link = await this.commands.execute<MakeSignInLink, string>(new MakeSignInLink(person, false));
    return { message: `Lien de ${person.displayName}, valable 15 minutes.`, link };
  }

  @Get('v1/session')
  @Public()
  @ApiOperation({ summary: 'Savoir qui est connecté' })
  @ApiOkResponse({ type: SessionAnswer })
  session(@Req() { session }: EnteredRequest): SessionAnswer {
    if (!session) throw new NotSignedIn();
    const { displayName, roles, agentId, partnerId, partnerCode, unitId, unitName } = session;
    return {
      person: { displayName, roles: [...roles], agentId, partnerId, partnerCode, unitId, unitName },
      territory: session.territoryId ? { id: session.territoryId, name: session.territoryName ?? '' } : null,
      expiresAt: session.expiresAt.toISOString(),
    };
  }

  @Post('v1/sign-out')
  @HttpCode(204)
  @Public()
  @ApiOperation({ summary: 'Se déconnecter' })
  @ApiNoContentResponse()
  async signOut(
    @Req() { session }: EnteredRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (session) await this.commands.execute(new EndSession(session.sessionId, session.expiresAt));
    void reply.header('set-cookie', this.cookie('', 0));
  }

  @Get('sign-in')
  @Public()
  @ApiExcludeEndpoint()
  async enter(
    @Query('token') token: unknown,
    @Req() request: EnteredRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    void reply.header('cache-control', 'no-store');
    // Mail filters look at links with HEAD: only a person's GET uses one up.
    const session =
      typeof token === 'string' && request.method === 'GET'
        ? await this.commands.execute<OpenSession, string | null>(new OpenSession(token))
        : null;
    if (!session) {
      await reply.code(410).type('text/html; charset=utf-8').send(LINK_OVER);
      return;
    }
    await reply.header('set-cookie', this.cookie(session, SESSION_HOURS * 3600)).redirect('/', 303);
  }

  private async mailLink(email: string): Promise<void> {
    const person: Person | undefined = await this.partnership.person({ email });
    if (!person) return;
    const link = await this.commands.execute<MakeSignInLink, string | null>(new MakeSignInLink(person, true));
    if (!link) return this.log.warn({ agentId: person.agentId }, 'too many sign-in links asked for');
    if (!this.mailer.ready) return this.log.warn('no CONCERTO_SMTP_URL: a sign-in link was not sent');
    await this.mailer.sendLink(person.email, link);
  }

  private cookie(value: string, maxAge: number): string {
    return setSessionCookie(value, maxAge, this.config.publicUrl.startsWith('https:'));
  }
}

const LINK_OVER = messagePage(
  'Ce lien ne peut plus servir',
  'Un lien de connexion sert une fois et vaut 15 minutes. Demandez-en un nouveau.',
  { href: '/', label: 'Demander un nouveau lien' },
);
