import { fr } from '../fr';
import { Link } from '../router';
import { Shell } from './shell';

/** An address that is nobody's, or not for this person. */
export const NoPlacePage = () => (
  <Shell frame="pilot" title={fr.noPlace.title}>
    <section className="state">
      <h1>{fr.noPlace.title}</h1>
      <p>{fr.noPlace.text}</p>
      <Link href="/" className="button button-second button-normal">
        {fr.noPlace.home}
      </Link>
    </section>
  </Shell>
);
