import { eq, isNull } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { employer, signboard } from '#db/schema/register';
import type { EnteredPerson } from '~/domain/county/board-entry';
import { type PersonRole, POINT_ROLES, SITE_ROLES } from '~/domain/county/board-kind';
import { canonicalFace, faceHash } from '~/envelope/keys/board-face';
import type { SignedArea } from '~/envelope/keys/routing-statement';
import type { TownRegister } from '~/envelope/keys/town-register';

/**
 * The towns' registers by today's rows, and the boards' faces by hash. There is one register for each area that has a
 * board or an employer: a town's, or the county's own for what is in no town. Closed entries stand in none.
 */
export async function draftRegisters(
  db: Db | Tx,
  areas: readonly SignedArea[],
): Promise<{ registers: TownRegister[]; faces: Record<string, string> }> {
  const [boards, employers] = await Promise.all([
    db
      .select({ board: signboard, at: employer })
      .from(signboard)
      .innerJoin(employer, eq(employer.id, signboard.employerId))
      .where(isNull(signboard.closedOn)),
    db.select().from(employer).where(isNull(employer.closedOn)),
  ]);
  const towns = new Map(areas.map(({ code, town }) => [code, town ?? code]));
  const registers = new Map<string, TownRegister>();
  const registerOf = (code: string): TownRegister | null => {
    const at = towns.get(code);
    if (at === undefined) return null;
    const register = registers.get(at) ?? { format: 1, area: at, boards: [], employers: [] };
    registers.set(at, register);
    return register;
  };
  const faces: Record<string, string> = {};
  for (const { board, at } of boards) {
    const register = registerOf(board.areaCode);
    if (register === null) continue;
    const text = faceText(board, at.sector);
    faces[faceHash(text)] = text;
    register.boards.push({
      code: board.code,
      area: board.areaCode,
      site: board.site,
      employer: at.names,
      regulators: board.regulators,
      face: faceHash(text),
    });
  }
  for (const { id, areaCode, names, creditCode, regulators } of employers) {
    registerOf(areaCode)?.employers.push({ id, names, creditCode, regulators });
  }
  return { registers: [...registers.values()].sort((a, b) => (a.area < b.area ? -1 : 1)), faces };
}

/** By the shape of the rows: whatever somebody wrote into them is refused by browsers that open the face. */
function faceText({ kind, persons, risks, point, hotline }: typeof signboard.$inferSelect, sector: string): string {
  const said = { sector, hotline } as const;
  return kind === 'responsibility' || point === null
    ? canonicalFace({ format: 1, ...said, persons: personsOf(persons, SITE_ROLES), risks })
    : canonicalFace({ format: 2, kind, ...said, persons: personsOf(persons, POINT_ROLES), point });
}

const personsOf = <const R extends PersonRole>(persons: readonly EnteredPerson[], roles: readonly R[]) =>
  persons.flatMap((one) => roles.filter((role) => role === one.role).map((role) => ({ ...one, role })));
