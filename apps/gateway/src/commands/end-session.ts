import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SignInRepository } from '../storage/sign-in.repository';

/** The person signs out: the cookie is worth nothing any more, wherever a copy of it is. */
export class EndSession {
  constructor(
    readonly sessionId: string,
    readonly expiresAt: Date,
  ) {}
}

@CommandHandler(EndSession)
export class EndSessionHandler implements ICommandHandler<EndSession> {
  constructor(private readonly sessions: SignInRepository) {}

  execute({ sessionId, expiresAt }: EndSession): Promise<void> {
    return this.sessions.endSession(sessionId, expiresAt);
  }
}
