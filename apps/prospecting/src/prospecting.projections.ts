import { employerRefProjection } from '#service/employer-ref';
import { absenceRef } from './projections/absence-ref';
import { offersRef } from './projections/offers-ref';
import { partnershipRef } from './projections/partnership-ref';
import { segmentationRef } from './projections/segmentation-ref';

/** What other services told, as our decisions read it: rebuilt by replay. */
export const projections = [employerRefProjection, partnershipRef, absenceRef, segmentationRef, offersRef];
