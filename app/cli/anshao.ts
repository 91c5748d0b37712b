import { isRefusal } from '~/domain/refusal';
import type { WrongSecretError } from '~/services/log/log-keys.server';
import type { WrongAddressError } from '~/services/log/site-address.server';
import { overwritesFreed, quietLibraries, readEnvironment, SettingsError } from '~/web/env.server';
import { safeError } from '~/web/log.server';
import type { Command, UsageError } from './command';
import { type OpenContext, openContext } from './open-context';
import { runAgain } from './run-again';

/** `serves`: what people type comes into the memory of this command. */
type Verb = { usage: string; summary: string; serves?: true; load: () => Promise<Command> };

/** Each verb is a file of its own, loaded when it is used. */
const VERBS: Record<string, Verb> = {
  demo: {
    usage: 'demo [--months N]',
    summary: 'makes the demo county where there is none (with figures of N months, else 12), then starts',
    serves: true,
    load: async () => (await import('./demo')).run,
  },
  start: {
    usage: 'start',
    summary: 'starts the site',
    serves: true,
    load: async () => (await import('./start')).run,
  },
  migrate: {
    usage: 'migrate',
    summary: 'brings the database up to date',
    load: async () => (await import('./migrate')).run,
  },
  'setup-link': {
    usage: 'setup-link',
    summary: 'prints a new one-time set-up link while there is no county',
    load: async () => (await import('./setup-link')).run,
  },
  totp: {
    usage: 'totp LOGIN | totp --secret SECRET',
    summary: 'prints the present code of a demo account or secret',
    load: async () => (await import('./totp')).run,
  },
  route: {
    usage: 'route --matter M --sector S --area A [--site S] [--deaths N] [--accused UNIT]',
    summary: 'says where a matter goes, and why',
    load: async () => (await import('./route')).run,
  },
  reward: {
    usage: 'reward …',
    summary: 'computes a reward, step by step',
    load: async () => (await import('./reward')).run,
  },
  release: {
    usage: 'release [YYYY-MM]',
    summary: 'makes the statistics of a month, by default the last one',
    load: async () => (await import('./release')).run,
  },
  'verify-log': {
    usage: 'verify-log [--checkpoint FILE]',
    summary: "recomputes the log's chain; exit code 1 when it is broken or does not hold a checkpoint kept elsewhere",
    load: async () => (await import('./verify-log')).run,
  },
  tombstones: {
    usage: 'tombstones',
    summary: 'lists what was deleted for good, one JSON line each, for the file beside the backups',
    load: async () => (await import('./tombstones')).run,
  },
  'replay-tombstones': {
    usage: 'replay-tombstones FILE',
    summary: 'after a restore, deletes again what had been deleted since the backup',
    load: async () => (await import('./replay-tombstones')).run,
  },
  doctor: {
    usage: 'doctor [--lang zh|en]',
    summary: 'says in words what is wrong with the site and what to do; exit code 1 for warnings, 2 for what is wrong',
    load: async () => (await import('./doctor')).run,
  },
  'backup-key': {
    usage: 'backup-key',
    summary: 'makes a backup key, away from the server, and prints its shares and its recipient',
    load: async () => (await import('./backup-key')).run,
  },
  backup: {
    usage: 'backup DIR [--with-secret] [--recipient age1pq1…] [--keep N]',
    summary: 'makes a sealed backup of database and files beside a running site; files only once',
    load: async () => (await import('./backup')).run,
  },
  restore: {
    usage: 'restore DIR --key FILE [--backup ID] [--tombstones FILE] [--checkpoint FILE]',
    summary: 'restores a backup into an empty folder, deletes again what was deleted, verifies the log',
    load: async () => (await import('./restore')).run,
  },
  'rotate-secret': {
    usage: 'rotate-secret [--dry-run] [--break-in --fingerprint "…"]',
    summary: 'renews the server secret and all that was made with it, while the site is stopped',
    load: async () => (await import('./rotate-secret')).run,
  },
  'change-origin': {
    usage: 'change-origin ADDRESS [--both] [--dry-run] [--force]',
    summary: 'gives the site another public address, while it is stopped; refused while somebody has passkeys only',
    load: async () => (await import('./change-origin')).run,
  },
  'export-county': {
    usage: 'export-county',
    summary: 'prints the whole set-up as the one file that administrators import; no keys, no cases',
    load: async () => (await import('./export-county')).run,
  },
  'release-key': {
    usage: 'release-key FILE',
    summary: 'makes the key that signs releases, or prints the public key of one',
    load: async () => (await import('./release-key')).run,
  },
  'check-site': {
    usage: 'check-site URL [--manifest FILE] [--release-key KEY]',
    summary: 'compares what a site serves with a release; exit code 1 when something differs, 2 when it cannot check',
    load: async () => (await import('./check-site')).run,
  },
};

function help(): string {
  const lines = Object.entries(VERBS).map(([name, { summary }]) => `  ${name.padEnd(18)}${summary}`);
  return ['anshao VERB [--json] [--help]', '', ...lines].join('\n');
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

async function main(words: string[]): Promise<number> {
  const [name = '', ...rest] = words.filter((word) => word !== '--json' && word !== '--help' && word !== '-h');
  const asksHelp = words.includes('--help') || words.includes('-h');
  const verb = VERBS[name];
  if (!verb) {
    if (name !== '') complain(`There is no verb "${name}".`);
    print(help());
    return name === '' && (asksHelp || words.length === 0) ? 0 : 2;
  }
  if (asksHelp) {
    print(`anshao ${verb.usage} [--json]\n  ${verb.summary}`);
    return 0;
  }
  if (verb.serves && !overwritesFreed()) return runAgain();
  return runVerb(verb, rest, words.includes('--json'));
}

async function runVerb(verb: Verb, args: string[], json: boolean): Promise<number> {
  let opened: OpenContext | undefined;
  try {
    const environment = readEnvironment();
    quietLibraries();
    const open = async () => {
      opened ??= await openContext(environment);
      return opened;
    };
    const command = await verb.load();
    return await command({ args, json, environment, print, open });
  } catch (error) {
    return explain(error, verb, json);
  } finally {
    await opened?.close();
  }
}

function explain(error: unknown, verb: Verb, json: boolean): number {
  if (isRefusal(error)) {
    if (json) print(JSON.stringify({ refused: error.code, field: error.field ?? null }));
    complain(`Refused: ${error.message}`);
    return 1;
  }
  const { wrongSecret, wrongAddress } = (error ?? {}) as Partial<WrongSecretError & WrongAddressError>;
  if (error instanceof SettingsError || wrongSecret || wrongAddress) {
    complain((error as Error).message);
  } else if ((error as Partial<UsageError> | null)?.usageError) {
    complain(`${(error as Error).message}\nUsage: anshao ${verb.usage}`);
    return 2;
  } else complain(wording(error));
  return 1;
}

/** Our own sentences are shown in full; those of libraries may repeat values, so only class and place are shown. */
function wording(error: unknown): string {
  const { code, syscall, port } = error as { code?: string; syscall?: string; port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is taken; stop the other program or give another PORT.`;
  if (code === 'EACCES' && syscall === 'listen')
    return `Port ${port} may not be used by this account; give another PORT.`;
  if (error instanceof Error && error.constructor === Error && error.cause === undefined && code === undefined) {
    return error.message;
  }
  const safe = safeError(error);
  return `Failed: ${safe.error}\n  at ${safe.at}`;
}

process.exitCode = await main(process.argv.slice(2));
