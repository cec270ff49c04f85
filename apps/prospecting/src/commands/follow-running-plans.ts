import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RunningPlans } from '../running/running-plans';

/** One look of this instance at the running plans: it takes those that nobody owns, and brings its own up to date. */
export class FollowRunningPlans {}

@CommandHandler(FollowRunningPlans)
export class FollowRunningPlansHandler implements ICommandHandler<FollowRunningPlans> {
  constructor(private readonly running: RunningPlans) {}

  execute(): Promise<void> {
    return this.running.follow();
  }
}
