import * as z from 'zod/mini';
import type { RoutingRule, RoutingTable } from '~/domain/report/routing';
import { EnvelopeError } from '~/envelope/errors';
import { guardianKeys } from './directory';
import type { DirectoryStatement } from './directory-statement';
import { handlesReports } from './handling-kinds';
import {
  openUnattested,
  type Proposal,
  requireAttested,
  requireFollows,
  requireProposed,
  type SeenVersion,
  type SignedStatement,
  type StatementForm,
} from './signed-statement';
import {
  assertHistory,
  assertUnique,
  namesShape,
  parseCanonical,
  sha256Hash,
  signedText,
  sortedNames,
  statementHead,
  textOrder,
} from './statement-shape';

const areaShape = z.strictObject({
  code: signedText,
  /** The area's town: itself for a town, null for anything larger. */
  town: z.nullable(signedText),
  names: namesShape,
});

const ruleShape = z.strictObject({
  id: signedText,
  /** `*` for any; the same holds for area (a town) and matter. */
  sector: signedText,
  area: signedText,
  matter: signedText,
  duty: z.enum(['regulates', 'does', 'nearest', 'accidents']),
  unitId: signedText,
});

const sectorShape = z.strictObject({ code: signedText, names: namesShape, closed: z.boolean() });

/** The terms that a routing may set for a stamp, in days. */
export const STAMP_DAYS_LEAST = 14;
export const STAMP_DAYS_MOST = 60;

const routingShape = z.strictObject({
  format: z.literal(1),
  ...statementHead,
  /** For how many days a guardian's stamp of freshness holds. */
  stampDays: z.int().check(z.minimum(STAMP_DAYS_LEAST), z.maximum(STAMP_DAYS_MOST)),
  areas: z.array(areaShape),
  rules: z.array(ruleShape),
  /** Units that take reports: two certified members state under their own signature that they hold the unit's key. */
  takes: z.array(signedText),
  /** The area in which a unit sits, for units of one area. */
  seats: z.array(z.strictObject({ unitId: signedText, area: signedText })),
  intakeUnitId: signedText,
  upperUnitId: signedText,
  /** SHA-256 (hex) of the text of each town's register. */
  registers: z.array(z.strictObject({ area: signedText, hash: sha256Hash })),
  /** Trades that the county added, named otherwise or no longer offers; left out where there are none. */
  sectors: z.optional(z.array(sectorShape).check(z.minLength(1))),
});

/** What every browser routes by: who regulates what and where, which units take reports, and the towns' registers. */
export type RoutingStatement = z.infer<typeof routingShape>;
export type SignedRouting = SignedStatement;
export type SignedRule = RoutingStatement['rules'][number];
export type SignedArea = RoutingStatement['areas'][number];
export type SignedSector = z.infer<typeof sectorShape>;
export type SignedSeat = RoutingStatement['seats'][number];

/** JSON with members and lists in one fixed order. This text is what is signed, stored and verified. */
export function canonicalRouting(statement: RoutingStatement): string {
  const { version, madeOn, history, stampDays, intakeUnitId, upperUnitId, sectors = [] } = statement;
  return JSON.stringify({
    format: 1,
    version,
    madeOn,
    history,
    stampDays,
    areas: by(statement.areas, ({ code }) => code).map(signedArea),
    rules: by(statement.rules, ({ id }) => id).map(signedRule),
    takes: [...statement.takes].sort(textOrder),
    seats: by(statement.seats, ({ unitId }) => unitId).map(signedSeat),
    intakeUnitId,
    upperUnitId,
    registers: by(statement.registers, ({ area }) => area).map(({ area, hash }) => ({ area, hash })),
    ...(sectors.length > 0 && { sectors: by(sectors, ({ code }) => code).map(signedSector) }),
  });
}

const by = <T>(entries: readonly T[], name: (entry: T) => string): T[] =>
  [...entries].sort((a, b) => textOrder(name(a), name(b)));

/** Only the fields of a rule, in the order of the signed text. */
export const signedRule = ({ id, sector, area, matter, duty, unitId }: SignedRule): SignedRule => ({
  id,
  sector,
  area,
  matter,
  duty,
  unitId,
});

export const signedArea = ({ code, town, names }: SignedArea): SignedArea => ({
  code,
  town,
  names: sortedNames(names),
});
export const signedSector = ({ code, names, closed }: SignedSector): SignedSector => ({
  code,
  names: sortedNames(names),
  closed,
});
export const signedSeat = ({ unitId, area }: SignedSeat): SignedSeat => ({ unitId, area });

