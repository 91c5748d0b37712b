import { actForm, file, typed } from './form';

/** The file of the whole set-up: first to be compared, then, as it was shown, to be kept. */
export const countyFileForms = {
  check: actForm('setup.import', { file }),
  confirm: actForm('setup.import', { text: typed, told: typed }),
};
