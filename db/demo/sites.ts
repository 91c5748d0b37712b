import { creditCheck } from '~/domain/credit-code';
import type { Localized } from '~/domain/localized';
import type { Sector } from '~/domain/vocabulary';
import { townCode } from './county';

export type DemoSite = {
  code: string;
  site: Localized;
  employer: Localized;
  creditCode: string;
  sector: Sector;
  town: string;
  regulator: string;
  risks: readonly Localized[];
};

const creditCodeOf = (first: string): string => first + creditCheck(first);
const site = (
  code: string,
  employer: readonly [zh: string, en: string],
  place: readonly [zh: string, en: string],
  sector: Sector,
  town: string,
  regulator: string,
  risks: readonly (readonly [zh: string, en: string])[],
): DemoSite => ({
  code,
  site: { zh: `${employer[0]}${place[0]}`, en: `${employer[1]}, ${place[1]}` },
  employer: { zh: employer[0], en: employer[1] },
  creditCode: creditCodeOf(`91500999MA00000${code.slice(-2)}`),
  sector,
  town: townCode(town),
  regulator,
  risks: risks.map(([zh, en]) => ({ zh, en })),
});

/** Ten employers, each with one signboard. */
export const DEMO_SITES: readonly DemoSite[] = [
  site('AL01', ['安岭锦程服装厂', 'Jincheng Garment Factory'], ['东门', 'east gate'], 'fire', '101', 'fire', [
    ['疏散通道与安全出口', 'Escape routes and exits'],
    ['布料堆放引发火灾', 'Fire load of fabrics'],
  ]),
  site(
    'AL02',
    ['安岭鸿泰化工有限公司', 'Hongtai Chemicals'],
    ['一号门', 'gate 1'],
    'hazardousChemicals',
    '108',
    'emergency',
    [
      ['氯气泄漏', 'Chlorine leak'],
      ['受限空间作业', 'Work in confined spaces'],
    ],
  ),
  site(
    'AL03',
    ['龙潭石灰岩矿', 'Longtan Limestone Quarry'],
    ['矿区入口', 'quarry entrance'],
    'mining',
    '105',
    'emergency',
    [
      ['边坡垮塌', 'Slope collapse'],
      ['爆破作业', 'Blasting'],
    ],
  ),
  site(
    'AL04',
    ['安居花园二期工地', 'Anju Gardens Phase 2'],
    ['北大门', 'north gate'],
    'construction',
    '101',
    'housing',
    [
      ['高处坠落', 'Falls from height'],
      ['塔吊倾覆', 'Crane overturning'],
    ],
  ),
  site(
    'AL05',
    ['安岭县顺达客运公司', 'Shunda Coach Company'],
    ['车站', 'station'],
    'roadTransport',
    '104',
    'transport',
    [
      ['疲劳驾驶', 'Driver fatigue'],
      ['超员', 'Overloading'],
    ],
  ),
  site('AL06', ['白水渡口', 'Baishui Ferry'], ['候船处', 'landing'], 'waterTransport', '103', 'transport', [
    ['超载落水', 'Overloading and falls overboard'],
  ]),
  site('AL07', ['青石机械铸造厂', 'Qingshi Foundry'], ['厂门', 'gate'], 'industry', '102', 'emergency', [
    ['高温金属液体喷溅', 'Splashing molten metal'],
    ['行车吊装', 'Overhead crane lifting'],
  ]),
  site('AL08', ['安岭天然气公司', 'Anling Gas'], ['双河配气站', 'Shuanghe station'], 'gas', '104', 'housing', [
    ['管道第三方破坏', 'Third-party pipe damage'],
  ]),
  site('AL09', ['新世纪购物中心', 'New Century Mall'], ['正门', 'main entrance'], 'specialEquipment', '101', 'market', [
    ['电梯、自动扶梯', 'Lifts and escalators'],
  ]),
  site(
    'AL10',
    ['高坪烟花爆竹仓库', 'Gaoping Fireworks Store'],
    ['库区', 'store area'],
    'fireworks',
    '107',
    'emergency',
    [
      ['爆炸', 'Explosion'],
      ['雷击', 'Lightning'],
    ],
  ),
];
