import type { useStep } from '~/browser/opening/use-ceremony';
import { ErrorMessage } from '~/ui/error-message';
import { refusedText } from '~/words/follow/access';
import type { Lang } from '~/words/language';
import { newerVersionWords } from '~/words/newer-version';
import { ceremonyWords } from '~/words/opening/ceremony';

type Props = { fault: ReturnType<typeof useStep>['fault']; lang: Lang };

/** What went wrong with a step, in words; nothing while all is well. */
export function StepFault({ fault, lang }: Props) {
  if (fault === null) return null;
  return <ErrorMessage id="step-error" message={faultText(fault, lang)} />;
}

export function faultText(fault: NonNullable<Props['fault']>, lang: Lang): string {
  const t = ceremonyWords[lang];
  if ('broken' in fault) {
    return fault.broken === 'newerVersion' ? newerVersionWords[lang].part : t[fault.broken];
  }
  const { data } = fault.refused;
  if (data?.rule === 'underWay') return t.underWay;
  if (data?.rule === 'noLongerAbove') return t.noLongerAbove;
  if (data?.rule === 'otherPart') return t.otherPart;
  return refusedText(fault.refused, lang);
}
