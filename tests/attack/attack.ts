import { expect, type TestContext, test } from 'vitest';
import type { Promised } from './promises';
import { SHORT } from './short';

/*
 * How to write an attack
 *
 * A file `tests/attack/NAME.attack.ts` holds attacks on one subject. Each says which promise it tries and how:
 *
 *   attack('The way in stays open', 'empty posts from ten addresses', async ({ note }) => {
 *     … do what the attacker does …
 *     expect(through).toBe(0);          // a failed `expect` is shown as GOT THROUGH, any other error as NOT TRIED
 *     note(`${sent} posts sent`);       // shown in the table beside it
 *   });
 *
 * `attackLong` is the same and is left out of the short form that CI runs.
 * An attack that cannot succeed proves nothing: it has a control that does succeed, in the same attack.
 *
 * What there is to attack (demo.ts):
 *   demo()         the running site: `origin`, `data` folder, `databaseUrl` (owner), `accounts` with passphrases, receipt `codes`
 *   ownerOfDemo()  a connection to its database, closed after the file. Only read there: rows are spoilt in a copy
 *   copyOfDemo()   a whole site of its own in this process on a copy of database and blobs, for attacks that spoil rows
 *   person()       keys of an account, opened from the database by its passphrase as its own browser does
 *   knownPerson()  the same without deriving it again in every file
 *   signIn()       a session cookie of an account on a site
 * `testContext()` and `openSite()` of tests/services and tests/e2e work here too; prefer the demo where it shows the same.
 *
 * Files run two at a time; those that count what the site or this machine does meanwhile stand in tests/runner/attack.config.ts and
 * run alone, after the others.
 *
 * For each promise docs/threat-model.md names every attack on it; add a line there. tests/domain/threat-list.test.ts checks this. Before a
 * new attack is believed, switch off the check that it tries: it must say GOT THROUGH.
 */

declare module 'vitest' {
  interface TaskMeta {
    /** An attack's promise, and what it adds to the table. */
    promise?: string;
    notes?: string[];
  }
}

export type Attempt = { note: (text: string) => void };
type Body = (attempt: Attempt) => Promise<void> | void;

const LIMIT_MS = 120_000;

/** One attack; the promise holds when the body's expectations do. `limit` in milliseconds. */
export function attack(promise: Promised, name: string, body: Body, limit = LIMIT_MS): void {
  test(name, { meta: { promise }, timeout: limit }, (context) => attempted(context, body));
}

/** The same, only in the full form. */
export function attackLong(promise: Promised, name: string, body: Body, limit = LIMIT_MS): void {
  test.skipIf(SHORT)(name, { meta: { promise }, timeout: limit }, (context) => attempted(context, body));
}

async function attempted({ task }: TestContext, body: Body): Promise<void> {
  const notes: string[] = [];
  task.meta.notes = notes;
  expect.hasAssertions();
  await body({ note: (text) => void notes.push(text) });
}
