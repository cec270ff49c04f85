import { lazy, Suspense, useEffect } from 'react';
import { Failure, Skeleton } from './design/states';
import { Toasts } from './design/toasts';
import { OverviewPage } from './overview/overview-page';
import { go, useRoute } from './router';
import { SessionKeeper, type SignedIn, useSession } from './session';
import { NoPlacePage } from './shell/no-place-page';
import { placesOf } from './shell/places';
import { SignInPage } from './sign-in/sign-in-page';
import { MayIGoPage } from './worklist/may-i-go-page';
import { ProspectPage } from './worklist/prospect-page';
import { ReportPage } from './worklist/report-page';
import { WorklistPage } from './worklist/worklist-page';

/** The pages of who steers are large and an adviser's phone never opens them: they come when they are asked for. */
const PlanPage = lazy(() => import('./plan/plan-page').then((page) => ({ default: page.PlanPage })));

const EmployerPage = lazy(() =>
  import('./employer/employer-page').then((page) => ({ default: page.EmployerPage })),
);

const Home = ({ session }: { session: SignedIn }) => {
  const home = placesOf(session)[0]?.href;
  useEffect(() => {
    if (home) go(home, 'replace');
  }, [home]);
  return home ? null : <NoPlacePage />;
};

const pageAt = (path: string, session: SignedIn) => {
  if (path === '/' || path === '/connexion') return <Home session={session} />;
  if (!placesOf(session).some(({ href }) => path === href || path.startsWith(`${href}/`)))
    return <NoPlacePage />;
  if (path === '/vue-d-ensemble') return <OverviewPage />;
  if (path === '/ma-liste') return <WorklistPage />;
  if (path.startsWith('/ma-liste/'))
    return <ProspectPage key={path} leadId={path.slice('/ma-liste/'.length)} />;
  if (path === '/puis-je-y-aller') return <MayIGoPage />;
  if (path === '/compte-rendu') return <ReportPage />;
  if (path === '/plan' || path === '/employeurs')
    return (
      <Suspense fallback={<Skeleton shape="overview" />}>
        {path === '/plan' ? <PlanPage /> : <EmployerPage />}
      </Suspense>
    );
  return <NoPlacePage />;
};

const Pages = () => {
  const session = useSession();
  const { path } = useRoute();
  if (session.state === 'asking') return <Skeleton shape="cards" />;
  if (session.state === 'failed') return <Failure problem={session.problem} again={session.again} />;
  if (session.state === 'out') return <SignInPage />;
  return pageAt(path, session);
};

export const App = () => (
  <SessionKeeper>
    <Toasts>
      <Pages />
    </Toasts>
  </SessionKeeper>
);
