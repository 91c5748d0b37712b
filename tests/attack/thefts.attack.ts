import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ROLES } from '~/domain/vocabulary';
import { submitReport } from '~/services/report/report.server';
import { keysOf, lootOf, lootSince, openEverything } from '../services/attacker';
import { fireDraft } from '../services/case-workspace';
import { attackLong } from './attack';
import { account, copyOfDemo, person } from './demo';

const PROMISE = 'One person’s keys and the whole database open only that person’s part';
const TOLD = 'ZqTheftNarrative';
const NAME = 'ZqTheftName';
/** Who opens what of a report that went to the fire brigade, before anybody asked for anything. */
const OPENS: Record<string, string[]> = {
  'fire.lead': [TOLD],
  fire1: [TOLD],
  intake1: [],
  emergency1: [],
  upper1: [],
  custodian1: [],
  guardian1: [],
  finance1: [],
  auditor: [],
  supervisor: [],
  publisher: [],
  admin: [],
};

attackLong(
  PROMISE,
  'all that a report leaves on the demo’s disk, with the real keys of each role',
  async ({ note }) => {
    const { ctx, owner, data } = await copyOfDemo();
    // Made with the first file that comes in.
    mkdirSync(join(data, 'blobs'), { recursive: true });
    const stolen = () => lootOf({ database: { owner }, blobFolder: join(data, 'blobs') });
    const before = await stolen();
    const identity = { name: NAME, phone: '13812345678', idNumber: '' };
    await submitReport(ctx, {
      draft: fireDraft({
        description: TOLD,
        town: null,
        occurredOn: null,
        anonymity: 'named',
        identity,
        consent: true,
      }),
    });
    const { since } = lootSince(before, await stolen());
    const opened: Record<string, string[]> = {};
    let keys = 0;
    const marksIn = async (loot: Parameters<typeof openEverything>[0], held: string[]) => {
      const texts = (await openEverything(loot, held)).join('\n');
      return [TOLD, NAME].filter((mark) => texts.includes(mark));
    };
    for (const login of Object.keys(OPENS)) {
      const held = await keysOf(ctx, await person(ctx, login));
      keys += held.length;
      opened[login] = await marksIn({ old: [], since }, held);
    }
    expect(opened).toEqual(OPENS);
    // Nobody's role was forgotten.
    expect(new Set(Object.keys(OPENS).flatMap((login) => account(login).roles))).toEqual(new Set(ROLES));
    // The control: two people together open what none of them does alone.
    const two = await Promise.all(
      ['guardian1', 'custodian1'].map(async (login) => keysOf(ctx, await person(ctx, login))),
    );
    expect(await marksIn({ old: [], since }, two.flat())).toEqual([TOLD, NAME]);
    note(
      `${Object.keys(OPENS).length} people, ${keys} keys, ${before.length} sealed things before, ${since.length} of the report`,
    );
  },
  300_000,
);
