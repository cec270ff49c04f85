import type { Dashboard } from './answers/dashboard';
import { TILES } from './catalogue';
import type { Evidence } from './evidence';
import type { Moment } from './moment';
import { bmoRecontacts } from './panels/bmo';
import { overlap, redundancyPanel } from './panels/coordination';
import { freshness } from './panels/freshness';
import { indicatorAnswer } from './panels/indicator-answer';
import { pipeline } from './panels/pipeline';
import { segments } from './panels/segments';
import { sentence } from './panels/sentence';
import { vacantStock } from './panels/stock';
import { todo } from './panels/todo';

/** The whole page from one reading of the evidence. */
export function dashboard(evidence: Evidence, moment: Moment): Dashboard {
  const figures = sentence(evidence, moment);
  const stock = vacantStock(evidence, moment);
  return {
    asOf: moment.at.toISOString(),
    territory: { id: evidence.territory.id, name: evidence.territory.name },
    policyVersion: evidence.policyVersion === null ? null : String(evidence.policyVersion),
    sentence: figures,
    indicators: TILES.map((definition) => indicatorAnswer(definition, evidence, moment)),
    vacantStock: stock,
    pipeline: pipeline(evidence, moment),
    overlap: overlap(evidence, moment),
    coverage: segments(evidence, moment),
    redundancy: redundancyPanel(evidence, moment),
    bmo: bmoRecontacts(evidence, moment),
    freshness: freshness(evidence, moment),
    todo: todo(evidence, moment, figures, stock.toReconfirm),
  };
}
