import type { addressesPage } from '~/services/staff/addresses.server';
import { formatList, type Lang } from '~/words/language';
import { addressWords } from '~/words/staff/address';
import { CopyButton } from './copy-button';

type Address = Awaited<ReturnType<typeof addressesPage>>['addresses'][number];
type Props = { lang: Lang; addresses: readonly Address[] };

/** An address that stands for the one that the county will choose (RFC 2606 keeps its name free). */
const EXAMPLE = 'https://new.example';

/** What to do next, with the lines as they stand in the site's settings. */
export function AddressNext({ lang, addresses }: Props) {
  const words = addressWords[lang];
  const others = addresses.filter(({ main }) => !main);
  return (
    <section aria-labelledby="next-title" data-next>
      <h2 className="govuk-heading-m" id="next-title">
        {words.next}
      </h2>
      {others.length === 0 ? (
        <Begin lang={lang} />
      ) : (
        others.map((one) => <Other key={one.origin} lang={lang} address={one} all={addresses} />)
      )}
    </section>
  );
}

function Begin({ lang }: { lang: Lang }) {
  const words = addressWords[lang].one;
  return (
    <>
      <p className="govuk-body">{words.text}</p>
      <ol className="govuk-list govuk-list--number">
        <li>{words.proxy}</li>
        <li>
          {words.setting}
          <Lines lines={[`ANSHAO_OTHER_ORIGINS=${EXAMPLE}`]} />
        </li>
        <li>{words.back}</li>
      </ol>
    </>
  );
}

type OtherProps = { lang: Lang; address: Address; all: readonly Address[] };

/** One address beside the main one: the county moves to it, or leaves it. What more people still lack for stands first. */
function Other({ lang, address, all }: OtherProps) {
  const coming = address.missing.length >= (all.find(({ main }) => main)?.missing.length ?? 0);
  const parts = [
    <Coming key="coming" lang={lang} address={address} all={all} />,
    <Leaving key="leaving" lang={lang} address={address} all={all} />,
  ];
  return <div data-other={address.host}>{coming ? parts : parts.toReversed()}</div>;
}

const names = (some: readonly { name: string }[], lang: Lang) =>
  formatList(
    some.map(({ name }) => name),
    lang,
  );

function Coming({ lang, address, all }: OtherProps) {
  const words = addressWords[lang];
  const { origin, host, missing } = address;
  const link = `${origin}/${lang}/staff/sign-in`;
  const others = all.filter((one) => one !== address).map((one) => one.origin);
  return (
    <>
      <h3 className="govuk-heading-s">{words.leadOver.title(host)}</h3>
      {missing.length === 0 ? (
        <p className="govuk-body">{words.leadOver.done}</p>
      ) : (
        <>
          <p className="govuk-body" data-missing={missing.length}>
            {words.leadOver.text(names(missing, lang))}
          </p>
          <Lines lines={[link]} />
          <CopyButton text={link} lang={lang} />
          <p className="govuk-body">{words.leadOver.unable}</p>
        </>
      )}
      <p className="govuk-body">{words.switchMain.text}</p>
      <Lines lines={[`npm run -s anshao -- change-origin ${origin} --both`]} />
      <p className="govuk-body">{words.switchMain.settings}</p>
      <Lines lines={[`ANSHAO_ORIGIN=${origin}`, othersLine(others)]} />
    </>
  );
}

function Leaving({ lang, address, all }: OtherProps) {
  const words = addressWords[lang].off;
  const { host, shutOutWithout } = address;
  const [main, ...others] = all;
  const rest = others.filter((one) => one !== address);
  return (
    <>
      <h3 className="govuk-heading-s">{words.title(host)}</h3>
      {shutOutWithout.length > 0 ? (
        <p className="govuk-body" data-shut-out={shutOutWithout.length}>
          {words.notYet(names(shutOutWithout, lang))}
        </p>
      ) : (
        <>
          <p className="govuk-body" data-may-end>
            {words.ready} {rest.length > 0 ? words.change : words.remove}
          </p>
          <Lines lines={[othersLine((rest.length > 0 ? rest : others).map(({ origin }) => origin))]} />
          <p className="govuk-body">{words.boards}</p>
          <Lines lines={[`server_name ${host};`, `return 301 ${main?.origin}$request_uri;`]} />
        </>
      )}
    </>
  );
}

const othersLine = (origins: readonly string[]) => `ANSHAO_OTHER_ORIGINS=${origins.join(',')}`;

/** Lines to be copied into a file of settings or a console. */
function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <p className="govuk-body" data-lines>
      {lines.map((line) => (
        <span key={line}>
          <code className="anshao-code">{line}</code>
          <br />
        </span>
      ))}
    </p>
  );
}
