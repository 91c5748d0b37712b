/**
 * Takes the place of a guardian's id for what the printed reserve key signed; no member has it (nil UUID, RFC 9562).
 */
export const RESERVE_ID = '00000000-0000-0000-0000-000000000000';
