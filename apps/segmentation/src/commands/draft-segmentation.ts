import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { LocalDate } from '#domain/local-date';
import { localDateOf } from '#domain/local-date';
import { UnitOfWork } from '#messaging/unit-of-work';
import type { SegmentRuleSet } from '../domain/segment-rules';
import type { Segmentation } from '../domain/segmentation';
import { Segmentations } from '../storage/segmentations.repository';

/** Prepares a segmentation for the body of a territory to decide on. */
export class DraftSegmentation {
  constructor(
    readonly segmentationId: string,
    readonly territoryId: string,
    readonly ruleSet: SegmentRuleSet,
    /** Today when null. */
    readonly effectiveFrom: LocalDate | null,
  ) {}
}

@CommandHandler(DraftSegmentation)
export class DraftSegmentationHandler implements ICommandHandler<DraftSegmentation> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly segmentations: Segmentations,
  ) {}

  execute({ segmentationId, territoryId, ruleSet, effectiveFrom }: DraftSegmentation): Promise<Segmentation> {
    return this.unitOfWork.run([], async (tx) => {
      const { timeZone } = await this.segmentations.bodyOf(territoryId);
      const draft: Segmentation = {
        segmentationId,
        territoryId,
        ruleSet: ruleSet.code,
        state: 'DRAFT',
        version: 0,
        effectiveFrom: effectiveFrom ?? localDateOf(tx.now, timeZone),
        voices: [],
        adoptedAt: null,
      };
      await this.segmentations.add(tx, draft);
      return draft;
    });
  }
}
