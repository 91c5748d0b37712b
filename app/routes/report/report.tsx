import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { Layout } from '~/ui/layout';
import { ReportCheck } from '~/ui/report/report-check';
import { ReportClosed } from '~/ui/report/report-closed';
import { ReportDone } from '~/ui/report/report-done';
import { fileProblemText } from '~/ui/report/report-errors';
import { ReportForm } from '~/ui/report/report-form';
import { ReportSuperiorDone } from '~/ui/report/report-superior-done';
import { displayOf } from '~/web/display-cookie.server';
import { langOf } from '~/web/language.server';
import { orThrowResponse } from '~/web/refusal.server';
import { continueReport, type ReportView, startReport } from '~/web/report/report-form.server';
import { commonWords } from '~/words/common';
import type { Lang } from '~/words/language';
import { knownLang } from '~/words/language';
import { reportWords } from '~/words/report/report';

const NO_STORE = { 'Cache-Control': 'no-store' };

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = langOf(params);
  const site = new URL(request.url).searchParams.get('site');
  const { status, page } = await orThrowResponse(() => startReport(context.ctx, site, context.formToken));
  return data({ lang, display: displayOf(request), page }, { status, headers: NO_STORE });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const lang = langOf(params);
  const { status, page } = await orThrowResponse(() => continueReport(context.ctx, request, lang));
  return data({ page }, { status, headers: NO_STORE });
}

export const headers: HeadersFunction = () => NO_STORE;

export const meta: MetaFunction<typeof loader> = ({ params }) => {
  const lang = knownLang(params.lang);
  return [{ title: `${reportWords[lang].title} · ${commonWords[lang].brand}` }, { name: 'robots', content: 'noindex' }];
};

export default function ReportRoute() {
  const loaded = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const { lang, display } = loaded;
  return (
    <Layout lang={lang} path={`/${lang}/report`} section="report" display={display}>
      <View lang={lang} page={answered?.page ?? loaded.page} />
    </Layout>
  );
}

function View({ lang, page }: { lang: Lang; page: ReportView }) {
  if (page.view === 'notOpen') return <ReportClosed lang={lang} hotline={page.hotline} />;
  if (page.view === 'doneOutside') return <ReportSuperiorDone lang={lang} {...page} />;
  if (page.view === 'done') return <ReportDone lang={lang} {...page} />;
  if (page.view === 'form') return <ReportForm lang={lang} {...page} />;
  const words = reportWords[lang];
  return (
    <ReportCheck
      lang={lang}
      {...page}
      office={outsideIn(page)}
      fileError={page.fileProblem ? fileProblemText(page.fileProblem, words) : undefined}
      formError={page.formError ? words.errors[page.formError] : undefined}
    />
  );
}

/** The office that the report is about, where such a report goes to the level above. */
function outsideIn({ values, choices: { office } }: Extract<ReportView, { view: 'check' }>) {
  return office?.unitIds.includes(values.accusedUnit ?? '') ? office : undefined;
}
