import { serve, untilStopped } from '~/cli/serve';
import { readEnvironment } from '~/web/env.server';

/** The site in a process of its own, which overwrites plain words after the given number of milliseconds. */
const serving = await serve({
  environment: readEnvironment(),
  print: (line) => process.stdout.write(`${line}\n`),
  plainWordsMs: Number(process.argv[2]),
});
process.exitCode = await untilStopped(serving);
