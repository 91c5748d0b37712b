import type { KeyWrap, SealedPart } from '~/contract/sealed/report-bundle';
import type { Routing } from '~/domain/routing';
import type { Matter, Sector } from '~/domain/vocabulary';
import type { SignedDirectory } from '~/envelope/directory';
import type { SignedRouting } from '~/envelope/routing-statement';
import type { Stamp } from '~/envelope/stamp';

/** What a reporter's browser needs to route and seal: all of it public, the same for everybody. */
export type ReportingKeys = {
  directory: SignedDirectory;
  /** Guardians' words that the list is the newest one; at most one each. */
  stamps: Stamp[];
  /** Of this installation, URL-safe Base64. */
  salt: string;
  routing: SignedRouting;
};

type Posted<T> = Omit<T, 'bytes' | 'keyEpoch'> & { bytes: string };

/** What leaves the browser: clear fields that routing and statistics need, and sealed bytes in URL-safe Base64. */
export type PostedReport = {
  formToken: string;
  reportId: string;
  caseId: string;
  matter: Matter;
  sector: Sector;
  town: string | null;
  urgent: boolean;
  channel: 'web' | 'board';
  /** Without the reasons that name who was passed over. */
  routing: Routing;
  lookupHash: string;
  /** Version of the signed list that it was sealed by. */
  listVersion: number;
  reporterRecipient: string;
  reportRecipient: string;
  threadRecipient: string;
  caseRecipient: string;
  parts: Posted<SealedPart>[];
  wraps: Posted<KeyWrap>[];
  /** Where parts of files wait, if there are files. */
  uploadToken: string | null;
};

/** `field` says what did not fit: `keys` and `routing` when they have changed since the page was loaded. */
export type PostedAnswer = { ok: true } | { ok: false; code: string; field: string | null };
