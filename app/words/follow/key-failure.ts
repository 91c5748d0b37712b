import type { Lang } from '~/words/language';
import { accessWords } from './access';

/** Why a browser derived no key: one whose WebAssembly was switched off is not helped by a newer version. */
export const keyFailure = (lang: Lang, hasWebAssembly = 'WebAssembly' in globalThis): string =>
  hasWebAssembly ? accessWords[lang].unlock.failed : accessWords[lang].unlock.noWasm;
