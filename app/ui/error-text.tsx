import { isRouteErrorResponse } from '@remix-run/react';
import { type CommonWords, commonWords } from '~/words/common';
import { htmlLang, LANGS, type Lang } from '~/words/language';
import { PageTitle } from './page-title';

export type ErrorKind = Exclude<keyof CommonWords['errors'], 'home'>;

/** What a page says about an error that a loader, an action or a component threw. */
export function errorKind(error: unknown): ErrorKind {
  if (!isRouteErrorResponse(error)) return 'server';
  if (error.data?.code === 'anotherPerson') return 'anotherPerson';
  if (error.status === 429 || error.status === 503) return 'busy';
  if (error.status === 401 || error.status === 403) return 'notAllowed';
  return error.status >= 500 ? 'server' : 'notFound';
}

/** Says what to do now, in the page's language and briefly in the others, but nothing about what went wrong inside. */
export function ErrorText({ lang, kind, home }: { lang: Lang; kind: ErrorKind; home: string }) {
  const words = commonWords[lang].errors;
  return (
    <>
      <PageTitle lead={words[kind].body}>{words[kind].title}</PageTitle>
      {LANGS.filter((other) => other !== lang).map((other) => (
        <p className="govuk-body" lang={htmlLang(other)} key={other}>
          {commonWords[other].errors[kind].title}. {commonWords[other].errors[kind].body}
        </p>
      ))}
      <p className="govuk-body">
        <a className="govuk-link" href={home}>
          {words.home}
        </a>
      </p>
    </>
  );
}
