import { Code, Codes, Count, Flag, Label, OffsetInstant, OneOf, Optional } from '#contracts/fields';
import {
  CHANNELS,
  type Channel,
  CONTACT_STATUSES,
  type ContactStatus,
  INITIATIVES,
  type Initiative,
} from '#contracts/vocabulary';

/** A contact with an employer, as a partner's own system reports it. What is not named here is not accepted. */
export class VisitReport {
  /** The partner's id of this event: sent again, it is the same event (BR-45). */
  @Code(128) eventId: string;
  /** The partner's id of the visit that the event is about. */
  @Code(128) visitId: string;
  /** The partner's revision of the visit: the highest one holds (BR-47, BR-49). */
  @Count(2_147_483_647) revision: number;
  @Code() sourceSystem: string;
  /** Spaces are let through; the check digit is not (BR-01). */
  @Label(40) siret: string;
  @OffsetInstant() occurredAt: string;
  @OneOf(CONTACT_STATUSES) status: ContactStatus;
  @OneOf(CHANNELS) channel: Channel;
  @OneOf(INITIATIVES) initiative: Initiative;
  /** Codes of the other partners at a joint visit (BR-39). */
  @Optional() @Codes() jointWith?: string[] | null;
  /** "Not now", as the employer asked. */
  @Optional() @OffsetInstant() notBefore?: string | null;
  /** "Not now", when the employer gave no date (BR-30). */
  @Optional() @Flag() notNow?: boolean | null;
  /** First load of a partner: history and evidence only (BR-122). */
  @Optional() @Flag() backfill?: boolean | null;
}

/** What each field must be, said to the one who has to correct it; its keys are the fields that a report may have. */
export const FIELD_HINTS: Readonly<Record<keyof VisitReport, string>> = {
  eventId:
    'Identifiant de l’évènement dans votre logiciel : de 1 à 128 lettres, chiffres, points, tirets ou deux-points.',
  visitId:
    'Identifiant de la visite dans votre logiciel : de 1 à 128 lettres, chiffres, points, tirets ou deux-points.',
  revision: 'Numéro de révision de la visite : un entier, à partir de 0.',
  sourceSystem: 'Nom court de votre logiciel : de 1 à 64 lettres, chiffres, points ou tirets.',
  siret: 'SIRET de l’établissement : 14 chiffres, entre guillemets.',
  occurredAt: 'Date et heure avec leur décalage, par exemple 2026-03-12T10:30:00+01:00.',
  status: `Une valeur parmi ${CONTACT_STATUSES.join(', ')}.`,
  channel: `Une valeur parmi ${CHANNELS.join(', ')}.`,
  initiative: `Une valeur parmi ${INITIATIVES.join(', ')}.`,
  jointWith: 'Liste des codes des autres partenaires présents (20 au plus).',
  notBefore: 'Date et heure avec leur décalage, par exemple 2026-09-01T00:00:00+02:00.',
  notNow: 'true si l’employeur a dit « pas maintenant » sans donner de date, sinon false.',
  backfill: 'true pour une première reprise d’historique, sinon false.',
};
