import { TerritoryDefined } from '#contracts/partnership';
import { when } from '#messaging/reactions';
import { SettleTerritory } from './commands/settle-territory';

export const reactions = [
  // Employers are many and not known beforehand: their only writer takes its own lock.
  when(TerritoryDefined, (fact) => new SettleTerritory(fact.data.territoryId), { keys: () => [] }),
];
