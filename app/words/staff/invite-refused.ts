import { refusedText } from '~/words/follow/access';
import type { Lang } from '~/words/language';
import type { RefusedShape } from '~/words/refused';
import { membersWords } from './members';

/** Why an invitation was refused, in a sentence for the field that is wrong. */
export function inviteRefused(refused: RefusedShape & { field: string | null }, lang: Lang): string {
  const words = membersWords[lang];
  if (refused.code === 'samePerson') return words.samePerson;
  if (refused.code === 'alreadyDone' && refused.field === 'login') return words.loginTaken;
  if (refused.code === 'invalid') {
    const byField: Record<string, string> = {
      login: words.loginWrong,
      name: words.nameWrong,
      unitId: words.chooseUnit,
      roles: words.chooseRoles,
    };
    const text = byField[refused.field ?? ''];
    if (text) return text;
  }
  return refusedText(refused, lang);
}
