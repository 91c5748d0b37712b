import { followWords } from '~/words/follow';
import type { Lang } from '~/words/language';
import { Button } from './button';
import { ErrorSummary } from './error-summary';
import { NotificationBanner } from './notification-banner';
import { PageTitle } from './page-title';
import { TextInput } from './text-input';

export type FollowProblem = 'code' | 'shape' | 'unknown' | 'busy' | 'expired';
type Props = { lang: Lang; problem: FollowProblem | null; left: boolean };

/** Asks for the receipt code. The code is never shown again, not even when it was mistyped. */
export function FollowOpen({ lang, problem, left }: Props) {
  const words = followWords[lang];
  const error = problem ? words.errors[problem] : undefined;
  return (
    <>
      <ErrorSummary errors={error ? [{ field: 'code', message: error }] : []} />
      {left && <NotificationBanner success>{words.page.left}</NotificationBanner>}
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <form method="post" action={`/${lang}/follow`} noValidate>
        <TextInput
          name="code"
          label={words.code.label}
          hint={words.code.hint}
          error={error}
          inputMode="numeric"
          maxLength={60}
          width={20}
        />
        <Button name="step" value="open">
          {words.open}
        </Button>
      </form>
      <p className="govuk-body">{words.device}</p>
      <p className="govuk-body">{words.lost}</p>
    </>
  );
}
