import type * as z from 'zod/mini';
import type { Role, Stage } from '../vocabulary';

/**
 * How far an act reaches for a member or reporter:
 * `ownUnit`: things of the member's own unit · `assigned`: the same, and where an officer is assigned, only that officer ·
 * `county`: anything · `self`: the member's own account, the reporter's own report.
 * Public and system acts have no subject of their own, so only `by` decides for them.
 */
export type Where = 'ownUnit' | 'assigned' | 'county' | 'self';
export type ActorRole = Role | 'reporter' | 'public' | 'system';

/** What everybody needs to know of an act. Its name, the key of its row, is permission and audit verb at once. */
export type ActRule = {
  readonly by: readonly ActorRole[];
  readonly where: Where;
  /** Reading or writing what a report says. Administrators and supervisors may not, whatever other roles they hold. */
  readonly content?: true;
  /** A part of opening an identity. Nobody may who could play two of the three parts. */
  readonly ceremony?: true;
  /** Moves money, publishes or opens an identity. Members whom the directory does not name may not, as with content. */
  readonly certified?: true;
  /** A read that is itself an act: it leaves a log row, as a write does. */
  readonly logged?: true;
  /** Name of the event in the history that a reporter saves; acts without one do not appear there. */
  readonly event?: string;
};

/** Kinds of things that staff seal to the key of a case. */
export type CasePartKind = 'note' | 'finding' | 'penalty' | 'evidence';

/**
 * A field of an act's form. What is typed or chosen is sealed with the act's part. With `clear` the server is told it
 * too, and keeps it in the timeline and the log. A text is never told: `stated` only says that there is one.
 */
export type CaseField =
  | {
      readonly kind: 'text';
      readonly clear?: 'stated';
      /** Asked only while the case does not have this day. */
      readonly until?: 'siteVisitedOn';
    }
  | { readonly kind: 'day'; readonly latest?: 'today'; readonly clear?: true }
  /** Radio buttons for a few choices, a list that opens for more. */
  | { readonly kind: 'choice'; readonly choices: readonly string[]; readonly clear?: true }
  /** A member of the unit who handles cases. */
  | { readonly kind: 'officer'; readonly clear: true };

/**
 * What the case page's form asks, and what it posts for an act. Nothing typed is posted in the clear: browsers seal
 * text first.
 */
export type CaseForm = {
  /** The fields in the order of the page. In a form with `messages`, the text is the message. */
  readonly fields?: Readonly<Record<string, CaseField>>;
  /**
   * Codes that travel in the clear, and that the act's own code in the browser derives from something other than
   * fields.
   */
  readonly clear?: Readonly<Record<string, z.ZodMiniType>>;
  /** One thing sealed to the case key, and what it is about where its kind does not tell. */
  readonly part?: { readonly kind: CasePartKind; readonly about?: string };
  /** Sealed to one reporter of the case, or to each. */
  readonly messages?: 'one' | 'each';
  /** All keys of the case, wrapped for the unit that gets it. */
  readonly keys?: true;
};

/** Name of the column that holds the day on which something that happens only once was done. */
type DayDone = `${string}On`;

/**
 * An act on the case page: its form, and for a step also the stages in which it makes sense. What the row cannot say
 * stands under the act's name in two tables: its rule (`RULES` in domain/case/case-rules.ts), and what else it does
 * (`BODIES` in services/case/case.server.ts).
 */
export type CaseActRule = ActRule & {
  readonly form: CaseForm;
  /** The stages in which the step makes sense. An act without them changes no stage. */
  readonly stages?: readonly Stage[];
  /** Its place among the next acts of a case, most expected first. */
  readonly order: number;
  /** Possible at many stages, but never what a case is waiting for. */
  readonly aside?: true;
  /** Aside, but not at these stages. */
  readonly awaitedAt?: readonly Stage[];
  /** Only the officer to whom the case is assigned. */
  readonly officerOnly?: true;
  /** Only somebody who is neither the officer nor the proposer: the second of two signatures. */
  readonly secondPerson?: true;
  /** Only somebody who had no part in the verification and verdict to which a reporter objected. */
  readonly otherThanFirst?: true;
  /** Only while a colleague's request for it waits, and then the case waits for whoever may answer. */
  readonly whenAsked?: true;
  /** Only where the report was found true, wholly or in part. */
  readonly ifFound?: true;
  /** The stage that the case enters on the day of the step. Without it, the rule of casework says what changes. */
  readonly to?: Stage;
  /** May be done once only; this field holds the day on which it was done. */
  readonly once?: DayDone;
  /** May be repeated after it was done once; this field then takes the new day. */
  readonly anew?: DayDone;
  /** Only after the act that sets this day was done. */
  readonly after?: DayDone;
};
