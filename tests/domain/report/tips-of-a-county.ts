import { firstDuties } from '~/domain/county/first-duties';
import { PRESETS, type PresetUnit } from '~/domain/county/presets';
import type { RoutingTable } from '~/domain/report/routing';
import type { RoutingUnit } from '~/domain/report/routing-units';
import type { Matter, Sector } from '~/domain/vocabulary';
import type { SiteRegulator } from '~/envelope/keys/site-regulator';

const TOWNS = ['T1', 'T2'] as const;
type Town = (typeof TOWNS)[number];

const offices: readonly PresetUnit[] = PRESETS.county.units;
const towns = TOWNS.map((areaCode) => ({ code: `town-${areaCode}`, kind: 'town' as const, areaCode }));

const unitOf = ({ code, kind, areaCode = null }: { code: string; kind: string; areaCode?: string | null }) =>
  ({
    id: code,
    code,
    kind,
    areaCode,
    parentUnitId: code === 'upper' ? null : 'upper',
    successorIds: [],
    closedOn: null,
    takesReports: true,
  }) satisfies RoutingUnit;

/** The county of the preset with two towns, as set-up leaves it; ids are codes. */
export const COUNTY: RoutingTable = {
  units: [...offices, ...towns].map(unitOf),
  rules: firstDuties([...offices, ...towns], (code) => code),
  intakeUnitId: 'intake',
  upperUnitId: 'upper',
};

const trade = (unitId: string): SiteRegulator => ({ unitId, duty: 'trade', sectors: [] });
const special = (unitId: string, ...sectors: Sector[]): SiteRegulator => ({ unitId, duty: 'special', sectors });

/** Regulators on the boards at gates: of the trade, and special ones (Zhong County's notice, section 3). */
const MALL = [trade('market'), special('fire', 'fire'), special('market', 'specialEquipment')];
const PLANT = [trade('economy'), special('fire', 'fire'), special('market', 'specialEquipment')];
const SCHOOL = [trade('education'), special('fire', 'fire')];

type More = {
  town?: Town;
  board?: readonly SiteRegulator[];
  /** Regulators of an employer of the register that the reporter named. */
  employer?: readonly SiteRegulator[];
  deaths?: number;
  accused?: string;
};
type Tip = More & { told: string; sector: Sector; matter: Matter; goesTo: string };

/** `goesTo`: the code of the unit that must get it. */
const tip = (told: string, sector: Sector, matter: Matter, goesTo: string, more: More = {}): Tip => ({
  ...more,
  told,
  sector,
  matter,
  goesTo,
});

/**
 * Forty tips as people give them, after five notices of towns and counties; above each, why it goes there. 000 is Zhong
 * County's on the ten measures, 001 Baishiyi Town's, 002 Zhenxi Town's, 003 Zhong County's on 五查四改月述考, and 004 Xixinan
 * Town's.
 */
