import { NATIONAL_POLICY } from '#contracts/policy';
import { faultsIn } from '#contracts/schema';
import type { Channel, ContactStatus, Initiative } from '#contracts/vocabulary';
import { isLocalDate } from '#domain/local-date';
import { Invalid } from '#domain/refused';
import { parseSiret } from '#domain/siret';
import { FIELD_HINTS, VisitReport } from './visit-report';

/** A report that could be read: known fields only, instants in UTC, partners by id. */
export interface Visit {
  readonly eventId: string;
  readonly visitId: string;
  readonly revision: number;
  readonly sourceSystem: string;
  readonly siret: string;
  readonly occurredAt: string;
  readonly status: ContactStatus;
  readonly channel: Channel;
  readonly initiative: Initiative;
  readonly jointWith: readonly string[];
  readonly notBefore: string | null;
  /** Absent when false, so that what was sent before the field existed keeps its hash (BR-45). */
  readonly notNow?: true;
  readonly backfill: boolean;
}

/** Who reports, and whom it may name: the ids of the known partners by their codes. */
export interface Reporter {
  readonly partnerId: string;
  readonly partners: ReadonlyMap<string, string>;
}

const MINUTE = 60_000;

/**
 * Reads one report strictly: form, SIRET (BR-01), partners named, and no visit held in the future (BR-47). Throws
 * Invalid, whose errors name the fields. The tolerance for a partner's clock is the national one: at the door the
 * territory of the employer, so its policy, is not known yet.
 */
export function readVisit(raw: unknown, reporter: Reporter, now: Date): Visit {
  const report = wellFormed(raw);
  const occurredAt = instantOf(report.occurredAt, 'occurredAt');
  const aheadBy = occurredAt.getTime() - now.getTime();
  if (report.status === 'HELD' && aheadBy > NATIONAL_POLICY.clockToleranceMinutes * MINUTE)
    throw invalid(
      'held-in-the-future',
      '/occurredAt',
      'Une visite tenue ne peut pas être dans le futur : corrigez la date, ou déclarez-la PLANNED.',
    );
  return {
    eventId: report.eventId,
    visitId: report.visitId,
    revision: report.revision,
    sourceSystem: report.sourceSystem,
    siret: parseSiret(report.siret),
    occurredAt: occurredAt.toISOString(),
    status: report.status,
    channel: report.channel,
    initiative: report.initiative,
    jointWith: partnersNamed(report.jointWith ?? [], reporter),
    notBefore: report.notBefore ? instantOf(report.notBefore, 'notBefore').toISOString() : null,
    ...(report.notNow ? { notNow: true as const } : {}),
    backfill: report.backfill ?? false,
  };
}

/** The fields of a report that nobody asked for: they are left aside, never stored, and named to the sender. */
export const fieldsIgnored = (raw: unknown): string[] =>
  isRecord(raw) ? Object.keys(raw).filter((name) => !Object.hasOwn(FIELD_HINTS, name)) : [];

/** What is kept of a report that was refused: the fields that we know, when it could be parsed at all. */
export function fieldsKnown(raw: unknown): Record<string, unknown> {
  if (!isRecord(raw)) return {};
  const known = Object.keys(FIELD_HINTS).filter((name) => Object.hasOwn(raw, name));
  return Object.fromEntries(known.map((name) => [name, brief(raw[name])]));
}

function wellFormed(raw: unknown): VisitReport {
  if (!isRecord(raw)) throw invalid('not-an-object', '', 'Chaque évènement est un objet JSON.');
  const [fault] = faultsIn(VisitReport, raw);
  if (!fault) return raw as unknown as VisitReport;
  const missing = /required property '(\w+)'/.exec(fault)?.[1];
  const field = missing ?? /^\/(\w+)/.exec(fault)?.[1] ?? '';
  const hint = Object.hasOwn(FIELD_HINTS, field) ? FIELD_HINTS[field as keyof VisitReport] : '';
  const what = missing ? 'Le champ manque.' : 'La valeur ne convient pas.';
  throw invalid(missing ? 'field-missing' : 'field-invalid', `/${field}`, `${what} ${hint}`.trim());
}

function instantOf(text: string, field: string): Date {
  const instant = new Date(text);
  // The engine reads 31 February as 3 March: the day is checked by itself.
  if (Number.isNaN(instant.getTime()) || !isLocalDate(text.slice(0, 10)))
    throw invalid('date-invalid', `/${field}`, 'Cette date n’existe pas.');
  return instant;
}

function partnersNamed(codes: readonly string[], { partnerId, partners }: Reporter): string[] {
  const ids = codes.map((code, at) => {
    const id = partners.get(code);
    if (!id) throw invalid('partner-unknown', `/jointWith/${at}`, 'Aucun partenaire n’a ce code.');
    return id;
  });
  return [...new Set(ids)].filter((id) => id !== partnerId).sort();
}

const isRecord = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);

/** A refused value may be anything: only what is short and plain is kept. */
function brief(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  // A database text holds no NUL and no half of a character.
  if (typeof value === 'string') return value.slice(0, 128).replace(/\p{C}/gu, '\ufffd');
  return '…';
}

const invalid = (code: string, pointer: string, detail: string): Invalid =>
  new Invalid(code, detail, [{ pointer, code, detail }]);
