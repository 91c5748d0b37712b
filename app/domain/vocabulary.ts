/** The words of the field as codes. Pages find their text in app/words by these codes. */

export const MATTERS = ['majorRisk', 'hazard', 'violation', 'concealedAccident', 'misconduct'] as const;
export type Matter = (typeof MATTERS)[number];

/** The trades that the program comes with. A county's own list begins with them. */
export const SECTORS = [
  'mining',
  'hazardousChemicals',
  'fireworks',
  'gas',
  'construction',
  'fire',
  'roadTransport',
  'waterTransport',
  'specialEquipment',
  'industry',
  'agriculture',
  'education',
  'tourism',
  'selfBuiltHousing',
  'electricity',
  'forestry',
  'other',
] as const;
/** A trade by its code: one of the program's list, or one that the county added (county/sector-list.ts). */
export type Sector = string;

/** Situations that local rules reward by fixed amounts, and the notices name (Baishiyi Town's, items 30, 38, 43; Zhenxi Town's, item 11). */
export const SITUATIONS = [
  'blockedExit',
  'hotWorkWithoutPermit',
  'confinedSpaceWithoutPermit',
  'unlicensedChemicals',
  'majorSourceUnmonitored',
  'illegalMining',
  'unlawfulSubcontracting',
  'unqualifiedConstruction',
  'illegalCoach',
  'untrainedSpecialWork',
] as const;

export const STAGES = [
  'registered',
  'accepted',
  'notAccepted',
  'assigned',
  'verifying',
  'verdictProposed',
  'verdictConfirmed',
  'replied',
  'objected',
  'closed',
  'reopened',
] as const;
export type Stage = (typeof STAGES)[number];

/** Stages in which a case still waits for somebody; the two others have ended. */
export const OPEN_STAGES = [
  'registered',
  'accepted',
  'assigned',
  'verifying',
  'verdictProposed',
  'verdictConfirmed',
  'replied',
  'objected',
  'reopened',
] as const satisfies readonly Stage[];

export const VERDICTS = ['substantiated', 'partlySubstantiated', 'unsubstantiated'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What the level above decides on an objection: the verdict stands, is another one, or everything is verified anew. */
export const REVIEW_OUTCOMES = ['upheld', 'changed', 'verifyAnew'] as const;
export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number];

/** Why a report is not accepted (12350 practice). `outsideDuty` means that the reporter is told where to go instead. */
/** What the level above is asked for, or told. */
export const SENT_UP_FOR = ['extension', 'review', 'takeOver', 'filing', 'report'] as const;
export const SENT_UP_WAYS = ['sealed', 'printed'] as const;

export const NOT_ACCEPTED_REASONS = [
  'duplicateBySamePerson',
  'noClearTarget',
  'noClearFacts',
  'suggestion',
  'informationRequest',
  'courtOrArbitration',
  'otherHotline',
  'outsideDuty',
] as const;
export type NotAcceptedReason = (typeof NOT_ACCEPTED_REASONS)[number];

export const ROLES = [
  'operator',
  'intake',
  'handler',
  'lead',
  'custodian',
  'guardian',
  'finance',
  'supervisor',
  'publisher',
  'auditor',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

export const CHANNELS = ['web', 'board', 'phone', 'email', 'wechat', 'letter', 'visit', 'ledger'] as const;
export type Channel = (typeof CHANNELS)[number];

export const ANONYMITY = ['anonymous', 'named'] as const;
export type Anonymity = (typeof ANONYMITY)[number];

export const LANGS = ['zh', 'en'] as const;
export type Lang = (typeof LANGS)[number];
/** The site's own language, in which texts are shown where the reader's language lacks them. */
export const DEFAULT_LANG: Lang = LANGS[0];
/** The language offered to people who read none of the site's languages. */
export const FOREIGN_LANG: Lang = 'en';

/** Grades of an accident, lowest first: 一般, 较大, 重大, 特别重大. */
export const ACCIDENT_GRADES = ['general', 'larger', 'major', 'especiallyMajor'] as const;
export type AccidentGrade = (typeof ACCIDENT_GRADES)[number];
