import { join } from 'node:path';
import { type Child, startChild } from './child';
import type { Workshop } from './workshop';

/** The origin that browsers see; every non-GET must name it as its Origin. */
export const ORIGIN = 'http://anshao.localhost';

/**
 * The real site in a process of its own, on a data folder; a second start on the same folder finds what the first one
 * left.
 */
export const startSite = (workshop: Workshop, data: string, more: { unpressed?: boolean } = {}): Promise<Child> =>
  startChild('site-process.ts', { data, origin: ORIGIN, ...more }, join(workshop.folder, 'site.log'));

export const addressOf = (site: Child): string => `http://127.0.0.1:${site.ready.port}`;
