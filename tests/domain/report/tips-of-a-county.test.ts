import { describe, expect, it } from 'vitest';
import { route } from '~/domain/report/routing';
import { regulatorFor } from '~/envelope/keys/site-regulator';
import { COUNTY, TIPS } from './tips-of-a-county';

const answering = (regulators: (typeof TIPS)[number]['board'], sector: string) => {
  const regulatorUnitId = regulators === undefined ? null : regulatorFor(regulators, sector);
  return regulatorUnitId === null ? null : { regulatorUnitId };
};

describe('forty tips, as people give them', () => {
  it('are forty different ones, of every matter, and of all that the county regulates', () => {
    expect(new Set(TIPS.map(({ told }) => told)).size).toBe(40);
    expect(new Set(TIPS.map(({ matter }) => matter)).size).toBe(5);
    const regulated = COUNTY.rules.filter(({ duty }) => duty === 'regulates').map(({ sector }) => sector);
    expect(regulated.filter((sector) => !TIPS.some((tip) => tip.sector === sector))).toEqual([]);
  });

  it.each(TIPS)('$told → $goesTo', ({ sector, matter, town, board, employer, deaths, accused, goesTo }) => {
    const atGate = answering(board, sector);
    const question = {
      sector,
      matter,
      town: town ?? null,
      board: atGate && { siteCode: 'GATE01', ...atGate },
      employer: answering(employer, sector),
      deaths: deaths ?? 0,
      accusedUnitId: accused ?? null,
    };
    expect(route(question, COUNTY).responsibleUnitId).toBe(goesTo);
  });
});
