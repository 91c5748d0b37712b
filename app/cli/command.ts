import type { Environment } from '~/web/env.server';
import type { OpenContext } from './open-context';

/** What a verb gets; its file `app/cli/VERB.ts` exports `run: Command`. */
export type CommandContext = {
  /** The arguments after the verb, without `--json`. */
  args: string[];
  /** Print one JSON value on standard output, for programs. */
  json: boolean;
  environment: Environment;
  print: (line: string) => void;
  /**
   * The context on the migrated database; closed after the verb. Beside a running site it uses that site's database.
   */
  open: () => Promise<OpenContext>;
};

/** Returns the exit code; throw UsageError for wrong arguments, Refusal for what the rules forbid. */
export type Command = (context: CommandContext) => Promise<number>;

/** Wrong arguments: the message is shown with the verb's usage. */
export class UsageError extends Error {
  readonly usageError = true as const;
}
