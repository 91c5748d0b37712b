/**
 * The kinds of unit that may hold what is meant for this one, the first that has a key: in a place without a finance
 * office the custodians hold finance's share of payees. That joins nothing that the two-person rules keep apart, since
 * the other share is always the guardians'.
 */
export const holdingKinds = (kind: string): readonly string[] =>
  kind === 'finance' ? ['finance', 'custodians'] : [kind];
