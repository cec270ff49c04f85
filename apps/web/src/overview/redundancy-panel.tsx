import type { Redundancy } from '../api/dashboard';
import { DataTable } from '../design/data-table';
import { Chip } from '../design/network';
import { Panel } from '../design/panel';
import { Fr } from '../design/typeset';
import { count, percent } from '../format';
import { fr } from '../fr';
import { frOverview } from '../fr-overview';

const text = frOverview.redundancy;

interface Part {
  key: 'redundant' | 'ordinary' | 'joint' | 'requested' | 'followUp' | 'arbitrated';
  visits: number;
}

/** All held visits, split so that the parts add up to the whole. */
const partsOf = ({ heldVisits, redundantVisits, justified }: Redundancy): Part[] => {
  const { joint, requested, followUp, arbitrated } = justified;
  const ordinary = heldVisits - redundantVisits - joint - requested - followUp - arbitrated;
  return [
    { key: 'redundant', visits: redundantVisits },
    { key: 'ordinary', visits: Math.max(0, ordinary) },
    { key: 'joint', visits: joint },
    { key: 'requested', visits: requested },
    { key: 'followUp', visits: followUp },
    { key: 'arbitrated', visits: arbitrated },
  ];
};

const Table = ({ redundancy }: { redundancy: Redundancy }) => (
  <DataTable
    caption={text.sub(redundancy.windowDays)}
    columns={text.columns}
    rows={partsOf(redundancy).map(({ key, visits }) => ({
      key,
      cells: [
        { shown: text[key], by: text[key] },
        { shown: <Fr>{count(visits)}</Fr>, by: visits },
        { shown: percent(visits, redundancy.heldVisits), by: visits },
      ],
    }))}
    total={[
      frOverview.total,
      count(redundancy.heldVisits),
      percent(redundancy.heldVisits, redundancy.heldVisits, 0),
    ]}
  />
);

interface RedundancyPanelProps {
  redundancy: Redundancy;
  onMethod: () => void;
}

/** Visits that repeat another network's, beside those that only look so and do not count (BR-31). */
export const RedundancyPanel = ({ redundancy, onMethod }: RedundancyPanelProps) => {
  const { heldVisits, redundantVisits, incomplete, windowDays } = redundancy;
  return (
    <Panel
      id="redondance"
      title={fr.places.redundancy}
      sub={text.sub(windowDays)}
      className="half"
      onMethod={onMethod}
      table={<Table redundancy={redundancy} />}
    >
      {heldVisits === 0 ? (
        <p className="none">{text.none}</p>
      ) : (
        <>
          <p className="panel-figure figure">
            <b>{percent(redundantVisits, heldVisits)}</b>
            <Fr>{`${count(redundantVisits)} / ${count(heldVisits)} visites`}</Fr>
            {incomplete.map((network) => (
              <Chip key={network} network={network} silent />
            ))}
          </p>
          <div className="share-bar" role="img" aria-label={text.says(redundantVisits, heldVisits)}>
            {partsOf(redundancy)
              .filter(({ visits }) => visits > 0)
              .map(({ key, visits }) => (
                <i key={key} className={`share share-${key}`} style={{ flexGrow: visits }} />
              ))}
          </div>
          <ul className="share-list figure">
            {partsOf(redundancy)
              .filter(({ visits }) => visits > 0)
              .map(({ key, visits }) => (
                <li key={key}>
                  <i className={`swatch share-${key}`} />
                  <span>
                    {text[key]} {key !== 'redundant' && key !== 'ordinary' && <small>{text.justified}</small>}
                  </span>
                  <b>
                    <Fr>{count(visits)}</Fr>
                  </b>
                </li>
              ))}
          </ul>
        </>
      )}
    </Panel>
  );
};
