import { KEYED_ROLES } from '~/domain/staff/unit-kinds';
import type { ActRule } from './act';

/** Keys of units, the signed list of keys (密钥名录), the signed routing, and the printed reserve key. */
export const keyActs = {
  'keyRemoval.ask': { by: ['administrator', ...KEYED_ROLES], where: 'county' },
  'keyRemoval.confirm': { by: ['guardian', 'administrator'], where: 'county', certified: true },
  'keyRemoval.refuse': { by: ['guardian', 'administrator'], where: 'county', certified: true },
  'unit.makeKey': { by: KEYED_ROLES, where: 'ownUnit' },
  'unit.printShares': { by: KEYED_ROLES, where: 'ownUnit' },
  'unit.sayHeld': { by: KEYED_ROLES, where: 'self' },
  'unit.grantKey': { by: KEYED_ROLES, where: 'ownUnit' },
  'unit.revokeKey': { by: ['administrator', ...KEYED_ROLES], where: 'county' },
  'unit.rotateKey': { by: KEYED_ROLES, where: 'ownUnit' },
  'unit.rewrap': { by: KEYED_ROLES, where: 'ownUnit', certified: true },
  'unit.restoreKey': { by: KEYED_ROLES, where: 'ownUnit' },
  'directory.begin': { by: ['guardian'], where: 'county' },
  'directory.propose': { by: ['guardian'], where: 'county' },
  'directory.stamp': { by: ['guardian'], where: 'county' },
  'directory.certify': { by: ['guardian', 'system'], where: 'county' },
  'directory.certifyByReserve': { by: ['guardian'], where: 'county', certified: true },
  'directory.stampByReserve': { by: ['guardian'], where: 'county', certified: true },
  'reserve.drill': { by: ['guardian'], where: 'county', certified: true },
  'routing.propose': { by: ['guardian'], where: 'county', certified: true },
  'routing.certify': { by: ['guardian'], where: 'county', certified: true },
} as const satisfies Record<string, ActRule>;
