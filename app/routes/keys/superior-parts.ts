import { fingerprint } from '~/envelope/key-pair';
import { nothingElse } from '~/envelope/keys/nothing-else';
import type { Superior } from '~/envelope/keys/superior';
import { superiorWords } from '~/words/keys/superior';
import type { Lang } from '~/words/language';
import { namesTold, type Part, told } from './told';

/** All that is signed of the superior outside, with the fingerprint of each holder's key. */
export function superiorParts(superior: Superior, lang: Lang): Part[] {
  const { names, address, phone, mail, holders, others, ...rest } = superior;
  nothingElse(rest);
  const words = superiorWords[lang].parts;
  return [
    { key: 'names', label: words.names, ...namesTold(names, lang) },
    ...(address === null ? [] : [{ key: 'address', label: words.address, ...namesTold(address, lang) }]),
    ...(phone === null ? [] : [{ key: 'phone', label: words.phone, ...told(phone, phone) }]),
    ...(mail === null ? [] : [{ key: 'mail', label: words.mail, ...told(mail, mail) }]),
    ...holders.map(({ post, recipient, ...rest }, at) => {
      nothingElse(rest);
      return {
        key: `holder ${at}`,
        label: words.holder(at + 1),
        ...told(words.key(post, fingerprint(recipient)), [post, recipient]),
      };
    }),
    ...others.map(({ names, phone, ...rest }, at) => {
      nothingElse(rest);
      const called = namesTold(names, lang);
      return {
        key: `other ${at}`,
        label: words.other(at + 1),
        ...told(words.reached(called.text, phone), [called.exact, phone]),
      };
    }),
  ];
}
