import { ChartLine, CircleHelp, Table2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { frOverview } from '../fr-overview';
import { go, useRoute } from '../router';
import { Fr } from './typeset';

const KEPT_IN = 'tableaux';

/** Chart or table, per panel; the choice is kept in the address so that a link shows the same thing. */
const useTwin = (id: string): { asTable: boolean; show: (asTable: boolean) => void } => {
  const { path, search } = useRoute();
  const tables = (search.get(KEPT_IN) ?? '').split(',').filter(Boolean);
  return {
    asTable: tables.includes(id),
    show: (asTable) => {
      const next = new URLSearchParams(search);
      const kept = tables.filter((table) => table !== id);
      if (asTable) kept.push(id);
      if (kept.length > 0) next.set(KEPT_IN, kept.join(','));
      else next.delete(KEPT_IN);
      const query = next.toString();
      go(query ? `${path}?${query}` : path, 'replace');
    },
  };
};

export const MethodButton = ({ label, onOpen }: { label: string; onOpen: () => void }) => (
  <button type="button" className="method-button" aria-label={frOverview.method(label)} onClick={onOpen}>
    <CircleHelp aria-hidden="true" />
  </button>
);

interface PanelProps {
  id: string;
  title: string;
  sub?: string;
  className?: string;
  onMethod?: () => void;
  /** Beside the title: a choice of what is drawn. */
  head?: ReactNode;
  /** Without a table the panel has no switch: its content is text already. */
  table?: ReactNode;
  children: ReactNode;
}

/** A white sheet with a title, a plot, and the same numbers in a table one switch away. */
export const Panel = ({ id, title, sub, className = '', onMethod, head, table, children }: PanelProps) => {
  const { asTable, show } = useTwin(id);
  return (
    <section className={`panel ${className}`} id={id} aria-labelledby={`${id}-title`}>
      <header className="panel-head">
        <h2 id={`${id}-title`}>
          <Fr>{title}</Fr>
        </h2>
        {sub && (
          <p className="panel-sub">
            <Fr>{sub}</Fr>
          </p>
        )}
        {head}
        {table !== undefined && (
          <fieldset className="twin">
            <legend className="unseen">{frOverview.showAs(title)}</legend>
            <button type="button" aria-pressed={!asTable} onClick={() => show(false)}>
              <ChartLine aria-hidden="true" />
              <span>{frOverview.chart}</span>
            </button>
            <button type="button" aria-pressed={asTable} onClick={() => show(true)}>
              <Table2 aria-hidden="true" />
              <span>{frOverview.table}</span>
            </button>
          </fieldset>
        )}
        {onMethod && <MethodButton label={title} onOpen={onMethod} />}
      </header>
      {asTable && table !== undefined ? table : children}
    </section>
  );
};
