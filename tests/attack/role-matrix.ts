import type { Act } from '~/domain/acts/table';
import type { Role } from '~/domain/vocabulary';

/** What there is to act on in the attacked copy. */
export type Things = {
  /** A case of the fire brigade, with one report. */
  caseId: string;
  reportId: string;
  fireUnit: string;
  fireKey: string;
  memberId: string;
  /** Requested by the fire brigade and by the auditor; not yet decided. */
  ceremonies: Record<'identity' | 'escrow' | 'payeeSample', string>;
  deletion: string;
  removal: string;
  /** A reward that the fire brigade proposed. */
  proposal: string;
  day: string;
  /** What another member has: a recipient, and a unit's key wrapped to it. */
  recipient: string;
  wrapped: string;
};
export type Who = { login: string; memberId: string; roles: readonly Role[]; unit: string };
export type May = (who: Who) => boolean;
type Fields = Record<string, string>;
type Path = (things: Things) => string;

export const any =
  (...roles: Role[]): May =>
  ({ roles: held }) =>
    roles.some((role) => held.includes(role));
export const inFire =
  (...roles: Role[]): May =>
  (who) =>
    who.unit === 'fire' && any(...roles)(who);
export const everybody: May = () => true;

/** A page, who may read it, and the act of the permission table for it, where there is one. */
export type PageTried = [path: Path, may: May, reads?: Act];
/** An act by its name in the table, with fields so well formed that only who they are can stop those who may not. */
export type ActTried = [act: Act, path: Path, fields: (things: Things, who: Who) => Fields, may: May];

export const NONE = '00000000-0000-4000-8000-000000000000';

