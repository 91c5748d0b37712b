import type { BoardPoint, PointKind } from '~/domain/county/board-kind';
import { addDays, type IsoDate } from '~/domain/dates';
import type { Localized } from '~/domain/localized';

export type DemoPoint = { code: string; at: string; site: Localized; kind: PointKind; point: BoardPoint };

const both = (zh: string, en: string): Localized => ({ zh, en });

/** Boards that hang inside: of a major risk at the chemical works, and of a major hazard at the foundry. */
export const demoPoints = (today: IsoDate): readonly DemoPoint[] => [
  {
    code: 'AL02R',
    at: 'AL02',
    site: both('安岭鸿泰化工有限公司氯气库', 'Hongtai Chemicals, chlorine store'),
    kind: 'risk',
    point: {
      name: both('液氯储存', 'Storage of liquid chlorine'),
      place: both('厂区东北角氯气库', 'Chlorine store in the north-eastern corner'),
      category: both('中毒和窒息', 'Poisoning and suffocation'),
      factors: both('钢瓶腐蚀、阀门泄漏、超量储存', 'Corroded cylinders, leaking valves, too much in store'),
      accident: both('氯气泄漏，造成人员中毒', 'Chlorine leak that poisons people'),
      measures: both(
        '泄漏报警和碱液喷淋常开；佩戴正压式空气呼吸器堵漏，下风向人员先撤离',
        'Alarm and alkaline spray always on; stop leaks with breathing apparatus, people downwind leave first',
      ),
      requirements: both(
        '每班检查两次并签字，储量不超过 5 吨',
        'Checked and signed twice a shift, no more than 5 tonnes',
      ),
      until: '',
    },
  },
  {
    code: 'AL07H',
    at: 'AL07',
    site: both('青石机械铸造厂熔炼车间', 'Qingshi Foundry, melting shop'),
    kind: 'hazard',
    point: {
      name: both('熔炼炉坑积水', 'Water in the furnace pit'),
      place: both('熔炼车间一号炉', 'Furnace 1 in the melting shop'),
      category: both('灼烫、爆炸', 'Burns and explosion'),
      factors: both('炉坑渗水，铁水可能接触积水', 'Water seeps into the pit and may meet molten iron'),
      accident: both('铁水遇水爆炸', 'Molten iron explodes in water'),
      measures: both(
        '停炉排水，设防水层；出现积水立即停止浇铸',
        'Furnace stopped and pit drained; casting stops when water stands',
      ),
      requirements: both('完成防水改造，经镇和部门复查后才复产', 'Waterproofed and reinspected before work goes on'),
      until: addDays(today, 30),
    },
  },
];
