import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { adopt, type CastVoice, castVoice, type Segmentation } from '../domain/segmentation';
import { Segmentations } from '../storage/segmentations.repository';

/** The body adopts a draft, with the voices of its minutes: every employer of the territory gets its segment. */
export class AdoptSegmentation {
  constructor(
    readonly segmentationId: string,
    /** Voices cast at the meeting, beside those already cast. */
    readonly voices: readonly CastVoice[],
  ) {}
}

@CommandHandler(AdoptSegmentation)
export class AdoptSegmentationHandler implements ICommandHandler<AdoptSegmentation> {
  constructor(private readonly segmentations: Segmentations) {}

  execute({ segmentationId, voices }: AdoptSegmentation): Promise<Segmentation> {
    return this.segmentations.change(segmentationId, (segmentation, { body, lastVersion, now }) => {
      const heard = voices.reduce((state, voice) => castVoice(state, voice, body).state, segmentation);
      return adopt(heard, body, lastVersion, now);
    });
  }
}
