import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { KeyRepository } from '../storage/key.repository';

/** From the next request on, nobody enters with this key. */
export class RevokeKey {
  constructor(readonly keyId: string) {}
}

@CommandHandler(RevokeKey)
export class RevokeKeyHandler implements ICommandHandler<RevokeKey> {
  constructor(private readonly keys: KeyRepository) {}

  execute({ keyId }: RevokeKey): Promise<void> {
    return this.keys.revoke(keyId);
  }
}
