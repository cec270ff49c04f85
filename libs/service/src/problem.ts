import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { NotYet } from '#domain/not-yet';
import { type FieldError, Invalid, Refused } from '#domain/refused';
import { context } from '#messaging/context';
import { isInfrastructure } from '#messaging/faults';
import { CORRELATION_HEADER } from './correlation';
import { LOG } from './tokens';

/** RFC 9457. `type` opens a page of /docs that says what to do. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly errors?: readonly FieldError[];
}

const TITLES: Record<number, string> = {
  400: 'Demande illisible',
  401: 'Identification nécessaire',
  403: 'Accès refusé',
  404: 'Introuvable',
  405: 'Méthode refusée',
  409: 'Refusé par une règle',
  412: 'Version dépassée',
  413: 'Demande trop grande',
  415: 'Format non accepté',
  422: 'Demande incorrecte',
  428: 'Version à préciser',
  429: 'Trop de demandes',
  503: 'Momentanément indisponible',
};

/** How a refusal, a fault of form, or a breakdown is answered: one shape for every door. */
export function problemOf(error: unknown, correlationId = context().correlationId): Problem {
  const problem = (
    status: number,
    slug: string,
    detail: string,
    errors?: readonly FieldError[],
  ): Problem => ({
    type: `/docs/problemes/${slug}`,
    title: TITLES[status] ?? 'Erreur',
    status,
    detail,
    instance: correlationId,
    ...(errors && errors.length > 0 ? { errors } : {}),
  });
  if (error instanceof Invalid) return problem(error.status, error.reason, error.sentence, error.errors);
  if (error instanceof Refused)
    return { ...error.more, ...problem(error.status, error.reason, error.sentence) };
  if (error instanceof NotYet) {
    return problem(
      409,
      'not-known-yet',
      'Cet objet n’est pas encore connu ici. Réessayez dans quelques instants.',
    );
  }
  if (isInfrastructure(error)) {
    return problem(
      503,
      'unavailable',
      'Le service est momentanément indisponible. Rien n’est perdu : réessayez dans un instant.',
    );
  }
  const status =
    error instanceof HttpException
      ? error.getStatus()
      : ((error as { statusCode?: number })?.statusCode ?? 500);
  if (status === 404)
    return problem(404, 'no-such-route', 'Cette adresse n’existe pas. La liste est à /docs.');
  if (status === 413) return problem(413, 'too-large', 'La demande dépasse la taille permise : découpez-la.');
  if (status === 415)
    return problem(415, 'media-type', 'Ce format n’est pas accepté ici. Les formats acceptés sont à /docs.');
  if (status >= 400 && status < 500) {
    return problem(
      status,
      'unreadable',
      'La demande ne peut pas être lue : vérifiez le JSON et les en-têtes.',
    );
  }
  return problem(500, 'internal', `Une erreur est survenue. Signalez-la avec la référence ${correlationId}.`);
}

/** Turns class-validator's findings into fields with a pointer and a French sentence. */
export function invalidFrom(errors: readonly ValidationError[]): Invalid {
  const fields = flat(errors, '');
  return new Invalid(
    'invalid',
    `Corrigez ${fields.length > 1 ? 'ces champs' : 'ce champ'} : ${fields.map((one) => one.pointer).join(', ')}.`,
    fields,
  );
}

function flat(errors: readonly ValidationError[], under: string): FieldError[] {
  return errors.flatMap((error) => {
    const pointer = `${under}/${error.property}`;
    const own = Object.keys(error.constraints ?? {}).map((code) => ({
      pointer,
      code,
      detail: sentenceOf(code),
    }));
    return [...own.slice(0, 1), ...flat(error.children ?? [], pointer)];
  });
}

const SENTENCES: Record<string, string> = {
  matches: 'Ce champ n’a pas la forme attendue.',
  isIn: 'Cette valeur n’est pas dans la liste permise.',
  isInt: 'Donnez un nombre entier.',
  min: 'Ce nombre est trop petit.',
  max: 'Ce nombre est trop grand.',
  maxLength: 'Ce texte est trop long.',
  isBoolean: 'Donnez true ou false.',
  isArray: 'Donnez une liste.',
  isEmail: 'Donnez une adresse électronique.',
  isString: 'Donnez un texte.',
};

const sentenceOf = (code: string): string => SENTENCES[code] ?? 'Ce champ manque ou n’est pas valable.';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const known = reply.getHeader(CORRELATION_HEADER);
    const problem = problemOf(error, typeof known === 'string' ? known : undefined);
    if (problem.status >= 500) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      this.log.error(
        { correlationId: problem.instance, status: problem.status, error: message, stack },
        'a request failed',
      );
    }
    if (reply.sent || reply.raw.headersSent) return;
    if (problem.status === 503) void reply.header('retry-after', '5');
    void reply.code(problem.status).type('application/problem+json').send(problem);
  }
}
