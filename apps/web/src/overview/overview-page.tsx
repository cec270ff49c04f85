import { useEffect, useRef, useState } from 'react';
import type { Dashboard, Indicator } from '../api/dashboard';
import { useAsked } from '../api/http';
import { useLive } from '../api/live';
import { Empty, Failure, Skeleton } from '../design/states';
import { time } from '../format';
import { frOverview } from '../fr-overview';
import { go, useRoute } from '../router';
import { Shell } from '../shell/shell';
import { BmoPanel } from './bmo-panel';
import { CoveragePanel } from './coverage-panel';
import { movedBy } from './figure';
import { FreshnessPanel } from './freshness-panel';
import { LiveSwitch } from './live-switch';
import { MethodDrawer } from './method-drawer';
import { OverlapPanel } from './overlap-panel';
import { PipelinePanel } from './pipeline-panel';
import { RedundancyPanel } from './redundancy-panel';
import { Sentence } from './sentence';
import { StockPanel } from './stock-panel';
import { Tiles } from './tiles';
import { ToDoPanel } from './todo-panel';

const DIFFERENCE_SHOWN_MS = 12_000;
const METHOD = 'methode';
const NONE: ReadonlyMap<string, string> = new Map();

/** Which figures have just moved, and by how much: shown for a while, never counted up. */
const useMoved = (indicators: readonly Indicator[] | undefined): ReadonlyMap<string, string> => {
  const before = useRef<readonly Indicator[] | undefined>(undefined);
  const [moved, setMoved] = useState(NONE);
  useEffect(() => {
    const known = before.current;
    before.current = indicators;
    if (!known || !indicators) return;
    const now = indicators.flatMap((after) => {
      const by = movedBy(
        known.find(({ id }) => id === after.id),
        after,
      );
      return by === null ? [] : [[after.id, by] as const];
    });
    if (now.length === 0) return;
    setMoved(new Map(now));
    const timer = window.setTimeout(() => setMoved(NONE), DIFFERENCE_SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [indicators]);
  return moved;
};

const announced = ({ indicators, asOf }: Dashboard, moved: ReadonlyMap<string, string>): string => {
  const words = indicators.flatMap(({ id, label }) => (moved.has(id) ? [`${label} ${moved.get(id)}`] : []));
  return words.length === 0 ? '' : frOverview.live.changed(time(asOf), words.join(', '));
};

/** P1: how many posts are vacant, who is silent, what to do today. */
export const OverviewPage = () => {
  const { path, search } = useRoute();
  const { data, problem, again } = useAsked<Dashboard>('/v1/dashboard');
  const live = useLive('/v1/stream', () => void again());
  const moved = useMoved(data?.indicators);
  const asked = search.get(METHOD);

  const showMethod = (indicator: string | null) => {
    const next = new URLSearchParams(search);
    if (indicator) next.set(METHOD, indicator);
    else next.delete(METHOD);
    const query = next.toString();
    go(query ? `${path}?${query}` : path, 'replace');
  };

  return (
    <Shell frame="pilot" title={frOverview.title} asOf={data?.asOf} live={<LiveSwitch live={live} />}>
      <h1 className="page-title">{frOverview.title}</h1>
      {problem && !data && <Failure problem={problem} again={() => void again()} />}
      {!data && !problem && <Skeleton shape="overview" />}
      {data && (
        <>
          <p className="unseen" role="status">
            {announced(data, moved)}
          </p>
          <Sentence numbers={data.sentence} now={data.asOf} onMethod={showMethod} />
          {data.freshness.every(({ lastAt }) => lastAt === null) && (
            <Empty title={frOverview.first.title}>{frOverview.first.text}</Empty>
          )}
          <Tiles indicators={data.indicators} moved={moved} onMethod={showMethod} />
          <div className="panels">
            <StockPanel stock={data.vacantStock} onMethod={() => showMethod('vacant-positions')} />
            <ToDoPanel todo={data.todo} onMethod={showMethod} />
            <PipelinePanel
              pipeline={data.pipeline}
              now={data.asOf}
              onMethod={() => showMethod('filled-in-15-days')}
            />
            <FreshnessPanel
              freshness={data.freshness}
              now={data.asOf}
              onMethod={() => showMethod('silent-feeds')}
            />
            <OverlapPanel overlap={data.overlap} onMethod={() => showMethod('known-by-several')} />
            <CoveragePanel segments={data.coverage} onMethod={() => showMethod('coverage')} />
            <RedundancyPanel redundancy={data.redundancy} onMethod={() => showMethod('redundancy')} />
            <BmoPanel bmo={data.bmo} onMethod={() => showMethod('bmo-recontact')} />
          </div>
        </>
      )}
      {data && asked && (
        <MethodDrawer
          id={asked}
          known={data.indicators.find(({ id }) => id === asked)}
          policyVersion={data.policyVersion}
          onClose={() => showMethod(null)}
        />
      )}
    </Shell>
  );
};
