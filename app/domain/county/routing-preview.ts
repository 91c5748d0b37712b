import { type RoutingReason, type RoutingTable, route } from '~/domain/report/routing';
import type { Matter, Sector } from '~/domain/vocabulary';

/** Cases that are alike in everything that the server knows of them and that decides where they go. */
export type AlikeCases = {
  sector: Sector;
  matter: Matter;
  town: string | null;
  reasons: readonly Pick<RoutingReason, 'rule' | 'unitId'>[];
  cases: number;
};

export type PreviewLine = { sector: Sector; from: string; to: string; cases: number };
export type Preview = {
  all: number;
  moved: number;
  lines: PreviewLine[];
  /** Came by a signboard or an employer of the register; which one is not known, and their regulators change. */
  unknown: number;
};

/**
 * How many of these cases the second table leads to another unit than the first. Of a case led by a board or an
 * employer only the unit is known, so that nothing is said of it where `registersDiffer`. Deaths count where the reasons
 * tell of them. Whom a case is about is sealed, and counts as nobody.
 */
export function previewOf(
  rows: Iterable<AlikeCases>,
  { before, after, registersDiffer }: { before: RoutingTable; after: RoutingTable; registersDiffer: boolean },
): Preview {
  const found: Preview = { all: 0, moved: 0, lines: [], unknown: 0 };
  const lines = new Map<string, PreviewLine>();
  for (const { sector, matter, town, reasons, cases } of rows) {
    found.all += cases;
    const ledBy = (rule: RoutingReason['rule']) => reasons.find((one) => one.rule === rule)?.unitId;
    const [board, employer] = [ledBy('board'), ledBy('employer')];
    if (registersDiffer && (board ?? employer) !== undefined) {
      found.unknown += cases;
      continue;
    }
    const question = {
      sector,
      matter,
      town,
      board: board === undefined ? null : { siteCode: '', regulatorUnitId: board },
      employer: employer === undefined ? null : { regulatorUnitId: employer },
      deaths: ledBy('deathsInCounty') === undefined ? 0 : 1,
      accusedUnitId: null,
    };
    const from = route(question, before).responsibleUnitId;
    const to = route(question, after).responsibleUnitId;
    if (from === to) continue;
    found.moved += cases;
    const key = JSON.stringify([sector, from, to]);
    const line = lines.get(key) ?? { sector, from, to, cases: 0 };
    lines.set(key, { ...line, cases: line.cases + cases });
  }
  return { ...found, lines: [...lines.values()] };
}

/** Below this many, a number is not told. */
const PREVIEW_LEAST = 5;

/**
 * A number as the preview tells it: in whole fives, and 0 for what is fewer. By exact numbers, an administrator who
 * drafts one place after the other would learn of single reports.
 */
export const inFives = (cases: number): number => cases - (cases % PREVIEW_LEAST);

/** The preview as it is told. Lines of few cases are left out: that there is one would tell of a report already. */
export const roundedPreview = ({ all, moved, lines, unknown }: Preview) => ({
  all: inFives(all),
  moved: inFives(moved),
  unknown: inFives(unknown),
  lines: lines
    .map((line) => ({ ...line, cases: inFives(line.cases) }))
    .filter(({ cases }) => cases > 0)
    .sort((a, b) => b.cases - a.cases || (a.sector < b.sector ? -1 : 1)),
});