function parseRouting(text: string): RoutingStatement {
  const statement = parseCanonical(text, routingShape, canonicalRouting);
  assertHistory(statement);
  const { areas, rules, takes, seats, registers, sectors = [] } = statement;
  const codes = areas.map(({ code }) => code);
  for (const entries of [
    codes,
    rules.map(({ id }) => id),
    takes,
    seats.map(({ unitId }) => unitId),
    registers.map(({ area }) => area),
    sectors.map(({ code }) => code),
  ]) {
    assertUnique(entries);
  }
  const known = new Set(codes);
  const named = [...areas.map(({ town }) => town), ...seats.map(({ area }) => area)];
  const towns = new Set(areas.filter(({ code, town }) => code === town).map(({ code }) => code));
  const inTowns = [...registers.map(({ area }) => area), ...rules.map(({ area }) => area).filter((one) => one !== '*')];
  if (named.some((code) => code !== null && !known.has(code)) || inTowns.some((code) => !towns.has(code))) {
    throw new EnvelopeError('damaged', 'area not in the list');
  }
  return statement;
}

export const ROUTING: StatementForm<RoutingStatement> = {
  name: 'routing',
  canonical: canonicalRouting,
  parse: parseRouting,
};

/**
 * The statement of a signed routing: signed by the county key, vouched for by two guardians of the checked list, and
 * consistent with the history seen before, if any. Throws EnvelopeError: badSignature, damaged (also when it names
 * units that the list does not have, or when intake and upper unit are not of those kinds).
 */
export function openRouting(
  signed: SignedRouting,
  directory: DirectoryStatement,
  seen: SeenVersion | null = null,
): RoutingStatement {
  const statement = openUnattested(ROUTING, signed);
  requireFollows(ROUTING, statement, seen);
  requireAttested('routing', signed, [guardianKeys(directory)]);
  assertUnits(statement, directory);
  return statement;
}

/** The statement of a version that waits for its second guardian. Throws EnvelopeError as `openRouting`. */
export function openRoutingProposal(
  proposal: Proposal,
  directory: DirectoryStatement,
  before: RoutingStatement | null,
): RoutingStatement {
  const statement = openUnattested(ROUTING, proposal);
  requireProposed(ROUTING, { proposal, statement, before }, [guardianKeys(directory)]);
  assertUnits(statement, directory);
  return statement;
}

function assertUnits(statement: RoutingStatement, { units }: DirectoryStatement): void {
  const kinds = new Map(units.map(({ id, kind }) => [id, kind]));
  const named = [...statement.rules, ...statement.seats].map(({ unitId }) => unitId);
  const wrong =
    kinds.get(statement.intakeUnitId) !== 'intake' ||
    kinds.get(statement.upperUnitId) !== 'upper' ||
    [...named, ...statement.takes].some((id) => !kinds.has(id)) ||
    statement.rules.some(({ unitId }) => !handlesReports(kinds.get(unitId) ?? ''));
  if (wrong) throw new EnvelopeError('damaged', 'unit not in the tree');
}

/** The table by which `route` decides: the duties from the routing, the tree and successors from the list. */
export function routingTable(
  directory: Pick<DirectoryStatement, 'units'>,
  routing: Pick<RoutingStatement, 'takes' | 'seats' | 'rules' | 'intakeUnitId' | 'upperUnitId'>,
): RoutingTable {
  const takes = new Set(routing.takes);
  const seats = new Map(routing.seats.map(({ unitId, area }) => [unitId, area]));
  return {
    units: directory.units.map(({ id, code, kind, parentUnitId, successorIds, closedOn }) => ({
      id,
      code,
      kind,
      areaCode: seats.get(id) ?? null,
      parentUnitId,
      successorIds,
      closedOn,
      takesReports: takes.has(id),
    })),
    rules: routing.rules as RoutingRule[],
    intakeUnitId: routing.intakeUnitId,
    upperUnitId: routing.upperUnitId,
  };
}

/** The town of an area: itself for a town, its town for a village; null for anything else. */
export const townIn = ({ areas }: { readonly areas: readonly SignedArea[] }, code: string | null): string | null =>
  areas.find((area) => area.code === code)?.town ?? null;
