import { MailCheck, TriangleAlert } from 'lucide-react';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { Problem, send } from '../api/http';
import { Button } from '../design/button';
import { Fr } from '../design/typeset';
import { fr } from '../fr';
import { Logo } from '../shell/logo';

const LOOKS_LIKE_AN_ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Asks for an address and says that a link was sent; it never says whether the address is known. */
export const SignInPage = () => {
  const [email, setEmail] = useState('');
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const sent = useRef<HTMLHeadingElement>(null);
  const field = useId();

  useEffect(() => {
    document.title = `${fr.signIn.title} · Concerto`;
  }, []);
  useEffect(() => {
    if (sentTo) sent.current?.focus();
  }, [sentTo]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const address = email.trim();
    if (!LOOKS_LIKE_AN_ADDRESS.test(address)) {
      setError(fr.signIn.badAddress);
      return;
    }
    setBusy(true);
    setError(null);
    try {
      await send('/v1/sign-in', { email: address });
      setSentTo(address);
    } catch (problem) {
      setError((problem as Problem).sentence);
    } finally {
      setBusy(false);
    }
  };

  return (
    <main className="sign-in">
      <p className="brand">
        <Logo />
        <span>Concerto</span>
      </p>
      {sentTo ? (
        <section className="panel sign-in-panel">
          <MailCheck className="sign-in-icon" aria-hidden="true" />
          <h1 ref={sent} tabIndex={-1}>
            {fr.signIn.sent}
          </h1>
          <p>
            <Fr>{fr.signIn.sentTo(sentTo)}</Fr>
          </p>
          <Button kind="quiet" onClick={() => setSentTo(null)}>
            {fr.signIn.another}
          </Button>
        </section>
      ) : (
        <form className="panel sign-in-panel" noValidate onSubmit={(event) => void submit(event)}>
          <h1>{fr.signIn.title}</h1>
          <p>{fr.signIn.intro}</p>
          <div className={`field ${error ? 'field-wrong' : ''}`}>
            <label htmlFor={field}>{fr.signIn.email}</label>
            <input
              id={field}
              type="email"
              autoComplete="email"
              value={email}
              aria-describedby={`${field}-help`}
              aria-invalid={error !== null}
              onChange={(event) => setEmail(event.target.value)}
            />
            <p id={`${field}-help`} className="field-help" role={error ? 'alert' : undefined}>
              {error ? (
                <>
                  <TriangleAlert aria-hidden="true" /> <Fr>{error}</Fr>
                </>
              ) : (
                fr.signIn.help
              )}
            </p>
          </div>
          <Button kind="primary" type="submit" busy={busy}>
            {fr.signIn.act}
          </Button>
        </form>
      )}
      <p className="sign-in-tagline">{fr.signIn.tagline}</p>
    </main>
  );
};
