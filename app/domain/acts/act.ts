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
  /** Reading or writing what a report says: closed to whoever is administrator or supervisor, whatever else they are. */
  readonly content?: true;
  /** A part of opening an identity: closed to whoever could play two of the three parts. */
  readonly ceremony?: true;
  /** Moves money, publishes or opens an identity: closed to members whom the directory does not name, as content is. */
  readonly certified?: true;
  /** A look which is itself an act: it leaves a log row, as a write does. */
  readonly logged?: true;
  /** What has happened then, as the history that a reporter saves calls it; acts without one are not in it. */
  readonly event?: string;
};

/** Kinds of things that staff seal to the key of a case. */
export type CasePartKind = 'note' | 'finding' | 'penalty' | 'evidence';

/** What the case page's form posts for an act. Nothing typed is among it: browsers seal that first. */
export type CaseForm = {
  /** Codes in the clear, each under the name of its field. */
  readonly clear?: Readonly<Record<string, z.ZodMiniType>>;
  /** One thing sealed to the case key, and what it is about where its kind does not say so. */
  readonly part?: { readonly kind: CasePartKind; readonly about?: string };
  /** Sealed to one reporter of the case, or to each. */
  readonly messages?: 'one' | 'each';
  /** All keys of the case, wrapped for the unit that gets it. */
  readonly keys?: true;
};

/** A day of a case on which something was done that happens once. */
type DayDone = `${string}On`;

/** What can be done to a case on its page: its form, and for a step also when it makes sense. */
export type CaseActRule = ActRule & {
  readonly form: CaseForm;
  /** The stages in which the step makes sense; without them the act changes no stage. */
  readonly stages?: readonly Stage[];
  /** Its place among the next acts of a case, most expected first. */
  readonly order: number;
  /** Possible at many stages, but never what a case waits for. */
  readonly aside?: true;
  /** Only the officer to whom the case is assigned. */
  readonly officerOnly?: true;
  /** Only somebody else than the officer and than whoever proposed: the second of two signatures. */
  readonly secondPerson?: true;
  /** Only where the report was found true, wholly or in part. */
  readonly ifFound?: true;
  /** The stage that the case has afterwards, since the day of the step. Without it the rule of casework says what changes. */
  readonly to?: Stage;
  /** Done once, and not again: the day on which it was done. */
  readonly once?: DayDone;
  /** Done anew, after it was done once: the day becomes this one. */
  readonly anew?: DayDone;
  /** Only after this was done. */
  readonly after?: DayDone;
};
