import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { PRESETS, presetNamed } from '~/domain/county/presets';
import { isRefusal } from '~/domain/refusal';
import { LANGS } from '~/domain/vocabulary';
import { QrCode } from '~/routes/keys/qr-code';
import { requireSetupLink, setUpCounty } from '~/services/county/setup.server';
import { Layout } from '~/ui/layout';
import { PageTitle } from '~/ui/page-title';
import { readSetup } from '~/web/county/setup-form.server';
import { displayOf } from '~/web/display-cookie.server';
import { readForm } from '~/web/form.server';
import { langOf } from '~/web/language.server';
import { refusalStatus } from '~/web/refusal.server';
import { setupWords } from '~/words/county/setup';
import { SetupForm, type Typed } from './setup-form';
import { SetupPresets } from './setup-presets';

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: setupWords[loaded?.lang ?? 'zh'].title },
];

export async function loader({ request, params, context: { ctx } }: LoaderFunctionArgs) {
  const lang = langOf(params);
  const good = await requireSetupLink(ctx, params.token ?? '').then(
    () => true,
    (error: unknown) => {
      if (isRefusal(error)) return false;
      throw error;
    },
  );
  const { pathname: path, searchParams } = new URL(request.url);
  const page = { lang, good, display: displayOf(request), preset: presetNamed(searchParams.get('preset') ?? ''), path };
  return good ? page : data(page, { status: request.method === 'GET' ? 410 : 200 });
}

export async function action({ request, params, context: { ctx } }: ActionFunctionArgs) {
  const lang = langOf(params);
  const form = await readForm(request);
  const typed: Typed = {};
  for (const name of ['hotline', 'places', 'more', 'name', 'login', ...fieldsOf('name')]) typed[name] = form.text(name);
  const preset = presetNamed(form.text('preset'));
  for (const { code } of preset === null ? [] : PRESETS[preset].units) {
    for (const name of [`keep-${code}`, ...fieldsOf(code)]) typed[name] = form.text(name);
  }
  try {
    const { draft, administrator } = readSetup(form);
    const { token } = await setUpCounty(ctx, params.token ?? '', draft, administrator);
    const link = `${ctx.origin}/${lang}/staff/enrol/${token}`;
    // It has a status of its own, because the loader, run again after this, finds the link used up.
    return data({ link, refused: null, typed }, { status: 200 });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const refused = { code: error.code, field: error.field ?? null, data: error.data ?? null };
    return data({ link: null, refused, typed }, { status: refusalStatus(error) });
  }
}

export default function Setup() {
  const { lang, good, display, preset, path } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const words = setupWords[lang];
  return (
    <Layout lang={lang} path={path} display={display} exit={false}>
      {answer?.link ? (
        <>
          <PageTitle lead={words.doneText}>{words.done}</PageTitle>
          <QrCode text={answer.link} label={words.qr} />
          <p className="govuk-body anshao-secret" data-enrol-link>
            <a className="govuk-link" href={answer.link}>
              {answer.link}
            </a>
          </p>
          <p className="govuk-body">{words.next}</p>
        </>
      ) : (
        <>
          <PageTitle lead={good ? (preset ? words.lead : words.choose) : words.expired}>{words.title}</PageTitle>
          {good && !preset && <SetupPresets lang={lang} path={path} />}
          {good && preset && (
            <p className="govuk-body">
              <strong>{words.presets[preset].name}</strong>{' '}
              <a className="govuk-link" href={path}>
                {words.other}
              </a>
            </p>
          )}
          {/* What was typed stays to be copied, although another tab or person was first. */}
          {preset && (good || answer?.refused) && (
            <SetupForm lang={lang} preset={preset} typed={answer?.typed ?? null} refused={answer?.refused ?? null} />
          )}
        </>
      )}
    </Layout>
  );
}

const fieldsOf = (text: string): string[] => LANGS.map((lang) => `${text}.${lang}`);
