import { Form, Link } from '@remix-run/react';
import { buttonClass } from '~/ui/button';
import { Pagination } from '~/ui/pagination';
import { TextInput } from '~/ui/text-input';
import { registerWords } from '~/words/county/register';
import type { Lang } from '~/words/language';

/** Finding an entry by name or code; a plain form, which needs no scripts. */
export function RegisterSearch({ lang, sought }: { lang: Lang; sought: string }) {
  const words = registerWords[lang].search;
  return (
    <Form method="get" className="anshao-filters" role="search" key={sought}>
      <TextInput name="q" type="search" label={words.label} defaultValue={sought} width={20} maxLength={100} />
      <button type="submit" className={buttonClass('secondary')}>
        {words.submit}
      </button>
      {sought !== '' && (
        <Link className="govuk-link" to=".">
          {words.all}
        </Link>
      )}
    </Form>
  );
}

/** Paging by key, keeping the search. */
export function RegisterPaging({ after, next, sought }: { after: string; next: string | null; sought: string }) {
  const query = (more: Record<string, string>) =>
    `?${new URLSearchParams({ ...(sought && { q: sought }), ...more }).toString()}`;
  return <Pagination first={after ? query({}) : undefined} next={next === null ? undefined : query({ after: next })} />;
}
