import type { Db, Tx } from '#db/client';
import type { EnteredPerson } from '~/domain/county/board-entry';
import type { BoardKind, BoardPoint } from '~/domain/county/board-kind';
import type { Localized } from '~/domain/localized';
import type { RoutingStatement } from '~/envelope/keys/routing-statement';
import { regulatorFor } from '~/envelope/keys/site-regulator';
import { signedPlace } from '~/envelope/report/report-place';
import type { Context } from '~/services/context.server';
import { faceOf, registerIn, routingInForce } from '~/services/keys/signed-routing.server';

/** A signboard as its page and the report form show it: all of it as guardians signed it, nothing from its rows. */
export type Board = {
  code: string;
  kind: BoardKind;
  site: Localized;
  employer: Localized;
  /** Empty, as are persons and risks, where what the board says is not what was signed. */
  sector: string;
  areaCode: string;
  /** The board's area with those above it, largest first. */
  areaNames: Localized[];
  /** Who regulates the employer's own trade; null where the board names nobody for it. */
  regulator: Localized | null;
  persons: EnteredPerson[];
  risks: Localized[];
  /** What the board of a major risk or hazard says of its point. */
  point: BoardPoint | null;
  /** Null for the county's own boards. */
  hotline: string | null;
};

const CODE = /^[A-Za-z0-9_-]{1,64}$/;

/** The board that hangs at a gate, for whoever scans or prints its code; null for a code that no signed board has. */
export const boardAtGate = ({ db }: Pick<Context, 'db'>, code: string | null): Promise<Board | null> =>
  boardByCode(db, code);

/** The board at a site's gate, or null when none of this code is signed. */
export async function boardByCode(db: Db | Tx, code: string | null): Promise<Board | null> {
  if (code === null || !CODE.test(code)) return null;
  const inForce = await routingInForce(db);
  if (inForce === null) return null;
  const { statement, directory } = inForce;
  const asked = { area: null, siteCode: code, boardArea: null, employer: null };
  const { board } = await signedPlace(statement, asked, (area) => registerIn(db, statement, area));
  if (board === null) return null;
  const face = await faceOf(db, board);
  const sector = face?.sector ?? '';
  const unitId = regulatorFor(board.regulators, sector);
  const regulator = directory.units.find(({ id }) => id === unitId);
  return {
    code,
    site: board.site,
    employer: board.employer,
    sector,
    areaCode: board.area,
    areaNames: areaNames(statement, board.area),
    regulator: regulator ? regulator.names : null,
    persons: face?.persons ?? [],
    kind: face?.format === 2 ? face.kind : 'responsibility',
    risks: face?.format === 1 ? face.risks : [],
    point: face?.format === 2 ? face.point : null,
    hotline: face?.hotline ?? null,
  };
}

function areaNames({ areas }: RoutingStatement, code: string): Localized[] {
  const town = areas.find((one) => one.code === code)?.town ?? null;
  const shown = town === null || town === code ? [code] : [town, code];
  return areas
    .filter((one) => shown.includes(one.code))
    .sort((a, b) => shown.indexOf(a.code) - shown.indexOf(b.code))
    .map(({ names }) => names);
}
