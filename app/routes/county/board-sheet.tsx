import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { textIn } from '~/domain/localized';
import { directoryFingerprint } from '~/envelope/keys/directory';
import { boardSheet } from '~/services/county/signboard.server';
import { Button } from '~/ui/button';
import { BoardBody } from '~/ui/county/board-body';
import { PageTitle } from '~/ui/page-title';
import { SummaryList } from '~/ui/summary-list';
import { staff } from '~/web/staff/staff.server';
import { boardWords } from '~/words/county/board';
import { registerWords } from '~/words/county/register';

export const handle = { scripts: true };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.board.code ?? ''} ${registerWords[data?.lang ?? 'zh'].sheet.title}` },
];

export const loader = (args: LoaderFunctionArgs) =>
  staff(args, async ({ ctx, actor, lang, params }) => {
    const { directoryKey, ...sheet } = await boardSheet(ctx, actor, params.board ?? '');
    return { lang, ...sheet, fingerprint: directoryFingerprint(directoryKey) };
  });

/**
 * The sheet to hang up: what its kind of signboard has to say, the QR code, address, hotline, and the fingerprint that
 * reporters compare.
 */
export default function BoardSheet() {
  const { lang, board, address, county, fingerprint } = useLoaderData<typeof loader>();
  const { sheet: words, boards } = registerWords[lang];
  const path = `/q/${encodeURIComponent(board.code)}/qr.svg`;
  return (
    <div className="anshao-sheet">
      <PageTitle caption={`${textIn(county, lang)} · ${textIn(board.site, lang)}`}>
        {boardWords[lang].kinds[board.kind]}
      </PageTitle>
      <p className="govuk-body anshao-no-print">{board.kind === 'responsibility' ? words.lead : words.placeInside}</p>
      <SummaryList
        rows={[
          { key: boardWords[lang].employer, value: textIn(board.employer, lang) },
          ...(board.regulator ? [{ key: boardWords[lang].regulator, value: textIn(board.regulator, lang) }] : []),
        ]}
      />
      <BoardBody board={board} lang={lang} />
      <div className="anshao-sheet__report">
        <img className="anshao-qr" src={path} alt={address} width={240} height={240} />
        <div>
          <h2 className="govuk-heading-m">{words.title}</h2>
          <p className="govuk-body-l">{words.scan}</p>
          <SummaryList
            rows={[
              { key: words.hotline, value: board.hotline },
              { key: words.address, value: address },
              { key: words.fingerprint, value: <code className="anshao-code">{fingerprint}</code> },
            ]}
          />
        </div>
      </div>
      <p className="govuk-body">{words.fingerprintText}</p>
      <p className="govuk-body">{words.warn}</p>
      <Button type="button" onClick={() => window.print()}>
        {words.print}
      </Button>
      <p className="govuk-body anshao-no-print">
        <Link className="govuk-link" to={`/${lang}/staff/boards`}>
          {boards.back}
        </Link>
      </p>
    </div>
  );
}
