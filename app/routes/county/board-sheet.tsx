import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { textIn } from '~/domain/localized';
import { directoryFingerprint } from '~/envelope/keys/directory';
import { boardSheet } from '~/services/county/signboard.server';
import { Button } from '~/ui/button';
import { PageTitle } from '~/ui/page-title';
import { SummaryList } from '~/ui/summary-list';
import { staff } from '~/web/staff/staff.server';
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

/** The sheet for the gate: QR code, address, hotline, and the fingerprint that reporters compare. */
export default function BoardSheet() {
  const { lang, board, address, county, fingerprint } = useLoaderData<typeof loader>();
  const { sheet: words, boards } = registerWords[lang];
  const path = `/q/${encodeURIComponent(board.code)}/qr.svg`;
  return (
    <div className="anshao-sheet">
      <PageTitle caption={`${textIn(county, lang)} · ${textIn(board.site, lang)}`}>{words.title}</PageTitle>
      <p className="govuk-body anshao-no-print">{words.lead}</p>
      <p className="govuk-body-l">{words.scan}</p>
      <img className="anshao-qr" src={path} alt={address} width={240} height={240} />
      <SummaryList
        rows={[
          { key: words.address, value: address },
          { key: words.hotline, value: board.hotline },
          { key: words.fingerprint, value: <code className="anshao-code">{fingerprint}</code> },
        ]}
      />
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
