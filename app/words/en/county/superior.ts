import type { Shape } from '~/words/define';
import type { superiorPageWords as zh } from '~/words/zh/county/superior';

/** Words of the administrator's page of the level above. */
export const superiorPageWords: Shape<typeof zh> = {
  title: 'Level above',
  lead: 'Where the level above has no people working on this site, say here how to reach it. Officers send cases up sealed, or printed; reports about this office itself go to it too, and nobody here can open them.',
  inside:
    'The level above has people working on this site now: what goes up is done here, and reports about this office itself reach them. What is said here only tells people how to reach it.',
  none: 'No level above is named yet. Reports about this office itself cannot be taken now, and the report page sends people elsewhere.',
  signedTitle: 'As signed',
  waiting: {
    title: 'Changes that wait to be signed',
    none: 'No changes wait to be signed.',
    text: (day) =>
      `Can be signed from ${day} on. It takes effect once two guardians have compared and signed it on the page Key list; until then all stays as it is.`,
  },
  saved: 'Draft saved. It takes effect once two guardians have signed it.',
  tookBack: 'Taken back; all stays as it was.',
  dropped: 'Draft saved: once signed, no level above is named.',
  unchanged: 'Nothing differs.',
  form: {
    title: 'What is said of it',
    nameIn: (language, isDefault) => (isDefault ? `Name in ${language}` : `Name in ${language} (optional)`),
    addressIn: (language, isDefault) => (isDefault ? `Address in ${language}` : `Address in ${language} (optional)`),
    reach: 'How to reach it',
    reachHint: 'At least one of these. Public and officers see it, and it is signed too.',
    phone: 'Telephone',
    mail: 'E-mail',
    holders: 'Keys and their two holders',
    holdersHint:
      'Leave all empty where there is no key: then things go up in print only, and reports about this office itself are not taken. People of the level above make a key on their own computer with age (1.3 or later): age-keygen -pq -o FILE. The private key stays with them; they give you the public key that begins with age1pq1.',
    post: (n) => `Post of holder ${n}`,
    postHint: 'Such as “head of the report centre”. The list is public: give the post, not a name.',
    recipient: (n) => `Public key of holder ${n}`,
    recipientHint: 'It begins with age1pq1 and is long; paste all of it.',
    sameHint: 'It begins with age1pq1. Leave it empty where both keep the same key.',
    others: 'Other places to report to',
    othersHint:
      'Where people may go with a report that this site cannot take, such as discipline inspection (12388) or the government hotline (12345). Three at most.',
    otherIn: (n, language, isDefault) =>
      isDefault ? `Name of place ${n} in ${language}` : `Name of place ${n} in ${language} (optional)`,
    otherPhone: (n) => `Telephone of place ${n}`,
    from: 'From which day',
    fromHint: 'Such as 2027-01-01. Empty means today. Guardians cannot sign it before that day.',
    save: 'Save draft',
  },
  drop: {
    title: 'Name no level above any more',
    text: 'Once signed, public and officers do not see how to reach it, and nothing can be sealed for it.',
    save: 'Save draft',
  },
  takeBack: { title: 'Take the draft back', text: 'All stays as it is signed.' },
  problems: {
    missing: 'Fill this in.',
    tooLong: 'This is too long.',
    phone: 'A telephone number has only digits, brackets, plus and hyphen.',
    mail: 'Write an address such as name@example.cn.',
    noReach: 'Give at least one of address, telephone and e-mail.',
    recipient: 'This is no whole public key. It begins with age1pq1; paste all of it.',
    weakRecipient:
      'This is a key of the older kind, which this site does not use. Ask for one made with age-keygen -pq; it begins with age1pq1.',
    secretKey:
      'This is a private key! It must not leave the level above. It has been on this computer now: ask for a new one, and for its public key only.',
    bothHolders: 'Give the posts of both holders: when one is away, the other can open it.',
    samePerson: 'The two holders must be different people.',
    day: 'Write a day such as 2027-01-01.',
    past: 'Not earlier than today.',
    far: 'Not later than in a year.',
  },
};
