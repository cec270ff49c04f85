import { useEffect, useRef, useState } from 'react';

const POLL_EVERY_MS = 30_000;
/** Facts come in bursts: one question for all those of the same moment. */
const GATHER_MS = 400;

export type LiveState = 'on' | 'polling' | 'off';

export interface Live {
  state: LiveState;
  swap: () => void;
}

/**
 * Calls `onChange` when the figures have moved. The stream resumes by itself after the last event it heard;
 * when it is refused or cut for good, the page asks every 30 seconds instead.
 */
export const useLive = (stream: string, onChange: () => void): Live => {
  const [paused, setPaused] = useState(false);
  const [polling, setPolling] = useState(false);
  const latest = useRef(onChange);
  latest.current = onChange;

  useEffect(() => {
    if (paused) return;
    let gathering: number | undefined;
    const moved = () => {
      window.clearTimeout(gathering);
      gathering = window.setTimeout(() => latest.current(), GATHER_MS);
    };
    const source = new EventSource(stream);
    source.addEventListener('changed', moved);
    source.addEventListener('open', () => setPolling(false));
    source.addEventListener('error', () => setPolling(true));
    return () => {
      window.clearTimeout(gathering);
      source.close();
    };
  }, [stream, paused]);

  useEffect(() => {
    if (paused || !polling) return;
    const timer = window.setInterval(() => latest.current(), POLL_EVERY_MS);
    return () => window.clearInterval(timer);
  }, [paused, polling]);

  return {
    state: paused ? 'off' : polling ? 'polling' : 'on',
    swap: () => {
      if (paused) latest.current();
      setPaused(!paused);
    },
  };
};
