/**
 * Called with what is left of a signed entry once everything was taken out of it that guardians are shown. It does not
 * compile once the entry has another member, so that nothing new can be signed without being shown.
 */
export function nothingElse(_rest: Record<PropertyKey, never>): void {}
