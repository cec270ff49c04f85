import { type AnchorHTMLAttributes, createElement, type MouseEvent, useSyncExternalStore } from 'react';

const MOVED = 'concerto:moved';

const subscribe = (onChange: () => void): (() => void) => {
  window.addEventListener('popstate', onChange);
  window.addEventListener(MOVED, onChange);
  return () => {
    window.removeEventListener('popstate', onChange);
    window.removeEventListener(MOVED, onChange);
  };
};

/** Where the page is, as one string: it changes when, and only when, the address does. */
const address = (): string => window.location.pathname + window.location.search;

/** Goes to another page of ours, keeping the session in memory; `replace` leaves no step behind. */
export const go = (href: string, how: 'push' | 'replace' = 'push'): void => {
  if (how === 'push') window.history.pushState(null, '', href);
  else window.history.replaceState(null, '', href);
  window.dispatchEvent(new Event(MOVED));
};

export interface Route {
  path: string;
  search: URLSearchParams;
}

export const useRoute = (): Route => {
  const [path = '/', search = ''] = useSyncExternalStore(subscribe, address).split('?');
  return { path, search: new URLSearchParams(search) };
};

/** A true link (middle click and copy work) that a plain click follows without loading the page again. */
export const Link = ({ href = '/', onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement>) =>
  createElement('a', {
    ...rest,
    href,
    onClick: (event: MouseEvent<HTMLAnchorElement>) => {
      onClick?.(event);
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey)
        return;
      event.preventDefault();
      go(href);
      window.scrollTo(0, 0);
    },
  });
