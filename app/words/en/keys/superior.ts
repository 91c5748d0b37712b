import type { Shape } from '~/words/define';
import type { superiorWords as zh } from '~/words/zh/keys/superior';

/** The superior outside, as guardians compare it before they sign. */
export const superiorWords: Shape<typeof zh> = {
  title: 'Level above, outside this site',
  changed:
    'This version says the following of the level above. Read each line: reporters will go by this telephone and address, and what is sent up is sealed to these keys.',
  dropped:
    'This version names no level above any more. Reporters and officers will not see how to reach it, and nothing can be sealed for it. It was:',
  compared:
    'I compared all of it: the fingerprints that both holders read out on the telephone, or that are on their stamped paper, are letter by letter these',
  agreeDropped: 'I agree that no level above is named any more',
  notCompared: 'Compare each line about the level above, and tick it.',
  parts: {
    names: 'Name',
    address: 'Address',
    phone: 'Telephone',
    mail: 'E-mail',
    holder: (n) => `Holder of a key ${n}`,
    key: (post, print) => `${post}, fingerprint ${print}`,
    other: (n) => `Other place to report to ${n}`,
    reached: (name, phone) => `${name}, telephone ${phone}`,
  },
};
