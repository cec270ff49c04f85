import { Invalid } from '#domain/refused';

const DETAIL =
  'Cet identifiant d’évènement a déjà été reçu avec un autre contenu : envoyez une révision plus élevée.';

/** BR-45: the same event id came with other content, and no higher revision. */
export class ConflictingDuplicate extends Invalid {
  override readonly status = 409;

  constructor() {
    super('conflicting-duplicate', DETAIL, [
      { pointer: '/eventId', code: 'CONFLICTING_DUPLICATE', detail: DETAIL },
    ]);
  }
}
