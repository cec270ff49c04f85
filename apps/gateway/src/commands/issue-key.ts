import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { Invalid } from '#domain/refused';
import type { Scope } from '#service/identity';
import { checkRoomForKey, expiryOf } from '../domain/api-key';
import { PartnershipClient } from '../entry/partnership-client';
import { digestOf, drawSecret } from '../entry/secrets';
import { GATEWAY, type GatewayConfig } from '../gateway.config';
import { KeyRepository, type KnownKey } from '../storage/key.repository';
import { PartnerRefs } from '../storage/partner-refs';

/** A new key for a partner, or for one of its units. The key itself is given back once, and kept nowhere. */
export class IssueKey {
  constructor(
    readonly partnerId: string,
    readonly unitId: string | null,
    readonly name: string,
    readonly scopes: readonly Scope[],
    readonly months: number,
  ) {}
}

export interface IssuedKey {
  readonly key: string;
  readonly kept: KnownKey;
}

const PREFIX = 'cto_live_';
const SHOWN = PREFIX.length + 6;

@CommandHandler(IssueKey)
export class IssueKeyHandler implements ICommandHandler<IssueKey> {
  constructor(
    private readonly keys: KeyRepository,
    private readonly partners: PartnerRefs,
    private readonly partnership: PartnershipClient,
    @Inject(GATEWAY) private readonly config: GatewayConfig,
  ) {}

  async execute({ partnerId, unitId, name, scopes, months }: IssueKey): Promise<IssuedKey> {
    // A partner that has just been registered is known where it was registered before it is heard of here.
    const partnerCode =
      (await this.partners.codeOf(partnerId)) ?? (await this.partnership.partner(partnerId))?.code;
    if (!partnerCode) throw unknown('/partnerId', 'partner-unknown', 'Ce partenaire n’existe pas.');
    if (unitId && !(await this.partnership.unit(partnerId, unitId))?.open)
      throw unknown('/unitId', 'unit-unknown', 'Ce partenaire n’a pas de structure ouverte de ce nom.');

    const now = new Date();
    const key = `${PREFIX}${drawSecret()}`;
    const kept: KnownKey = {
      keyId: uuidv7(),
      partnerId,
      partnerCode,
      unitId,
      name,
      prefix: key.slice(0, SHOWN),
      scopes,
      createdAt: now,
      expiresAt: expiryOf(now, months),
      revokedAt: null,
      lastUsedAt: null,
    };
    await this.keys.add(kept, digestOf(key, this.config.digestSecret), (keys) =>
      checkRoomForKey(keys, kept, now),
    );
    return { key, kept };
  }
}

const unknown = (pointer: string, code: string, detail: string): Invalid =>
  new Invalid(code, detail, [{ pointer, code, detail }]);
