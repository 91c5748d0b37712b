import { Button } from '~/ui/button';
import { ErrorSummary } from '~/ui/error-summary';
import { Inset } from '~/ui/inset';
import { Island } from '~/ui/island';
import { NotificationBanner } from '~/ui/notification-banner';
import { PageTitle } from '~/ui/page-title';
import { SiteLanguage } from '~/ui/site-language';
import { TextInput } from '~/ui/text-input';
import { followWords } from '~/words/follow/follow';
import { followModeWords } from '~/words/follow/follow-mode';
import type { Lang } from '~/words/language';
import { ScriptWords } from './follow-form';

export type FollowProblem = 'code' | 'shape' | 'unknown' | 'busy' | 'expired' | 'another';
type Props = {
  lang: Lang;
  problem: FollowProblem | null;
  left: boolean;
  /**
   * What was typed on a page that had locked itself, or was left for another report's, by field; it comes back with the
   * same code.
   */
  kept: Readonly<Record<string, string>>;
  /** A number that is no code, which comes back into its box. */
  mistyped: string;
  /** The salt with which browsers derive keys from codes; null before set-up. */
  salt: string | null;
  /** Tells when the form was opened, in case there is a line. */
  formToken: string;
};

/** Only what people wrote, not what the page carries along with it. */
const WORDS = ['message', 'objection', 'payeeName', 'bankName', 'bankAccount'];

/**
 * Asks for the receipt code. A code is never shown again; a mistyped one, which opens nothing, stays to be corrected.
 */
export function FollowOpen({ lang, problem, left, kept, mistyped, salt, formToken }: Props) {
  const words = followWords[lang];
  const error = problem ? words.errors[problem] : undefined;
  const shown = WORDS.flatMap((name) => kept[name] || []);
  return (
    <>
      <ErrorSummary told="page" errors={error ? [{ field: 'code', message: error }] : []} />
      {left && (
        <NotificationBanner success told={left}>
          {words.page.left}
        </NotificationBanner>
      )}
      <PageTitle lead={words.lead}>{words.title}</PageTitle>
      <WayNotice lang={lang} />
      {shown.length > 0 && (
        <Inset>
          <h2 className="govuk-heading-s">{words.kept}</h2>
          <p className="govuk-body anshao-lines" data-kept>
            <SiteLanguage>{shown.join('\n')}</SiteLanguage>
          </p>
        </Inset>
      )}
      <form
        method="post"
        action={`/${lang}/follow`}
        noValidate
        data-code-form
        data-problem={problem ?? undefined}
        data-salt={salt ?? undefined}
      >
        <input type="hidden" name="formToken" value={formToken} />
        {Object.entries(kept).map(([name, value]) => (
          <input type="hidden" name={name} value={value} key={name} />
        ))}
        <TextInput
          name="code"
          label={words.code.label}
          hint={words.code.hint}
          error={error}
          defaultValue={mistyped}
          inputMode="numeric"
          maxLength={60}
          width={20}
        />
        <Button name="step" value="open">
          {words.open}
        </Button>
        <p className="govuk-body" role="status" data-progress />
      </form>
      <p className="govuk-body">{words.device}</p>
      <p className="govuk-body">{words.lost}</p>
      <CodeWords lang={lang} />
      {salt && <Island name="follow" />}
    </>
  );
}

/** Says which way is in use before the code is typed; the script shows another one of these once it knows better. */
function WayNotice({ lang }: { lang: Lang }) {
  const words = followModeWords[lang];
  return (
    <Inset>
      <h2 className="govuk-heading-s">{words.title}</h2>
      <div role="status">
        <p className="govuk-body" data-mode="plain">
          {words.plain}
        </p>
        <p className="govuk-body" data-mode="checking" hidden>
          {words.checking}
        </p>
        <p className="govuk-body" data-mode="sealed" hidden>
          {words.sealed}
        </p>
        <p className="govuk-body" data-mode="plainChosen" hidden>
          {words.plainChosen}
        </p>
        <div data-mode="lacking" hidden>
          <p className="govuk-body">{words.lacking}</p>
          <p className="govuk-body" data-lacking-wasm hidden>
            {words.lackingWasm}
          </p>
          <p>
            <button className="govuk-button govuk-button--secondary" type="button" data-use-plain>
              {words.usePlain}
            </button>
          </p>
        </div>
      </div>
    </Inset>
  );
}

function CodeWords({ lang }: { lang: Lang }) {
  const { errors } = followWords[lang];
  const { working, opening, offline, busy, expiredKept, cannotOpen, newerVersion, failed } = followModeWords[lang];
  const { code, shape } = errors;
  return (
    <ScriptWords
      words={{ code, shape, working, opening, offline, busy, expiredKept, cannotOpen, newerVersion, failed }}
    />
  );
}
