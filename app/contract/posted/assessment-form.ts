import { actForm, typed } from './form';

/** Points of the monthly assessment that the committee office judges itself. */
export const assessmentForm = actForm('assessment.enter', {
  month: typed,
  unitId: typed,
  indicator: typed,
  points: typed,
});
