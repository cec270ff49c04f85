import { Forbidden } from '#domain/refused';

/** Who reports: of the key or the session, never of the payload. */
export interface Sender {
  readonly partnerId: string;
  readonly unitId: string | null;
  readonly agentId: string | null;
}

interface Calling {
  readonly partnerId: string | null;
  readonly unitId: string | null;
  readonly agentId: string | null;
}

/** Only a partner reports contacts, and reads what became of them. */
export function senderOf({ partnerId, unitId, agentId }: Calling): Sender {
  if (partnerId) return { partnerId, unitId, agentId };
  throw new Forbidden(
    'no-partner',
    'Seul un partenaire déclare ses contacts : employez sa clé ou sa session.',
  );
}
