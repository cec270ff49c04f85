import './partnership';
import './segmentation';
import './gateway';
import './prospecting';
import './offers';
import './bmo';
import { entries, type FactEntry } from './contract';

/** The topics, in the order of the map in ARCHITECTURE.md; each is the name of the service that tells it. */
export const TOPICS = ['partnership', 'segmentation', 'gateway', 'prospecting', 'offers', 'bmo'] as const;

/** Every fact of the catalogue. */
export const catalogue = (): FactEntry[] => entries();