/** Written by hand from the product's promises and the threat model, not read from the program that is attacked. */
export const PAGES: readonly PageTried[] = [
  [() => '/zh/staff', everybody],
  [() => '/zh/staff/my-keys', everybody],
  [() => '/zh/staff/keys', everybody],
  [() => '/zh/staff/trust', everybody],
  [() => '/zh/staff/roles', everybody],
  // Who has to do what next is for everybody who works here; only administrators invite from it.
  [() => '/zh/staff/opening', everybody, 'setup.read'],
  [() => '/zh/staff/transfers', everybody],
  [() => '/zh/staff/queue', any('intake', 'handler', 'lead'), 'queue.read'],
  [() => '/zh/staff/queue.csv', any('intake', 'handler', 'lead')],
  [() => '/zh/staff/handover', any('intake', 'handler', 'lead')],
  [() => '/zh/staff/oversight', any('supervisor', 'auditor'), 'oversight.read'],
  [() => '/zh/staff/oversight.csv', any('supervisor', 'auditor'), 'oversight.read'],
  [() => '/zh/staff/assessment', any('supervisor', 'auditor'), 'oversight.read'],
  [() => '/zh/staff/assessment.csv', any('supervisor', 'auditor'), 'oversight.read'],
  [() => '/zh/staff/assessment.xlsx', any('supervisor', 'auditor'), 'oversight.read'],
  [() => '/zh/staff/oversight.xlsx', any('supervisor', 'auditor'), 'oversight.read'],
  [() => '/zh/staff/funds.csv', any('finance', 'lead', 'auditor'), 'fund.read'],
  [() => '/zh/staff/funds.xlsx', any('finance', 'lead', 'auditor'), 'fund.read'],
  [() => '/zh/staff/log', any('auditor'), 'log.read'],
  [() => '/zh/staff/log.csv', any('auditor')],
  [() => '/zh/staff/samples', any('auditor')],
  [() => '/zh/staff/members', any('administrator'), 'member.read'],
  [() => '/zh/staff/setup', any('administrator')],
  [() => '/zh/staff/setup.json', any('administrator'), 'setup.export'],
  [() => '/zh/staff/address', any('administrator'), 'member.read'],
  [() => '/zh/staff/policies', any('administrator', 'guardian', 'supervisor'), 'policy.read'],
  [() => '/zh/staff/policies/situations', any('administrator')],
  [() => '/zh/staff/removals', any('guardian', 'administrator')],
  // Signboards hang at the gates, so they are no secret from staff.
  [() => '/zh/staff/boards', everybody, 'signboard.read'],
  [() => '/zh/staff/boards/new', any('administrator')],
  [() => '/zh/staff/boards/AL01', any('administrator')],
  [() => '/zh/staff/boards/AL01/sheet', any('administrator', 'lead'), 'signboard.print'],
  [() => '/zh/staff/units', any('administrator')],
  [() => '/zh/staff/units/new', any('administrator')],
  [({ fireUnit }) => `/zh/staff/units/${fireUnit}`, any('administrator')],
  [() => '/zh/staff/superior', any('administrator')],
  [() => '/zh/staff/outgoing', any('intake', 'lead', 'supervisor', 'administrator'), 'superiorReport.read'],
  [() => '/zh/staff/areas', any('administrator')],
  [() => '/zh/staff/areas.csv', any('administrator')],
  [() => '/zh/staff/duties', any('administrator')],
  [() => '/zh/staff/duties/try', any('administrator')],
  [() => '/zh/staff/duties/sectors', any('administrator')],
  // Whoever got a test message tells its number there; alerts are shown to their unit alone.
  [() => '/zh/staff/alerts', everybody],
  [() => '/zh/staff/roster', any('administrator', 'guardian', 'supervisor'), 'roster.read'],
  [() => '/zh/staff/roster/new', any('administrator')],
  [() => '/zh/staff/ledger', any('intake', 'lead'), 'report.import'],
  [() => '/zh/staff/hazards', any('handler', 'lead'), 'hazard.read'],
  [() => '/zh/staff/hazards/new', any('handler', 'lead')],
  [() => '/zh/staff/county', any('administrator', 'guardian', 'supervisor'), 'county.read'],
  [() => '/zh/staff/calendar', any('administrator', 'guardian', 'supervisor'), 'calendar.read'],
  [() => '/zh/staff/employers', any('administrator')],
  [() => '/zh/staff/employers/new', any('administrator')],
  [() => '/zh/staff/employers/import', any('administrator')],
  [() => '/zh/staff/directory', any('guardian')],
  [() => '/zh/staff/reserve', any('guardian')],
  [() => '/zh/staff/marks', any('guardian')],
  [() => '/zh/staff/deletions', any('guardian')],
  [() => '/zh/staff/penalties', any('publisher', 'handler', 'lead')],
  [() => '/zh/staff/penalties/import', any('handler', 'lead')],
  [() => '/zh/staff/supervisions', any('publisher', 'lead')],
  [() => '/zh/staff/orders', any('supervisor', 'auditor', 'lead'), 'order.read'],
  [() => '/zh/staff/releases', any('publisher')],
  [() => '/zh/staff/payouts', any('finance', 'guardian'), 'payout.read'],
  [() => '/zh/staff/funds', any('finance', 'lead', 'auditor'), 'fund.read'],
  [() => '/zh/staff/rewards', any('handler', 'lead', 'supervisor', 'guardian')],
  [() => '/zh/staff/ceremonies', any('guardian', 'custodian', 'lead', 'finance', 'auditor'), 'ceremony.read'],
  [() => '/zh/staff/ceremonies/ask', any('lead')],
  // Guardians decide on it; the asker sees what became of it.
  [
    ({ ceremonies }) => `/zh/staff/ceremonies/${ceremonies.identity}`,
    (who) => who.login === 'fire.lead' || any('guardian')(who),
  ],
  [({ caseId }) => `/zh/staff/cases/${caseId}`, inFire('intake', 'handler', 'lead'), 'case.read'],
  [({ caseId }) => `/zh/staff/cases/${caseId}/delete`, inFire('lead')],
  [({ caseId }) => `/zh/staff/cases/${caseId}/accused`, inFire('intake', 'handler', 'lead')],
  [({ caseId }) => `/zh/staff/cases/${caseId}/identity`, inFire('handler'), 'identity.read'],
];

/** Routes that give nothing to read: they only take posts, which ACTS_TRIED tries, or come before any sign-in. */
export const NO_PAGE = [
  'staff/sign-in',
  'staff/sign-out',
  'staff/passkeys',
  'staff/enrol/:invite',
  'staff/stamp',
  'staff/keys/carry-over',
  'staff/handover/cases',
  'staff/ledger/rows',
  'staff/hazard-rows',
  'staff/rehearsal',
  'staff/ceremonies/:ceremony/act',
  // It needs a report that was sealed for the level above; superior-report.test.ts asks it as other roles.
  'staff/outgoing/:number/file',
  // It needs a file's id; `every file of a case as every member` stands in roles.attack.ts.
  'staff/cases/:case/files/:part',
];

/** Acts of members that no page takes, with the reason. */
export const NO_POST: Partial<Record<Act, string>> = {
  'report.submit': 'by the public forms; operators have none of their own yet',
  'report.supersede': 'by the public forms',
  'superiorReport.take': 'by the public forms; operators have none of their own yet',
  'superiorReport.export': 'a file, which superior-report.test.ts asks as other roles',
  'member.enrol': 'before anybody is signed in, by an invitation',
  'member.signIn': 'before anybody is signed in',
  'member.signOut': 'ends only the session that asks',
  'member.readOwn': 'everybody’s own account, looked at by every page',
  'log.checkpoint': 'by the clock only',
  'alert.read': 'the page of alerts shows them to their unit, and everybody else nothing',
  'alert.oversee': 'the same page shows supervisors and administrators how many each unit has',
};
