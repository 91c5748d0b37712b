import { checkedDirectory } from '~/browser/keys/checked-directory';
import { member, unitIdentity } from '~/browser/keys/keyring';
import { destinationOf, fetchCounty, type PageFacts } from '~/browser/report/report-route';
import { newSession, sealForPost } from '~/browser/report/report-sealing';
import { staffPost } from '~/browser/staff/staff-post';
import { done } from '~/contract/answers/staff';
import { encodeReport } from '~/contract/posted/report';
import { identityScope } from '~/contract/sealed/identity';
import { keyScope, openWholeSeed } from '~/contract/sealed/key-wraps';
import { openNarrative } from '~/contract/sealed/narrative';
import { openShare } from '~/contract/sealed/two-share-key';
import { type RehearsalWay, rehearsalWays } from '~/domain/report/rehearsal-questions';
import type { ReportDraft } from '~/domain/report/report';
import type { RoutingQuestion } from '~/domain/report/routing';
import { fromBase64, randomBytes, toBase64 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { keyPairFromSeed, newKeyPair } from '~/envelope/key-pair';
import { directoryFingerprint, type SignedDirectory } from '~/envelope/keys/directory';
import { routingTable } from '~/envelope/keys/routing-statement';
import { rehearsalChecks, shareProofOf, signSeen } from '~/envelope/report/rehearsal-proof';

/** Where the page finds what reporters' browsers fetch, and where it posts. */
export type RehearsalPaths = { keys: string; registers: string; post: string };

type Sending = {
  paths: RehearsalPaths;
  directory: SignedDirectory;
  /** What the test report says, in the words of the page. */
  description: string;
  /** Called after each that was sent. */
  onSent: (sent: number, of: number) => void;
};

/**
 * Sends a test report for every unit to which the signed duties lead, each fetched, routed and sealed as a reporter's browser does it. Rejects
 * with EnvelopeError where the county's lists do not hold, with a refusal, and without a connection.
 */
export async function sendTests({ paths, directory, description, onSent }: Sending): Promise<number> {
  await checkedDirectory(directory);
  const facts: PageFacts = { ...paths, fingerprint: directoryFingerprint(directory.publicKey), boardArea: null };
  const county = await fetchCounty(facts, true);
  const ways = rehearsalWays(routingTable(county.directory, county.routing)).filter(isLed);
  for (const [at, { unitId, question }] of ways.entries()) {
    const session = await newSession();
    const draft = draftOf(question, description);
    // A test report has no page to follow, so nobody gets its code: key and lookup lead nowhere.
    const receipt = { reporter: await newKeyPair(), lookupHash: hexOf(randomBytes(32)) };
    const destination = await destinationOf(draft, county, facts);
    const posted = await sealForPost({ session, draft, county, destination, receipt, files: [] });
    const checks = rehearsalChecks(session.keys.report.seed);
    const report = toBase64(encodeReport(posted));
    await staffPost(paths.post, { act: 'send', meantFor: unitId, report, ...checks }, done);
    onSent(at + 1, ways.length);
  }
  return ways.length;
}

type Led = RehearsalWay & { question: RoutingQuestion };
const isLed = (way: RehearsalWay): way is Led => way.question !== null;

const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const draftOf = (
  { sector, matter, town, deaths, accusedUnitId }: RoutingQuestion,
  description: string,
): ReportDraft => ({
  ...{ sector, matter, town, deaths, accusedUnitId, description },
  employer: null,
  urgent: false,
  place: null,
  occurredOn: null,
  insider: false,
  anonymity: 'anonymous',
  identity: null,
  wantsReward: false,
  consent: false,
  siteCode: null,
  formToken: '',
  test: true,
});

/** A test report as the page has it; bytes are Base64. */
export type TestToOpen = {
  reportId: string;
  caseId: string;
  grant: { unitKeyId: string; wrapped: string };
  wrap: string;
} & ({ part: 'unit'; narrative: string } | { part: 'custodians' | 'guardians' });

/**
 * Opens a test report with the unit's key, and proves it. Returns what it says; null to those who hold a share only. Rejects with
 * EnvelopeError: what no holder can open, `wrongPart` for anything that does not say itself that it is a test.
 */
export async function openTest(test: TestToOpen, post: string): Promise<string | null> {
  const identity = await unitIdentity(test.grant);
  const { told, proof } = test.part === 'unit' ? await openWhole(test, identity) : await openOwnShare(test, identity);
  await staffPost(post, { act: 'see', reportId: test.reportId, proof }, done);
  return told;
}

async function openWhole(test: Extract<TestToOpen, { part: 'unit' }>, identity: string) {
  const { reportId, wrap, narrative: sealed } = test;
  const seed = await openWholeSeed(fromBase64(wrap), identity, keyScope(test, 'report'));
  const { narrative } = await openNarrative(reportId, fromBase64(sealed), await keyPairFromSeed(seed));
  // A true report that somebody put here would be removed with the tests.
  if (narrative.test !== true) throw new EnvelopeError('wrongPart', 'no test');
  const proof = signSeen({ reportId, memberId: member().memberId }, seed);
  return { told: narrative.description, proof };
}

async function openOwnShare(test: Extract<TestToOpen, { part: 'custodians' | 'guardians' }>, identity: string) {
  const { about } = await openShare(fromBase64(test.wrap), identity, identityScope(test.reportId), test.part);
  if (about === null || about.caseId !== test.caseId) throw new EnvelopeError('wrongPart', 'share');
  return { told: null, proof: shareProofOf(about.proofKey) };
}
