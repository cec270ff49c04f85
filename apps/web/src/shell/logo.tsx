/** A note on its stave: five lines, as many as networks. */
export const Logo = () => (
  <svg className="logo" width="26" height="22" viewBox="0 0 26 22" aria-hidden="true">
    <path className="logo-stave" d="M1 3h24M1 7h24M1 11h24M1 15h24M1 19h24" />
    <ellipse className="logo-note" cx="10.5" cy="15.5" rx="5" ry="4" transform="rotate(-20 10.5 15.5)" />
    <path className="logo-stem" d="M15.2 14.5V1" />
  </svg>
);
