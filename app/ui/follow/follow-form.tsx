import { createContext, type ReactNode, useContext } from 'react';
import { ErrorMessage } from '~/ui/error-message';
import { ErrorSummary } from '~/ui/error-summary';
import type { Lang } from '~/words/language';

/** `sealed`: the reporter's browser holds the keys; `plain`: the server opens and seals in memory. */
export type SealingMode = 'plain' | 'sealed';
export type StepName = 'message' | 'object' | 'claim' | 'files' | 'withdraw' | 'leave';

/**
 * What each form of the page carries: `page` binds it to the report that it shows; `once`, which no other rendering of
 * the page has, makes the same words posted twice recognisable; by `mark` words come back only to this report's page.
 */
export type Carried = { page: string; once: string; mark: string };
export const Bound = createContext<Carried>({ page: '', once: '', mark: '' });

type Props = { mode: SealingMode; lang: Lang; step: StepName; files?: boolean; children: ReactNode };

/**
 * One form of the reporter's page. With scripts its method is `dialog`, which sends nothing by itself: should the
 * script fail, what was typed goes neither into a request nor into an address.
 */
export function StepForm({ mode, lang, step, files = false, children }: Props) {
  const { page, once, mark } = useContext(Bound);
  if (mode === 'sealed') {
    return (
      <form method="dialog" data-step={step} noValidate>
        {children}
      </form>
    );
  }
  return (
    <form
      method="post"
      action={`/${lang}/follow`}
      encType={files ? 'multipart/form-data' : undefined}
      data-step={step}
      noValidate
    >
      {/* Leaving locks whatever this browser has open. */}
      {step !== 'leave' && <input type="hidden" name="page" value={page} />}
      {step !== 'leave' && <input type="hidden" name="once" value={once} />}
      {step !== 'leave' && <input type="hidden" name="mark" value={mark} />}
      {children}
    </form>
  );
}

/**
 * What the page's script says and shows: words by name, and the markup of an error. The script writes text into these,
 * never markup.
 */
export function ScriptWords({ words }: { words: Readonly<Record<string, string>> }) {
  return (
    <>
      <template data-words>
        {Object.entries(words).map(([name, text]) => (
          <span data-word={name} key={name}>
            {text}
          </span>
        ))}
      </template>
      <template data-error-summary>
        <ErrorSummary told="page" errors={[{ field: 'main-content', message: '…' }]} />
      </template>
      <template data-error-message>
        <ErrorMessage id="error" message="…" />
      </template>
    </>
  );
}
