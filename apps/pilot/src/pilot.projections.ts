import { bmo } from './projections/bmo';
import { employers } from './projections/employers';
import { feeds } from './projections/feeds';
import { offers } from './projections/offers';
import { partnership } from './projections/partnership';
import { contacts, leads } from './projections/prospecting';

/** All that pilot knows: facts of the six topics, each into its tables. */
export const projections = [partnership, employers, contacts, leads, offers, bmo, feeds];
