import { join, resolve } from 'node:path';
import { cloneFolder } from './clone';

/** Where a running system keeps what it knows: data, logs, secrets, pid files. */
export interface Layout {
  state: string;
  logs: string;
  run: string;
  secrets: string;
  demo: string;
  launcherPid: string;
  demoLoaded: string;
}

/** `.concerto` of the clone, or CONCERTO_STATE. */
export function layoutOf(
  state: string = process.env.CONCERTO_STATE || join(cloneFolder, '.concerto'),
): Layout {
  const folder = resolve(state);
  return {
    state: folder,
    logs: join(folder, 'logs'),
    run: join(folder, 'run'),
    secrets: join(folder, 'secrets.json'),
    demo: join(folder, 'demo.json'),
    launcherPid: join(folder, 'run', 'launcher.pid'),
    demoLoaded: join(folder, 'demonstration-loaded'),
  };
}
