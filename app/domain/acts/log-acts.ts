import type { ActRule } from './act';

/** The log of record, and changes of the server's own settings. */
export const logActs = {
  'scripts.serve': { by: ['system'], where: 'county' },
  'secret.rotate': { by: ['system'], where: 'county' },
  'origin.change': { by: ['system'], where: 'county' },
  'origin.serve': { by: ['system'], where: 'county' },
  'backup.make': { by: ['system'], where: 'county' },
  'backup.restore': { by: ['system'], where: 'county' },
  'log.confirmKey': { by: ['guardian'], where: 'county', certified: true },
  'log.read': { by: ['auditor'], where: 'county', logged: true },
  'log.checkpoint': { by: ['auditor', 'system'], where: 'county' },
} as const satisfies Record<string, ActRule>;
