import { type RoutingStatement, townIn } from '~/envelope/keys/routing-statement';
import { regulatorFor } from '~/envelope/keys/site-regulator';
import {
  employerCalled,
  type RegisteredBoard,
  type RegisteredEmployer,
  type TownRegister,
} from '~/envelope/keys/town-register';

/**
 * What the reporter gave about the place. `boardArea` is what a page says about its board, and only tells where to look
 * first.
 */
export type AskedPlace = {
  area: string | null;
  siteCode: string | null;
  boardArea: string | null;
  employer: string | null;
};

/** The place by the signed routing and the towns' registers. */
export type SignedPlace = {
  area: string | null;
  town: string | null;
  board: RegisteredBoard | null;
  employer: RegisteredEmployer | null;
};

/** What a routing says about places. */
export type Places = Pick<RoutingStatement, 'areas' | 'registers'>;

/** A town's checked register; null for a town without one. */
export type LoadRegister = (area: string) => Promise<TownRegister | null>;

/**
 * Board and employer as they are registered: a board by its code in whichever town, an employer by the name that was
 * written, in the town of the report. What stands in no register is ignored. Rejects as `load` does.
 */
export async function signedPlace(routing: Places, asked: AskedPlace, load: LoadRegister): Promise<SignedPlace> {
  const board = asked.siteCode === null ? null : await findBoard(routing, asked.siteCode, asked.boardArea, load);
  const area = asked.area ?? board?.area ?? null;
  const town = townIn(routing, area);
  const register = board !== null || town === null ? null : await load(town);
  return { area, town, board, employer: register && employerCalled(register, asked.employer) };
}

/** Looks first in the town that the page says, then in all, so that a false town hides no board. */
async function findBoard(
  routing: Places,
  code: string,
  near: string | null,
  load: LoadRegister,
): Promise<RegisteredBoard | null> {
  const first = townIn(routing, near);
  const areas = routing.registers.map(({ area }) => area).sort((a, b) => Number(b === first) - Number(a === first));
  for (const area of areas) {
    const found = (await load(area))?.boards.find((board) => board.code === code);
    if (found) return found;
  }
  return null;
}

/** Board and employer in the shape that `route` takes. */
export function regulatorsOf({ board, employer }: SignedPlace, sector: string) {
  const byBoard = board && regulatorFor(board.regulators, sector);
  const byEmployer = employer && regulatorFor(employer.regulators, sector);
  return {
    board: board && byBoard ? { siteCode: board.code, regulatorUnitId: byBoard } : null,
    employer: byEmployer ? { regulatorUnitId: byEmployer } : null,
  };
}
