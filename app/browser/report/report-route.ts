import { pageLang } from '~/browser/page-lang';
import { readAnswer } from '~/contract/answers/answer';
import { type ReportingKeys, reportingKeys } from '~/contract/answers/report';
import type { DraftPlace } from '~/contract/sealed/draft-narrative';
import type { UnitKeyRef } from '~/contract/sealed/report-bundle';
import { textIn } from '~/domain/localized';
import { clearReasons } from '~/domain/report/claimed-routing';
import type { ReportDraft } from '~/domain/report/report';
import { type Routing, route } from '~/domain/report/routing';
import { DEFAULT_LANG } from '~/domain/vocabulary';
import { fromBase64 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import {
  directoryFingerprint,
  openDirectory,
  requireCertifiedUnit,
  requireUnitOfKind,
} from '~/envelope/keys/directory';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import { handlesReports } from '~/envelope/keys/handling-kinds';
import { openRouting, ROUTING, type RoutingStatement, routingTable } from '~/envelope/keys/routing-statement';
import { seenOf } from '~/envelope/keys/signed-statement';
import { openRegister, type TownRegister } from '~/envelope/keys/town-register';
import { type LoadRegister, regulatorsOf, signedPlace } from '~/envelope/report/report-place';

/**
 * What the page says about its county and, where one was scanned, about its signboard's area, which only tells where to
 * look first.
 */
export type PageFacts = {
  keys: string;
  /** The addresses of towns' registers, by hash. */
  registers: string;
  fingerprint: string;
  boardArea: string | null;
};

export function pageFacts({ dataset }: HTMLFormElement): PageFacts {
  return {
    keys: dataset.keys ?? '',
    registers: dataset.registers ?? '',
    fingerprint: dataset.fingerprint ?? '',
    boardArea: dataset.boardArea ?? null,
  };
}

/** The county's keys and duties, checked. */
export type County = {
  given: ReportingKeys;
  directory: DirectoryStatement;
  routing: RoutingStatement;
  register: LoadRegister;
  salt: Uint8Array;
};

/** Where a report goes, why, and the keys of all who get a part of it. */
export type Destination = {
  routing: Routing;
  place: DraftPlace;
  handling: UnitKeyRef;
  custodians: UnitKeyRef;
  guardians: UnitKeyRef;
};

/**
 * Fetches directory and routing; with `again` bypassing every cache, after `before` on the same page. Throws
 * EnvelopeError when one of them is not signed by the county key whose fingerprint the page shows, is not vouched for
 * by two guardians, or is older than the one before, or when what came is no such answer; TypeError without a
 * connection.
 */
export async function fetchCounty(facts: PageFacts, again = false, before: County | null = null): Promise<County> {
  const answer = await fetched(facts.keys, again ? 'reload' : 'default');
  const given = readAnswer(reportingKeys, await answer.json());
  const directory = openDirectory(given.directory, { before: before?.directory ?? null });
  const { publicKey } = given.directory;
  if (directoryFingerprint(publicKey) !== facts.fingerprint || given.routing.publicKey !== publicKey) {
    throw new EnvelopeError('badSignature', 'county');
  }
  const routing = openRouting(given.routing, directory, before && seenOf(ROUTING, before.routing));
  return { given, directory, routing, register: registersAt(facts.registers, routing), salt: fromBase64(given.salt) };
}

/** A town's whole register, which must be the text that the signed routing names; fetched once. */
function registersAt(path: string, routing: RoutingStatement): LoadRegister {
  const known = new Map<string, Promise<TownRegister>>();
  return async (area) => {
    const named = routing.registers.find((one) => one.area === area);
    if (named === undefined) return null;
    const load = async () =>
      openRegister(await (await fetched(`${path}${named.hash}`, 'default')).text(), area, routing);
    const loading = known.get(area) ?? load();
    known.set(area, loading);
    loading.catch(() => known.delete(area));
    return loading;
  };
}

async function fetched(path: string, cache: RequestCache): Promise<Response> {
  const answer = await fetch(path, { cache, credentials: 'same-origin' });
  if (!answer.ok) throw new TypeError(`${path} ${answer.status}`);
  return answer;
}

/** Routes by the county's signed rules in the browser: the server learns only the clear reasons. */
export async function destinationOf(draft: ReportDraft, county: County, facts: PageFacts): Promise<Destination> {
  const { directory, routing: signed } = county;
  const { siteCode, employer, sector, matter, deaths, accusedUnitId } = draft;
  const asked = { area: draft.town, siteCode, boardArea: facts.boardArea, employer };
  const at = await signedPlace(signed, asked, county.register);
  const question = { sector, matter, town: at.town, deaths, accusedUnitId, ...regulatorsOf(at, sector) };
  const routing = route(question, routingTable(directory, signed));
  const board = at.board && { code: at.board.code, employer: textIn(at.board.employer, DEFAULT_LANG) };
  return {
    routing,
    place: { area: at.area, town: at.town, board },
    handling: handlingKey(directory, routing.responsibleUnitId),
    custodians: requireUnitOfKind(directory, 'custodians'),
    guardians: requireUnitOfKind(directory, 'guardians'),
  };
}

/** Only a unit that may work on cases: a table that leads to holders of shares would give them whole keys. */
function handlingKey(directory: DirectoryStatement, unitId: string): UnitKeyRef {
  const unit = directory.units.find(({ id }) => id === unitId);
  if (unit === undefined || !handlesReports(unit.kind)) throw new EnvelopeError('badSignature', 'unit kind');
  return requireCertifiedUnit(directory, unitId);
}

/** A unit's name as the signed list has it. */
export function unitName({ directory }: County, unitId: string): string {
  const unit = directory.units.find((one) => one.id === unitId);
  return textIn(unit?.names ?? {}, pageLang());
}

/** The part of the routing that leaves the browser. */
export const clearRouting = (routing: Routing): Routing => ({ ...routing, reasons: clearReasons(routing) });
