import { RotateCcw } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type Problem, send, useAsked } from '../api/http';
import type { MayIGo } from '../api/worklist';
import { Button } from '../design/button';
import { LightBanner } from '../design/light';
import { readSiret, SiretField } from '../design/siret-field';
import { useTell } from '../design/toasts';
import { Fr } from '../design/typeset';
import { moment, siret as spaced } from '../format';
import { fr } from '../fr';
import { go, Link, useRoute } from '../router';
import { Shell } from '../shell/shell';
import { PageHead } from './page-head';

/** Keeps the employer five days for this agent; it then stands in the list. */
const Reserve = ({ answer, again }: { answer: MayIGo; again: () => Promise<void> }) => {
  const tell = useTell();
  const [busy, setBusy] = useState(false);
  const reserve = async () => {
    setBusy(true);
    try {
      await send(`/v1/can-i-visit?siret=${answer.siret}`, {});
      tell({
        tone: 'ok',
        text: fr.mayI.reserved(answer.employer?.publicName ?? spaced(answer.siret)),
        action: { label: fr.acts.see, act: () => go('/ma-liste?boite=en-cours') },
      });
    } catch (error) {
      tell({ tone: 'bad', text: (error as Problem).sentence });
    }
    await again();
    setBusy(false);
  };
  return (
    <Button kind="primary" size="phone" busy={busy} onClick={() => void reserve()}>
      {fr.mayI.reserve}
    </Button>
  );
};

const Answer = ({ answer, again }: { answer: MayIGo; again: () => Promise<void> }) => (
  <>
    <LightBanner light={answer} />
    <section className="card">
      <h2>{answer.employer?.publicName ?? fr.prospect.employer}</h2>
      <dl className="facts">
        <dt>SIRET</dt>
        <dd className="figure">{spaced(answer.siret)}</dd>
        {answer.employer?.communeName && (
          <>
            <dt>{fr.prospect.commune}</dt>
            <dd>{answer.employer.communeName}</dd>
          </>
        )}
        <dt>{fr.mayI.knownAt}</dt>
        <dd className="figure">{<Fr>{moment(answer.asOf)}</Fr>}</dd>
      </dl>
      <div className="card-acts">
        {answer.colour === 'GREEN' && answer.employer && <Reserve answer={answer} again={again} />}
        <Link href={`/compte-rendu?siret=${answer.siret}`} className="button button-second button-phone">
          {fr.mayI.report}
        </Link>
      </div>
    </section>
  </>
);

/** Without an answer nobody knows: neither green nor red is a guess to make. */
const NoAnswer = ({ problem, again }: { problem: Problem; again: () => void }) => (
  <>
    <LightBanner light={{ colour: 'UNKNOWN', reason: problem.sentence, nextFreeDate: null }} />
    <Button size="phone" icon={RotateCcw} onClick={again}>
      {fr.acts.tryAgain}
    </Button>
  </>
);

/** A4: green, amber or red, with its reason, the next free date, and when this was known. */
export const MayIGoPage = () => {
  const { search } = useRoute();
  const asked = search.get('siret');
  const [typed, setTyped] = useState(spaced(asked ?? ''));
  const [error, setError] = useState<string | null>(null);
  const { data, problem, again } = useAsked<MayIGo>(
    asked && `/v1/can-i-visit?siret=${encodeURIComponent(asked)}`,
  );
  const answer = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (data) answer.current?.focus();
  }, [data]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readSiret(typed);
    setError(read.error);
    if (read.siret === null) return;
    if (read.siret === asked) void again();
    else go(`/puis-je-y-aller?siret=${read.siret}`, 'replace');
  };

  return (
    <Shell frame="adviser" title={fr.places.mayI} asOf={data?.asOf}>
      <PageHead title={fr.places.mayI} />
      <div className="cards">
        <form className="card ask-siret" noValidate onSubmit={submit}>
          <SiretField value={typed} error={error} onChange={setTyped} />
          <Button kind="primary" size="phone" type="submit" busy={asked !== null && !data && !problem}>
            {fr.mayI.ask}
          </Button>
        </form>
        <div ref={answer} tabIndex={-1} className="answer" aria-live="polite">
          {problem && <NoAnswer problem={problem} again={() => void again()} />}
          {data && <Answer answer={data} again={again} />}
        </div>
      </div>
    </Shell>
  );
};
