import { CircleHelp, Link2 } from 'lucide-react';
import type { Indicator } from '../api/dashboard';
import { useAsked } from '../api/http';
import { Button } from '../design/button';
import { Drawer } from '../design/drawer';
import { signOf } from '../design/networks';
import { Failure, Skeleton } from '../design/states';
import { useTell } from '../design/toasts';
import { Fr } from '../design/typeset';
import { count, typeset } from '../format';
import { frOverview } from '../fr-overview';
import { figureOf } from './figure';
import { MethodRows } from './method-rows';

const text = frOverview.drawer;

const Equation = ({ indicator }: { indicator: Indicator }) => {
  const { numerator, denominator, method } = indicator;
  if (numerator === null)
    return <p className="equation">{indicator.notMeasuredBecause ?? frOverview.notMeasured}</p>;
  return (
    <div className="equation figure">
      <b className="equation-figure">
        <Fr>{figureOf(indicator) ?? frOverview.notMeasured}</Fr>
      </b>
      <span className="equation-sign" aria-hidden="true">
        =
      </span>
      <div className={denominator === null ? 'fraction fraction-whole' : 'fraction'}>
        <p>
          <b>
            <Fr>{count(numerator)}</Fr>
          </b>
          <span>{method.numeratorIs}</span>
        </p>
        {denominator !== null && (
          <p>
            <b>
              <Fr>{count(denominator)}</Fr>
            </b>
            <span>{method.denominatorIs}</span>
          </p>
        )}
      </div>
    </div>
  );
};

const Method = ({ indicator, policyVersion }: { indicator: Indicator; policyVersion: string | null }) => {
  const { method, incomplete, definitionVersion } = indicator;
  return (
    <div className="method">
      <h3>
        <Fr>{indicator.label}</Fr>
      </h3>
      <p className="method-what">
        <Fr>{typeset(method.what)}</Fr>
      </p>
      <Equation indicator={indicator} />
      {incomplete.length > 0 && (
        <p className="method-incomplete">
          <i className="swatch hatched" />
          <span>
            <b>{text.incomplete}</b>{' '}
            {text.incompleteText(incomplete.map((network) => signOf(network).name).join(', '))}
          </span>
        </p>
      )}
      <h4>{text.how}</h4>
      <p>
        <Fr>{typeset(method.how)}</Fr>
      </p>
      <h4>{text.excludes}</h4>
      <p>
        <Fr>{typeset(method.excludes)}</Fr>
      </p>
      {method.parameters.length > 0 && (
        <>
          <h4>{text.parameters}</h4>
          <dl className="parameters">
            {method.parameters.map(({ name, value }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <Fr>{typeset(value)}</Fr>
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <h4>{text.version}</h4>
      <p>
        <b>{text.definition(definitionVersion)}</b>
        {policyVersion && <>. {text.policy(policyVersion)}</>}. {text.source} :{' '}
        <Fr>{typeset(method.source)}</Fr>
      </p>
      {indicator.numerator !== null && <MethodRows indicator={indicator} />}
    </div>
  );
};

interface MethodDrawerProps {
  id: string;
  /** The indicator when the page has it already; one that is no tile is asked for. */
  known: Indicator | undefined;
  policyVersion: string | null;
  onClose: () => void;
}

/** How a figure is made, what is missing from it, and the rows it is made of. */
export const MethodDrawer = ({ id, known, policyVersion, onClose }: MethodDrawerProps) => {
  const tell = useTell();
  const { data, problem, again } = useAsked<Indicator>(
    known ? null : `/v1/indicators/${encodeURIComponent(id)}`,
  );
  const indicator = known ?? data;
  const copy = async () => {
    await navigator.clipboard.writeText(window.location.href);
    tell({ tone: 'ok', text: text.copied });
  };
  return (
    <Drawer
      title={
        <>
          <CircleHelp aria-hidden="true" /> <Fr>{text.title}</Fr>
        </>
      }
      onClose={onClose}
      foot={
        <Button icon={Link2} onClick={() => void copy()}>
          {text.copy}
        </Button>
      }
    >
      {problem && <Failure problem={problem} again={() => void again()} />}
      {!indicator && !problem && <Skeleton shape="lines" />}
      {indicator && <Method indicator={indicator} policyVersion={policyVersion} />}
    </Drawer>
  );
};
