import type { ActRule } from './act';

/** Opening an identity, or the escrow of a report, by two people (双人开启). */
export const openingActs = {
  'identity.ask': { by: ['handler'], where: 'assigned', content: true, ceremony: true },
  'identity.approve': { by: ['guardian'], where: 'county', ceremony: true, certified: true },
  'identity.refuse': { by: ['guardian'], where: 'county', ceremony: true, certified: true },
  'identity.open': { by: ['custodian'], where: 'county', ceremony: true, certified: true },
  'identity.read': { by: ['handler'], where: 'assigned', content: true, ceremony: true, logged: true },
  'escrow.ask': { by: ['lead'], where: 'county', certified: true, ceremony: true },
  'escrow.approve': { by: ['guardian'], where: 'county', ceremony: true, certified: true },
  'escrow.refuse': { by: ['guardian'], where: 'county', ceremony: true, certified: true },
  'escrow.open': { by: ['custodian'], where: 'county', ceremony: true, certified: true },
  'escrow.take': { by: ['lead'], where: 'county', content: true, certified: true, ceremony: true },
  'ceremony.read': {
    by: ['guardian', 'custodian', 'lead', 'finance', 'auditor'],
    where: 'county',
    ceremony: true,
    certified: true,
    logged: true,
  },
  'ceremony.expire': { by: ['system'], where: 'county' },
} as const satisfies Record<string, ActRule>;
