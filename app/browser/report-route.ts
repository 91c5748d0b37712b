import { clearReasons } from '~/domain/claimed-routing';
import type { ReportDraft } from '~/domain/report';
import { type Routing, type RoutingUnitKind, route } from '~/domain/routing';
import { fromBase64 } from '~/envelope/bytes';
import { directoryFingerprint, openDirectory, requireCertifiedUnit, requireUnitOfKind } from '~/envelope/directory';
import type { DirectoryStatement } from '~/envelope/directory-statement';
import type { DraftPlace } from '~/envelope/draft-narrative';
import { EnvelopeError } from '~/envelope/errors';
import type { ReportingKeys } from '~/envelope/posted-report';
import type { UnitKeyRef } from '~/envelope/report-bundle';
import { nameIn } from '~/envelope/statement-shape';

/** What the page says about its county and, where one was scanned, its signboard. */
export type PageFacts = {
  keys: string;
  fingerprint: string;
  regulatorUnitId: string | null;
  boardArea: string | null;
};

/** The county's keys, checked, and what to route by. */
export type County = { given: ReportingKeys; directory: DirectoryStatement; salt: Uint8Array };

/** Where a report goes, why, and the keys of all who get a part of it. */
export type Destination = {
  routing: Routing;
  place: DraftPlace;
  handling: UnitKeyRef;
  custodians: UnitKeyRef;
  guardians: UnitKeyRef;
};

const HANDLING: readonly string[] = ['department', 'town', 'intake', 'discipline', 'upper'] satisfies RoutingUnitKind[];

/**
 * Fetches directory and routing table; `again` past every cache. Throws EnvelopeError when the list is not signed by
 * the county key whose fingerprint the page shows, or not vouched for; TypeError without a connection.
 */
export async function fetchCounty({ keys, fingerprint }: PageFacts, again = false): Promise<County> {
  const answer = await fetch(keys, { cache: again ? 'reload' : 'default', credentials: 'same-origin' });
  if (!answer.ok) throw new TypeError(`keys ${answer.status}`);
  const given = (await answer.json()) as ReportingKeys;
  const directory = openDirectory(given.directory);
  if (directoryFingerprint(given.directory.publicKey) !== fingerprint)
    throw new EnvelopeError('badSignature', 'county');
  return { given, directory, salt: fromBase64(given.salt) };
}

/** By the county's rules, here in the browser: the server never learns what led there beyond the clear reasons. */
export function destinationOf(draft: ReportDraft, county: County, facts: PageFacts): Destination {
  const { routing: table, towns } = county.given;
  const area = draft.town ?? (draft.siteCode === null ? null : facts.boardArea);
  const town = area === null ? null : (towns[area] ?? null);
  const { siteCode } = draft;
  const regulatorUnitId = siteCode === null ? null : facts.regulatorUnitId;
  const routing = route(
    {
      sector: draft.sector,
      matter: draft.matter,
      town,
      board: regulatorUnitId === null ? null : { siteCode: siteCode ?? '', regulatorUnitId },
      deaths: draft.deaths,
      accusedUnitId: draft.accusedUnitId,
    },
    table,
  );
  const { directory } = county;
  return {
    routing,
    place: { area, town, board: siteCode === null ? null : { code: siteCode, employer: draft.employer ?? '' } },
    handling: handlingKey(directory, routing.responsibleUnitId),
    custodians: requireUnitOfKind(directory, 'custodians'),
    guardians: requireUnitOfKind(directory, 'guardians'),
  };
}

/** Only a unit that may work on cases: a table that leads to holders of shares would put whole keys in their hands. */
function handlingKey(directory: DirectoryStatement, unitId: string): UnitKeyRef {
  const unit = directory.units.find(({ id }) => id === unitId);
  if (unit === undefined || !HANDLING.includes(unit.kind)) throw new EnvelopeError('badSignature', 'unit kind');
  return requireCertifiedUnit(directory, unitId);
}

/** A unit's name as the signed list has it. */
export function unitName({ directory }: County, unitId: string): string {
  const unit = directory.units.find((one) => one.id === unitId);
  const chinese = document.documentElement.lang.startsWith('zh');
  return nameIn(unit?.names ?? {}, chinese ? 'zh' : 'en');
}

/** What leaves the browser of the routing. */
export const clearRouting = (routing: Routing): Routing => ({ ...routing, reasons: clearReasons(routing) });
