import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { MAX_MESSAGE } from '~/services/follow/follow-write.server';
import { FollowOpen } from '~/ui/follow/follow-open';
import { FollowPageView } from '~/ui/follow/follow-page';
import { Layout } from '~/ui/layout';
import { displayOf } from '~/web/display-cookie.server';
import { DONE, type FollowAnswer } from '~/web/follow/follow-answer.server';
import { codeSalt, followed, followStep } from '~/web/follow/follow-form.server';
import { newFormToken } from '~/web/form-token.server';
import { langOf } from '~/web/language.server';
import { orThrowResponse } from '~/web/refusal.server';
import { commonWords } from '~/words/common';
import { followWords } from '~/words/follow/follow';
import { knownLang } from '~/words/language';

const NO_STORE = { 'Cache-Control': 'no-store' };

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = langOf(params);
  const { page, expired, clear, bound, once, mark, typed } = await followed(context.ctx, request);
  const done = DONE.find((known) => known === new URL(request.url).searchParams.get('done')) ?? null;
  const headers: HeadersInit = clear ? { ...NO_STORE, 'Set-Cookie': clear } : NO_STORE;
  // Once the content is deleted there is nothing left to open, and the page says so in both ways of using it.
  const sealed = page && 'sealed' in page && page.deleted === null ? JSON.stringify(page.sealed) : null;
  const salt = page && request.method === 'GET' ? null : await codeSalt(context.ctx);
  const formToken = context.formToken ?? newFormToken(context.ctx);
  const base = { lang, display: displayOf(request), maxMessage: MAX_MESSAGE, formToken, once, mark, typed };
  return data({ ...base, page: page && { ...page, sealed: null }, sealed, bound, salt, expired, done }, { headers });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const lang = langOf(params);
  const answer = await orThrowResponse(() => followStep(context.ctx, request, lang));
  return data(answer, { status: answer.status, headers: NO_STORE });
}

export const headers: HeadersFunction = () => NO_STORE;

export const meta: MetaFunction = ({ params }) => {
  const lang = knownLang(params.lang);
  return [{ title: `${followWords[lang].title} · ${commonWords[lang].brand}` }, { name: 'robots', content: 'noindex' }];
};

/** The words of a step that no longer found the page of its own report, and the mark that ties them to that page. */
function keptOf({ message, objection, claim, once = '', mark = '' }: FollowAnswer): Record<string, string> {
  const { payeeName = '', bankName = '', bankAccount = '', claimMethod = '' } = claim.typed;
  const all = {
    message: message.typed,
    objection: objection.typed,
    payeeName,
    bankName,
    bankAccount,
    claimMethod,
    once,
    mark,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}

export default function FollowRoute() {
  const { lang, display, page, sealed, bound, salt, expired, done, maxMessage, formToken, once, mark, typed } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Layout lang={lang} path={`/${lang}/follow`} section="follow" display={display}>
      {page && answer?.code !== 'another' ? (
        <FollowPageView
          lang={lang}
          page={page}
          sealed={sealed}
          bound={bound}
          // A form whose answer is not known is posted again as the same form.
          once={answer?.once || once}
          mark={answer?.once ? (answer.mark ?? '') : mark}
          wordsBack={!answer && Object.keys(typed).length > 0}
          maxMessage={maxMessage}
          message={answer?.message ?? { typed: typed.message ?? '', error: null }}
          objection={answer?.objection ?? { typed: typed.objection ?? '', error: null }}
          reward={answer?.claim ?? { typed, error: null }}
          files={answer?.files ?? null}
          withdraw={answer?.withdraw ?? null}
          done={answer || done === 'left' ? null : done}
        />
      ) : (
        <FollowOpen
          lang={lang}
          problem={answer?.code ?? (expired && !done ? 'expired' : null)}
          left={!answer && done === 'left'}
          kept={answer ? keptOf(answer) : {}}
          mistyped={answer?.mistyped ?? ''}
          salt={salt}
          formToken={formToken}
        />
      )}
    </Layout>
  );
}
