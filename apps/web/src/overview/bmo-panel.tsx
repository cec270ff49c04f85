import type { BmoRecontacts } from '../api/dashboard';
import { DataTable } from '../design/data-table';
import { Panel } from '../design/panel';
import { Fr } from '../design/typeset';
import { count, percent } from '../format';
import { fr } from '../fr';
import { frOverview } from '../fr-overview';

const text = frOverview.bmo;

const stepsOf = ({ due, assigned, closed }: BmoRecontacts) => [
  { key: 'due', label: text.due, value: due },
  { key: 'assigned', label: text.assigned, value: assigned },
  { key: 'closed', label: text.closed, value: closed },
];

const Table = ({ bmo }: { bmo: BmoRecontacts }) => (
  <DataTable
    caption={text.sub}
    columns={text.columns}
    rows={[
      ...stepsOf(bmo),
      ...bmo.outcomes.map(({ outcome, count: value }) => ({
        key: outcome,
        label: text.labels[outcome],
        value,
      })),
    ].map(({ key, label, value }) => ({
      key,
      cells: [
        { shown: label, by: label },
        { shown: <Fr>{count(value)}</Fr>, by: value },
        { shown: percent(value, bmo.due), by: value },
      ],
    }))}
  />
);

interface BmoPanelProps {
  bmo: BmoRecontacts;
  onMethod: () => void;
}

/** From the recontacts that fell due to what they became. */
export const BmoPanel = ({ bmo, onMethod }: BmoPanelProps) => (
  <Panel
    id="bmo"
    title={fr.places.bmo}
    sub={text.sub}
    className="half"
    onMethod={onMethod}
    table={<Table bmo={bmo} />}
  >
    {bmo.due === 0 ? (
      <p className="none">{text.none}</p>
    ) : (
      <>
        <ul className="bars funnel figure" aria-label={text.says(bmo.closed, bmo.due)}>
          {stepsOf(bmo).map(({ key, label, value }) => (
            <li key={key}>
              <span className="bar-name">{label}</span>
              <span className="bar-track">
                <i className="bar" style={{ width: `${(100 * value) / bmo.due}%` }} />
              </span>
              <b className="bar-value">
                <Fr>{count(value)}</Fr> <small>{percent(value, bmo.due, 0)}</small>
              </b>
            </li>
          ))}
        </ul>
        {bmo.outcomes.length > 0 && <h3>{text.outcomes}</h3>}
        <ul className="outcomes figure">
          {bmo.outcomes.map(({ outcome, count: value }) => (
            <li key={outcome}>
              <span>{text.labels[outcome]}</span>
              <b>
                <Fr>{count(value)}</Fr>
              </b>
            </li>
          ))}
        </ul>
      </>
    )}
  </Panel>
);
