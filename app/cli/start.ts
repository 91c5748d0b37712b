import type { Command } from './command';
import { serve, untilStopped } from './serve';

/** `anshao start`: runs the site until SIGTERM or SIGINT. */
export const run: Command = async ({ environment, print }) => untilStopped(await serve({ environment, print }));
