import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { adoptStaged, stageSecret } from '~/services/log/secret-file.server';
import { type Rotated, rotateSecret } from '~/services/log/secret-rotation.server';
import { secretOf } from '~/services/log/server-secret.server';
import { type Command, UsageError } from './command';

/**
 * `anshao rotate-secret [--dry-run] [--break-in --fingerprint F]`: draws a new server secret and makes anew what was
 * made with the old one. Whenever it is stopped, the next command or start finds either the old state or the new one
 * complete: the new secret lies beside the old one before the database changes, and replaces it once the database has
 * changed.
 */
export const run: Command = async ({ args, open, environment, json, print }) => {
  const options = optionsOf(args);
  const { ctx } = await open();
  const next = randomBytes(32);
  const rotated = await rotateSecret(ctx, secretOf(next), {
    ...options,
    stage: () => stageSecret(environment.data, next),
  });
  if (!options.dryRun) adoptStaged(environment.data);
  if (json) print(JSON.stringify({ dryRun: options.dryRun, ...rotated }));
  else for (const line of linesOf(rotated, options.dryRun)) print(line);
  return 0;
};

function optionsOf(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        'dry-run': { type: 'boolean', default: false },
        'break-in': { type: 'boolean', default: false },
        fingerprint: { type: 'string' },
      },
    });
    const reason: Rotated['reason'] = values['break-in'] ? 'breakIn' : 'rotation';
    return { dryRun: values['dry-run'], reason, fingerprint: values.fingerprint };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

const inFours = (text: string) => text.replace(/.{4}(?=.)/g, '$& ');

function linesOf(rotated: Rotated, dryRun: boolean): string[] {
  const { reason, key, authenticators, unreadable, caseTags, cashCodes, sessionsEnded } = rotated;
  return [
    dryRun ? 'Nothing was changed. A rotation now would make anew:' : 'The server secret is renewed. Made anew:',
    `  the log's key, number ${key.number} from ${key.fromDay} on${dryRun ? '' : `: ${key.publicKey}`}`,
    `  ${authenticators} authenticators, as they were before: nobody has to do anything`,
    `  ${caseTags} tags of cases`,
    `  ${cashCodes} cash codes of rewards not yet paid: reporters find the new one on their page`,
    ...(unreadable.length > 0 ? [`Not readable, these must set a new authenticator: ${unreadable.join(', ')}`] : []),
    ...(reason === 'breakIn'
      ? [
          `${sessionsEnded} sessions of staff ended`,
          'Now every member renews the authenticator (staff, My keys): the old secret opened those that were there.',
          ...(dryRun ? [] : [`Print this number and hand it to the guardians: log key ${inFours(key.keyId)}`]),
          'A guardian types it on the page Key list; until then verify-log reports keyUnconfirmed.',
        ]
      : []),
    ...(dryRun ? [] : ['Copy the new "server-secret" to every machine and to its backup, and destroy the old copies.']),
  ];
}
