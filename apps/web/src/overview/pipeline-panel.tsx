import { CirclePause } from 'lucide-react';
import type { Pipeline } from '../api/dashboard';
import { DataTable } from '../design/data-table';
import { Chip } from '../design/network';
import { signOf } from '../design/networks';
import { Panel } from '../design/panel';
import { Fr } from '../design/typeset';
import { count, counted, dayMonth, shortWeekday } from '../format';
import { frOverview } from '../fr-overview';
import { PipelineChart } from './pipeline-chart';

const text = frOverview.pipeline;

const DueSoon = ({ dueSoon }: { dueSoon: Pipeline['dueSoon'] }) => (
  <div className="due-soon">
    <p>{text.publication}</p>
    <ul className="figure">
      {dueSoon.map(({ on, offers }) => (
        <li key={on}>
          <span>{shortWeekday(on)}</span> <b>{text.counts(offers)}</b>
        </li>
      ))}
    </ul>
  </div>
);

const Tables = ({ pipeline }: { pipeline: Pipeline }) => {
  const { days, networks } = pipeline;
  const at = (day: number, index: number): number =>
    networks[index]?.offers.filter((offer) => !offer.paused && Math.min(offer.dayIndex, days) === day)
      .length ?? 0;
  const sum = (index: number): number => networks[index]?.offers.filter(({ paused }) => !paused).length ?? 0;
  return (
    <div className="tables">
      <DataTable
        caption={text.title(days)}
        columns={[text.day, ...networks.map(({ network }) => signOf(network).name)]}
        rows={Array.from({ length: days + 1 }, (_, day) => ({
          key: String(day),
          cells: [
            { shown: `J+${day}`, by: day },
            ...networks.map((_lane, index) => ({ shown: count(at(day, index)), by: at(day, index) })),
          ],
        }))}
        total={[frOverview.total, ...networks.map((_lane, index) => count(sum(index)))]}
      />
      <DataTable
        caption={text.due}
        columns={[text.publication, ...frOverview.pipeline.dueColumns]}
        rows={pipeline.dueSoon.map(({ on, offers, positions }) => ({
          key: on,
          cells: [
            { shown: shortWeekday(on), by: on },
            { shown: count(offers), by: offers },
            { shown: count(positions), by: positions },
          ],
        }))}
      />
    </div>
  );
};

export const PipelinePanel = (props: { pipeline: Pipeline; now: string; onMethod: () => void }) => {
  const { pipeline, now, onMethod } = props;
  const { days, networks, dueSoon, last30Days: last } = pipeline;
  const paused = networks.reduce((sum, { offers }) => sum + offers.filter((offer) => offer.paused).length, 0);
  return (
    <Panel
      id="offres"
      title={text.title(days)}
      className="wide"
      onMethod={onMethod}
      table={<Tables pipeline={pipeline} />}
    >
      {networks.length === 0 ? (
        <p className="none">{text.none}</p>
      ) : (
        <div className="pipeline">
          <p className="lanes-narrow">
            {networks.map(({ network, offerCount, silentSince }) => (
              <span key={network}>
                <Chip network={network} silent={silentSince !== null} /> {counted(offerCount, 'offre')}
                {silentSince !== null && <small>{text.silent(dayMonth(silentSince))}</small>}
              </span>
            ))}
          </p>
          <PipelineChart pipeline={pipeline} now={now} />
          {dueSoon.length > 0 && <DueSoon dueSoon={dueSoon} />}
        </div>
      )}
      <p className="foot-note">
        {paused > 0 && (
          <span>
            <CirclePause aria-hidden="true" /> {text.paused(paused)}
          </span>
        )}
        <span>
          <Fr>{text.last30(last.filledBefore, last.published, last.exempt)}</Fr>
        </span>
      </p>
    </Panel>
  );
};
