import { and, eq, isNull } from 'drizzle-orm';
import type { Browser } from 'playwright';
import { expect, it } from 'vitest';
import { unit } from '#db/schema/county';
import { sequenceLog } from '~/services/log/log-sequencer.server';
import { changeOrigin, settleAddress } from '~/services/log/site-address.server';
import { verifyLog } from '~/services/log/verify-log.server';
import { takesReports } from '~/services/report/open-reporting.server';
import { membersWords } from '~/words/staff/members';
import { LONG } from '../runner/long';
import { hangBoards, importEmployers, printBoards } from './grown-register';
import { allOpenByCode, type Told, tell } from './grown-reports';
import { addsUnit, invitesTo, leadsTo, merges, renames, renamesUnit, signsDuties, signsList } from './grown-town';
import { invite } from './newcomer';
import { comesBack, handsOn, makesKey, movesTo, type Person, readsAgain, saysHeld } from './opening-walk';
import { toStaffPage } from './people';
import { confirmBackupKey, proposeBackupKey, restoredElsewhere, startAgain } from './restored-site';
import type { BareSite } from './site';

/** The town as it stands, and everybody in it. */
export type Walk = {
  browser: Browser;
  site: () => BareSite;
  move: (site: BareSite) => void;
  of: (login: string) => Person;
  arrives: (login: string, name: string, link: string) => Promise<Person>;
  replace: (login: string, person: Person) => void;
  told: Told[];
};

const OFFICE = '应急管理和安全生产办公室';
const FIRE = '消防救援大队';
const [FORMER, BUREAU] = ['应急管理局', '应急管理和综合执法局'];
const ADDED = [
  ['fire', FIRE],
  ['emergency', FORMER],
  ['housing', '住房和城乡建设委员会'],
  ['transport', '交通运输局'],
  ['market', '市场监督管理局'],
  ['water', '水利局'],
  ['education', '教育委员会'],
  ['culture', '文化和旅游局'],
] as const;
const FIREFIGHTERS = [
  ['fire1', '韩消防'],
  ['fire2', '杨消防'],
] as const;
const BOARDS = Array.from({ length: 10 }, (_, n) => `GROWN${n}`);
const onward = it.runIf(LONG);

/** Chapters in which the town of seven becomes a county, and each earlier report still opens. */
export function townGrows(walk: Walk): void {
  const { of, told } = walk;
  const guardians = () => [of('guardians1'), of('guardians2')] as const;
  const admin = () => of('admin');
  const at = (host: string) => `http://${host}:${new URL(walk.site().origin).port}`;
  const holds = async () => {
    await sequenceLog(walk.site().ctx, { everything: true });
    expect(await verifyLog(walk.site().ctx)).toMatchObject({ ok: true, problems: [], tail: 0 });
    await allOpenByCode(walk.browser, walk.site(), told);
  };

  onward('becomes a county: another name, eight departments that nobody is in yet, one of them renamed', async () => {
    await comesBack(admin());
    await renames(admin(), of('guardians1'), '镇溪县');
    for (const [code, name] of ADDED) await addsUnit(admin(), { code, name, under: OFFICE });
    await signsList(
      ...guardians(),
      ADDED.map(([, name]) => name),
    );
    await comesBack(admin());
    await renamesUnit(admin(), FORMER, BUREAU);
    await signsList(...guardians(), [`原名称：${FORMER}`]);
    const departments = and(eq(unit.kind, 'department'), isNull(unit.closedOn));
    expect(await walk.site().ctx.db.$count(unit, departments)).toBe(8);
    expect(await takesReports(walk.site().ctx, { anew: true })).toBe(true);
  });

  onward('its fire brigade gets two people, a key and its sector, and takes what is its own from then on', async () => {
    await comesBack(admin());
    const invited = await invitesTo(admin(), FIRE, FIREFIGHTERS);
    for (const [login, name] of FIREFIGHTERS) await walk.arrives(login, name, invited.get(login) ?? '');
    await makesKey(of('fire1'), '杨消防');
    await signsList(...guardians(), ['韩消防', '杨消防']);
    await handsOn(of('fire1'), '杨消防');
    await saysHeld(of('fire2'));
    await comesBack(admin());
    await leadsTo(admin(), '消防', FIRE);
    await signsDuties(...guardians(), [FIRE]);
    told.push(await tell(walk.browser, walk.site(), { text: '灭火器过期。', sector: 'fire' }));
    for (const [login] of FIREFIGHTERS) await readsAgain(of(login), told[1] as Told);
    await readsAgain(of('intake1'), told[0] as Told);
  });

  onward(
    'imports employers but for three bad rows, prints ten boards, and takes a report from one of them',
    async () => {
      await comesBack(admin());
      await importEmployers(admin().page, BUREAU, FORMER, ['石桥村', '磨盘村']);
      await hangBoards(admin().page, '红星机械厂', BOARDS.slice(0, 5));
      await hangBoards(admin().page, '东方商场', BOARDS.slice(5));
      await signsDuties(...guardians(), BOARDS);
      await comesBack(admin());
      expect(await printBoards(admin().page, BOARDS)).toEqual(BOARDS.map((code) => `${walk.site().origin}/q/${code}`));
      told.push(await tell(walk.browser, walk.site(), { text: '安全出口上锁。', board: 'GROWN7' }));
      await readsAgain(of('fire1'), told[2] as Told);
    },
  );

  onward('merges a department, and replaces its administrator', async () => {
    await comesBack(admin());
    await merges(admin(), '文化和旅游局', '教育委员会');
    await signsList(...guardians(), ['由教育委员会接续']);
    await comesBack(admin());
    await toStaffPage(admin().page, 'members');
    const next = { name: '接任的同志', login: 'admin.next', unit: '平台管理岗', role: 'administrator' };
    const link = await invite(admin().page, next);
    const successor = await walk.arrives(next.login, next.name, link);
    await toStaffPage(successor.page, 'members');
    const row = successor.page.getByRole('row', { name: admin().name });
    await row.locator('summary').click();
    await row.getByRole('button', { name: membersWords.zh.disable, exact: true }).click();
    await successor.page.locator('.govuk-notification-banner', { hasText: membersWords.zh.disabled }).waitFor();
    walk.replace('admin', successor);
    await holds();
  });

  onward('changes its domain, and is restored elsewhere: each earlier report opens, and the log verifies', async () => {
    const [first, second] = guardians();
    // The list that names the successor, and no longer the one who left.
    await signsList(first, second, ['接任的同志']);
    await comesBack(first);
    await toStaffPage(first.page, 'directory');
    const shares = await proposeBackupKey(first.page);
    await comesBack(second);
    await toStaffPage(second.page, 'directory');
    await confirmBackupKey(second.page);
    const to = at('new.localhost');
    const site = walk.site();
    await settleAddress(site.ctx);
    await site.close();
    expect(await changeOrigin(site.ctx, { to, both: true })).toMatchObject({ to, lockedOut: [] });
    for (const place of [site.place, null]) {
      const given = place ?? (await restoredElsewhere(walk.site(), shares));
      if (place === null) await walk.site().close();
      walk.move(await startAgain(walk.site(), given, ['new.localhost', 'localhost'], { light: false }));
      await settleAddress(walk.site().ctx);
      for (const login of ['intake1', 'fire1'])
        walk.replace(login, await movesTo(walk.browser, walk.site(), of(login)));
      await readsAgain(of('intake1'), told[0] as Told);
      for (const one of told.slice(1)) await readsAgain(of('fire1'), one);
      await holds();
    }
  });
}
