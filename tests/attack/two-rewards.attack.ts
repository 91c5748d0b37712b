import { beforeAll, expect } from 'vitest';
import { sealedPart } from '#db/schema/casework';
import { handOver } from '#db/schema/hand-over';
import { logEntry } from '#db/schema/log';
import type { BareSite } from '../e2e/site';
import { openFollow, pageValue, post } from '../faults/running-site';
import { attackLong } from './attack';
import { copyOfDemo, demo } from './demo';

const WORDS = '只写给第一件举报的话';
const ACCOUNT = '6222000011112222';
const BANK = { payeeName: '王小明', bankName: '安岭农商银行', bankAccount: ACCOUNT, consent: 'yes' };
const ACTS: Record<string, string>[] = [
  { step: 'message', message: WORDS },
  { step: 'claim', claimMethod: 'cash' },
  { step: 'claim', claimMethod: 'bank', ...BANK, shownAccount: ACCOUNT },
  { step: 'withdraw', sure: 'yes' },
];

let site: BareSite;
beforeAll(async () => {
  site = await copyOfDemo();
});

/** Codes of the demo whose reward waits to be claimed, and those of reports that can still be withdrawn. */
function codesAt(wanted: string): string[] {
  const stages = demo().codes as unknown as { stage: { at: string; reward?: string }; receiptCode: string }[];
  return stages.flatMap(({ stage, receiptCode }) =>
    stage.reward === wanted || stage.at === wanted ? [receiptCode] : [],
  );
}

async function opened(code: string | undefined): Promise<{ cookie: string; page: string }> {
  const cookie = (await openFollow(site.origin, code ?? '')) ?? '';
  return { cookie, page: await pageValue(site.origin, cookie) };
}

/** All that an act of a reporter leaves: rows of the thread, claims that wait for the night, rows of the log. */
const traces = async () => {
  const { db } = site.ctx;
  return [await db.$count(sealedPart), await db.$count(handOver), await db.$count(logEntry)];
};

attackLong(
  'Acts reach only the report that is shown',
  'two codes with rewards in one browser, scripts off: message, withdrawal, account, cash',
  async ({ note }) => {
    const { origin } = site;
    const [first, second, third] = await Promise.all(codesAt('approved').slice(0, 3).map(opened));
    const fresh = await opened(codesAt('registered')[0]);
    if (!first || !second || !third) throw new Error('The demo has no three rewards to claim');
    const before = await traces();
    for (const fields of ACTS) {
      const answer = await post(origin, { ...fields, page: first.page }, second.cookie);
      expect([fields.step, fields.claimMethod, answer.status]).toEqual([fields.step, fields.claimMethod, 409]);
      // What was typed comes back beside the words that say why.
      const body = await answer.text();
      if (fields.message) expect(body).toContain(WORDS);
      if (fields.bankAccount) expect(body).toContain(ACCOUNT);
    }
    expect(await traces()).toEqual(before);
    // The control: every one of these acts is done with the form of the report that is open.
    const own: [Record<string, string>, typeof second][] = [
      [ACTS[0] ?? {}, second],
      [ACTS[1] ?? {}, second],
      [ACTS[2] ?? {}, third],
      [ACTS[3] ?? {}, fresh],
    ];
    for (const [fields, { cookie, page }] of own) {
      const answer = await post(origin, { ...fields, page }, cookie);
      expect([fields.step, fields.claimMethod, answer.status]).toEqual([fields.step, fields.claimMethod, 303]);
    }
    const [parts = 0, claims = 0, acts = 0] = before;
    expect(await traces()).toEqual([parts + 2, claims + 2, acts + 4]);
    note(`${ACTS.length} acts tried, each done once with the right form`);
  },
);
