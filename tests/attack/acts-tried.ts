import { ACTS_OF_CASES } from './acts-of-cases';
import { ACTS_OF_COUNTY } from './acts-of-county';
import { ACTS_OF_OPENINGS } from './acts-of-openings';
import { ACTS_OF_REGISTERS } from './acts-of-registers';
import { ACTS_OF_REVIEWS } from './acts-of-reviews';

/** Every act that a staff page posts; tests/domain/staff/role-matrix.test.ts makes sure that none is missing. */
export const ACTS_TRIED = [
  ...ACTS_OF_CASES,
  ...ACTS_OF_REVIEWS,
  ...ACTS_OF_OPENINGS,
  ...ACTS_OF_REGISTERS,
  ...ACTS_OF_COUNTY,
];
