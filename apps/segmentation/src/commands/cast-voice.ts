import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CastVoice as Cast, castVoice, type Segmentation } from '../domain/segmentation';
import { Segmentations } from '../storage/segmentations.repository';

/** A member of the body says yes or no to a draft. */
export class CastVoice {
  constructor(
    readonly segmentationId: string,
    readonly voice: Cast,
  ) {}
}

@CommandHandler(CastVoice)
export class CastVoiceHandler implements ICommandHandler<CastVoice> {
  constructor(private readonly segmentations: Segmentations) {}

  execute({ segmentationId, voice }: CastVoice): Promise<Segmentation> {
    return this.segmentations.change(segmentationId, (segmentation, { body }) =>
      castVoice(segmentation, voice, body),
    );
  }
}
