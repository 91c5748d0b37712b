import { expect, test } from 'vitest';
import type { QueueRow } from '~/services/case/queue.server';
import { queueLines } from '~/web/case/queue-csv.server';
import { sectorNames } from '~/words/sectors';

const row: QueueRow = {
  id: 'c',
  order: 12,
  matter: 'hazard',
  sector: 'fire',
  town: '0101',
  channel: 'web',
  receivedOn: '2025-09-01',
  urgent: true,
  stage: 'verifying',
  verdict: null,
  dueOn: null,
  dueProvisional: false,
  assignedTo: 'm',
  daysLeft: null,
  lateness: 'none',
  dueHour: null,
  awaitsReply: false,
};
const names = { officers: new Map([['m', '=王,"强"']]), towns: { '0101': '城关镇' }, sectors: sectorNames('zh', []) };

async function linesOf(lang: 'zh' | 'en'): Promise<string[]> {
  let text = '';
  async function* pages() {
    yield [row];
    yield [
      { ...row, order: 13, urgent: false, assignedTo: null, town: null, dueOn: '2025-10-01', dueProvisional: true },
    ];
  }
  for await (const part of queueLines(pages(), lang, names)) text += part;
  return text.split('\r\n');
}

test('the table speaks the reader’s language, and no name in it is run as a formula', async () => {
  expect(await linesOf('zh')).toEqual([
    '\uFEFF案件编号,危及生命,举报事项,行业,属地,渠道,收到日期,环节,承办人,结论,期限,期限说明',
    `12,是,事故隐患,消防,城关镇,网上,2025-09-01,核查,"'=王,""强""",,,`,
    '13,否,事故隐患,消防,,网上,2025-09-01,核查,,,2025-10-01,2025 年放假安排尚未公布，以公布后为准',
    '',
  ]);
  expect((await linesOf('en'))[0]).toBe(
    '\uFEFFCase number,Danger to life,Matter,Sector,Area,Channel,Received,Stage,Officer,Verdict,Time limit,About the limit',
  );
});