export const TIPS: readonly Tip[] = [
  // 001 item 43: sealed shafts are dug unlawfully; whoever regulates mining.
  tip('封闭的煤矿井筒夜里又在出煤，车从后山走。', 'mining', 'violation', 'emergency', { town: 'T1' }),
  // 003 item 1 (5): mines are a special trade with one regulator.
  tip('采石场放炮不清场，石头飞到公路上。', 'mining', 'hazard', 'emergency', { town: 'T2' }),
  // 001 item 43: dangerous chemicals stored without permit.
  tip('民房里囤了几十桶没有标签的化学品，味道刺鼻。', 'hazardousChemicals', 'violation', 'emergency', { town: 'T1' }),
  // 002 item 10: ammonia refrigeration is one of 四涉一有限.
  tip('氨制冷车间报警器坏了一个月，没人修。', 'industry', 'majorRisk', 'emergency'),
  // 002 item 11: explosive dust.
  tip('抛光车间粉尘很厚，除尘风机不开。', 'industry', 'majorRisk', 'emergency', { town: 'T1' }),
  // 002 item 11: confined space; the trade’s regulator stands on the board.
  tip('下污水池清淤没有检测气体，也没有审批。', 'industry', 'violation', 'economy', { board: PLANT }),
  // 001 item 30 and 000 section 3: the fire brigade as special regulator, not the market’s.
  tip('商场三楼的安全出口用铁链锁着。', 'fire', 'majorRisk', 'fire', { board: MALL }),
  // 000 section 3: special equipment has its own regulator.
  tip('商场货梯过了检验日期还在用。', 'specialEquipment', 'violation', 'market', { board: MALL }),
  // 001 item 30: exits of crowded places.
  tip('电影院疏散通道堆满杂物。', 'fire', 'hazard', 'fire', { town: 'T2' }),
  // 001 item 30 names homes for the old.
  tip('养老院晚上把楼梯门反锁。', 'fire', 'majorRisk', 'fire', { town: 'T1' }),
  // 004 item 13 (1): electric bicycles.
  tip('小区电动自行车在楼道里充电。', 'fire', 'hazard', 'fire'),
  // 三个必须: the trade’s regulator stands on the board; gas is no special duty of anybody there.
  tip('幼儿园厨房的燃气罐放在教室旁边。', 'gas', 'hazard', 'education', { board: SCHOOL }),
  // 000 section 3: fire has a special regulator at each site.
  tip('学校消防栓没有水。', 'fire', 'hazard', 'fire', { board: SCHOOL }),
  // 三个必须: who regulates the business regulates its safety.
  tip('校车超员，司机开快车。', 'education', 'violation', 'education'),
  // 003 item 1 (5): town gas is a special trade with its regulator.
  tip('餐馆燃气软管老化漏气，没装报警器。', 'gas', 'hazard', 'housing', { town: 'T1' }),
  // 001 item 43: digging at pipelines.
  tip('挖掘机在燃气管道边上乱挖。', 'gas', 'majorRisk', 'housing'),
  // 001 item 43: construction without qualification.
  tip('工地没有资质的队伍在搭脚手架。', 'construction', 'violation', 'housing', { town: 'T2' }),
  // 001 items 36 and 38: unlawful subcontracting.
  tip('项目层层转包，真正干活的没有安全员。', 'construction', 'violation', 'housing'),
  // 001 item 7: lifts added to old buildings must not be a blind spot.
  tip('老楼加装电梯的工地基坑没有支护。', 'construction', 'majorRisk', 'housing', { town: 'T1' }),
  // 004 item 13: self-built houses; 001 item 7.
  tip('自建房加盖两层出租，墙裂了。', 'selfBuiltHousing', 'majorRisk', 'housing', { town: 'T2' }),
  // 002 item 7: special work without certificate, at a site that housing regulates.
  tip('塔吊司机没有证。', 'construction', 'violation', 'housing', {
    employer: [trade('housing'), special('market', 'specialEquipment')],
  }),
  // 000 section 3: special equipment.
  tip('电梯困人好几次，物业不管。', 'specialEquipment', 'hazard', 'market'),
  // 000 section 3: the special regulator of the board, not the trade’s.
  tip('锅炉压力表是坏的，还在烧。', 'specialEquipment', 'majorRisk', 'market', { board: PLANT }),
  // 001 item 43: illegal coaches.
  tip('一辆客车没有线路牌，天天拉人去县城。', 'roadTransport', 'violation', 'transport', { town: 'T1' }),
  // 004 item 13 (3): 两客一危.
  tip('危化品运输车停在村口过夜。', 'roadTransport', 'hazard', 'transport', { town: 'T2' }),
  // 004 section 1 names private boats.
  tip('渡口的船没有救生衣，还超载。', 'waterTransport', 'majorRisk', 'transport', { town: 'T1' }),
  // 三个必须: farm machines are regulated by agriculture.
  tip('拖拉机拉着一车人去赶场。', 'agriculture', 'violation', 'agriculture', { town: 'T1' }),
  // 001 item 7 names scenic areas.
  tip('景区玻璃栈道的栏杆松了。', 'tourism', 'hazard', 'tourism'),
  // 004 section 1 names forest fires.
  tip('林场有人在防火期烧荒。', 'forestry', 'violation', 'forestry', { town: 'T2' }),
  // 001 item 29 names electric power among the trades.
  tip('高压线下面吊装作业，没人监护。', 'electricity', 'violation', 'economy'),
  // 001 item 20: dangerous goods made without permit.
  tip('院子里做鞭炮，晒在路边。', 'fireworks', 'violation', 'emergency', { town: 'T1' }),
  // 001 item 7: a new trade must not be a blind spot; the emergency bureau regulates what nobody else does.
  tip('露营地新开的滑索没人检查。', 'other', 'hazard', 'emergency', { town: 'T1' }),
  // 安全生产法 Art. 73, 001 items 60 and 61: verified in the county; the level above supervises.
  tip('上个月矿上死了一个人，老板赔钱私了，没有报。', 'mining', 'concealedAccident', 'emergency', {
    town: 'T1',
    deaths: 1,
  }),
  // 安全生产法 Art. 73: whom the county names, not the board’s regulator.
  tip('工地掉下来两个人都死了，项目部说是病死的。', 'construction', 'concealedAccident', 'emergency', {
    board: [trade('housing')],
    deaths: 2,
  }),
  // 001 item 60: late reports of accidents; three deaths do not take the report out of the county.
  tip('客车翻了，死了三个，没有按规定时间上报。', 'roadTransport', 'concealedAccident', 'emergency', { deaths: 3 }),
  // 001 item 60: concealed with injuries only.
  tip('铁厂烧伤五个人，瞒着没报，没有死人。', 'industry', 'concealedAccident', 'emergency', { board: PLANT }),
  // PRODUCT.md 1: never the accused; a death does not go to a town, so intake organises it in the county.
  tip('应急局的人瞒报了去年的一次死亡事故。', 'mining', 'concealedAccident', 'intake', {
    town: 'T1',
    deaths: 1,
    accused: 'emergency',
  }),
  // 001 item 46: 猫鼠一家 goes to discipline inspection.
  tip('消防的人收了钱，锁着的出口检查了三次都说没问题。', 'fire', 'misconduct', 'discipline', { accused: 'fire' }),
  // 001 item 46: a protective umbrella, whatever deaths the report names.
  tip('镇上领导给黑煤窑打招呼，出过人命。', 'mining', 'misconduct', 'discipline', {
    town: 'T1',
    deaths: 1,
    accused: 'town-T1',
  }),
  // 001 item 7: who is nearest answers where the regulator is accused.
  tip('市场局说这台电梯合格，可它没有检验过。', 'specialEquipment', 'violation', 'town-T2', {
    town: 'T2',
    accused: 'market',
  }),
];
