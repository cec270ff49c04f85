import type { Freshness, Network } from '../api/dashboard';
import { useAsked } from '../api/http';
import { Chip } from '../design/network';
import { FIVE } from '../design/networks';
import { Fr } from '../design/typeset';
import { lately } from '../format';
import { fr } from '../fr';

interface Heard {
  network: Network;
  silent: boolean;
  lastAt: string | null;
}

/** A network is silent when one of its partners is: its figures lack something. */
const byNetwork = (rows: readonly Freshness[]): Heard[] =>
  FIVE.flatMap((network) => {
    const partners = rows.filter((row) => row.network === network);
    if (partners.length === 0) return [];
    const quiet = partners.find((partner) => partner.silent);
    return [{ network, silent: quiet !== undefined, lastAt: (quiet ?? partners[0])?.lastAt ?? null }];
  });

/** On every page: which networks are up to date. Nothing is shown when the answer is not there. */
export const FreshnessFoot = ({ where }: { where: 'menu' | 'page' }) => {
  const { data } = useAsked<{ asOf: string; freshness: Freshness[] }>('/v1/freshness');
  if (!data || data.freshness.length === 0) return null;
  const heard = byNetwork(data.freshness);
  const silent = heard.filter((network) => network.silent);
  return (
    <section className={`freshness-foot freshness-foot-${where}`} aria-label={fr.freshness.title}>
      <p>
        <b>{fr.freshness.upToDate(heard.length - silent.length, heard.length)}</b>
      </p>
      <p className="chips">
        {heard.map((network) => (
          <Chip key={network.network} network={network.network} silent={network.silent} />
        ))}
      </p>
      {silent.map(({ network, lastAt }) => (
        <p key={network}>
          <small>
            <Fr>{fr.freshness.nothingSince(network, lastAt && lately(lastAt, data.asOf))}</Fr>
          </small>
        </p>
      ))}
    </section>
  );
};
