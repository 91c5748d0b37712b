import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { textIn } from '~/domain/localized';
import { boardAtGate } from '~/services/county/board.server';
import { publicCounty } from '~/services/county/county.server';
import { BoardPage, UnknownBoard } from '~/ui/county/board-page';
import { Layout } from '~/ui/layout';
import { displayOf } from '~/web/display-cookie.server';
import { langOfQuery } from '~/web/language.server';
import { commonWords } from '~/words/common';
import { boardWords } from '~/words/county/board';

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { ctx } = context;
  const signed = await boardAtGate(ctx, params.site ?? null);
  const hotline = signed?.hotline ?? (await publicCounty(ctx))?.hotline ?? null;
  const board = signed && { ...signed, hotline };
  const lang = langOfQuery(request);
  return data({ lang, board, hotline, display: displayOf(request) }, { status: board ? 200 : 404 });
}

export const headers: HeadersFunction = () => ({ 'Cache-Control': 'no-store' });

export const meta: MetaFunction<typeof loader> = ({ data: page }) => {
  const lang = page?.lang ?? 'zh';
  const words = boardWords[lang];
  const title = page?.board ? words.title(textIn(page.board.site, lang)) : words.unknown.title;
  return [{ title: `${title} · ${commonWords[lang].brand}` }];
};

export default function BoardRoute() {
  const { lang, board, hotline, display } = useLoaderData<typeof loader>();
  return (
    <Layout lang={lang} path={board ? `/q/${board.code}` : '/q/-'} display={display}>
      {board ? <BoardPage board={board} lang={lang} /> : <UnknownBoard lang={lang} hotline={hotline} />}
    </Layout>
  );
}
