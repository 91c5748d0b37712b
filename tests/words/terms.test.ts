import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { POINT_ROLES, SITE_ROLES } from '~/domain/county/board-kind';
import { ceremony2026 } from '~/domain/county/policies/ceremony-2026';
import { nationalReward2018 } from '~/domain/county/policies/national-reward-2018';
import { retention2026 } from '~/domain/county/policies/retention-2026';
import { timeLimits2023 } from '~/domain/county/policies/time-limits-2023';
import { isProductDefault } from '~/domain/county/policy';
import { boardWords } from '~/words/county/board';
import { publicWords } from '~/words/publication/public';
import { reportWords } from '~/words/report/report';
import { passkeyWords } from '~/words/staff/passkey';
import { sourcesUnder } from '../source-files';

const lines = (folder: string): string[] =>
  sourcesUnder(folder).flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .map((line) => `${path}: ${line}`),
  );

const with_ = (folder: string, word: RegExp) => lines(folder).filter((line) => word.test(line));

it('a word that offices read as something else is never used: 监督员 alone, 复核, 目录, 发放', () => {
  expect(with_('app/words/zh', /(?<!密钥)监督员/)).toEqual([]);
  expect(with_('app/words/zh', /复核|目录|发放/)).toEqual([]);
});

it('says the law in its own words (安监总财〔2018〕19号, 国务院令第493号, 应急管理部令第11号)', () => {
  const { who, deaths, perDeath, insider, byCode } = publicWords.zh.rewards;
  expect(who.join()).toMatch(/联名举报的，由第一署名人领取，其他署名人领取的，要有第一署名人的书面委托/);
  expect(who.join()).toMatch(/监管部门或者被举报的单位自己已经发现、正在依法处理/);
  expect(deaths + perDeath).toMatch(/查实瞒报谎报/);
  expect(insider('15%', '1000元', '30万元')).toMatch(/至少增加 1000元/);
  expect(byCode).toMatch(/领款码/);
  expect(reportWords.zh.deaths.hint).toMatch(/由县级以上人民政府组织核查/);
  expect(with_('app/words/zh', /严重失信主体名单/)).not.toEqual([]);
  expect(with_('app/words/zh', /黑名单|取款码|两人开启|由密码保护|密码保护/)).toEqual([]);
});

it('no page promises a reward for every true report: the rule in force says which, and to whom', () => {
  expect(with_('app/words', /查实有奖|举报有奖|true reports are rewarded/i)).toEqual([]);
});

/** Sentences that a page shows only where the roster works (report-danger.tsx), and pages of staff. */
const PROMISES =
  /\/report\/alerts\.ts:|follow\/access\.ts: +alerts|told at once, day and night|is being told|马上通知值班人员，白天夜里|正在通知值班人员/;

it('only what is shown where the roster works says that somebody on duty is told at once; else that nobody can promise it', () => {
  const pages = ['report', 'follow', 'publication'].flatMap((shelf) => [
    ...with_(
      `app/words/zh/${shelf}`,
      /(?:立即|马上|第一时间)(?:通知|提醒)|值班(?:人员|领导|负责人)|上一级已?(?:催办|督促)/,
    ),
    ...with_(`app/words/en/${shelf}`, /\balert(?:s|ed)\b|on duty|duty officer|urged by/i),
  ]);
  expect(pages.filter((line) => !PROMISES.test(line))).toEqual([]);
  expect(reportWords.zh.urgentNow.nobody + reportWords.zh.done.urgentNobody).toMatch(
    /不能保证马上有人看到.*不能保证马上有人看到/,
  );
  expect(reportWords.en.urgentNow.nobody + reportWords.en.done.urgentNobody).toMatch(
    /nobody can promise.*nobody can promise/,
  );
  for (const { told, text } of [reportWords.zh.urgentNow, reportWords.en.urgentNow]) {
    expect(text).toMatch(/119.*120.*110.*12350/);
    expect(told).not.toMatch(/119/);
  }
});

it('the warning before a page locks names the texts and says what becomes of them, not only of the keys', () => {
  const [zh, en] = [passkeyWords.zh.lock, passkeyWords.en.lock];
  expect(zh.closes + zh.kept(zh.quoted('原因'))).toMatch(/合上。您写的“原因”还没有提交，会封存保留.*放回原处/);
  expect(en.closes + en.kept(en.quoted('Reason'))).toMatch(
    /closes.*What you wrote in “Reason” was not sent.*kept.*comes back/,
  );
});

it('no page calls the ways to report and to follow by names of ours', () => {
  expect(with_('app/words', /(?:plain|sealed) way|(?:普通|封存)方式|“设备上封存”/i)).toEqual([]);
});

it('English says verdict for what was decided, and finding only for what the officer wrote', () => {
  const elsewhere = with_('app/words/en', /\bfindings?\b/i).filter(
    (line) => !line.startsWith('app/words/en/case/case.ts'),
  );
  expect(elsewhere).toEqual([]);
});

it('boards and the persons on them are named as the notices do (000 section 3, 001 item 24)', () => {
  const { personRoles, kinds } = boardWords.zh;
  expect(SITE_ROLES.map((role) => personRoles[role])).toEqual(['企业单位负责人', '行业部门监管负责人', '行政负责人']);
  expect(POINT_ROLES.map((role) => personRoles[role])).toEqual(['厂长经理管理层', '部门技术层', '车间班组操作层']);
  expect(Object.values(kinds)).toEqual(['安全责任公示牌', '重大风险管控公示牌', '重大隐患整改公示牌']);
});

it('terms of the product’s own are not told as national rules', () => {
  expect([retention2026, ceremony2026].map(isProductDefault)).toEqual([true, true]);
  expect([nationalReward2018, timeLimits2023].map(isProductDefault)).toEqual([false, false]);
  expect(isProductDefault({ kind: 'retention', jurisdiction: 'county' })).toBe(false);
});
